"""A given name and a surname side by side are somebody, whatever is allowed word by word."""

import pytest

from orosbot.rules.screening import masked
from orosbot.rules.screening.screen import Screen
from orosbot.screening import LABELS, load
from orosbot.settings import Settings


@pytest.fixture(scope="module")
def screen() -> Screen:
    return load(Settings()).with_allowed(["Oskar", "Brännström", "Qvorla"])


@pytest.mark.parametrize(
    ("note", "shows"),
    [
        ("Oskar Brännström grät", "[name] grät"),
        ("oskar brännström grät", "[name] grät"),
        ("träffade Brännström Oskar igår", "träffade [name] igår"),
        ("Anna Brännström ringde", "[name] ringde"),
        ("Oskar Qvorla ringde", "[name] ringde"),
        ("vi ringde Oskar i dag", "vi ringde Oskar i dag"),
        ("Brännströms byrå svarade", "Brännströms byrå svarade"),
        ("i Maj Juni och April", "i Maj Juni och April"),
    ],
)
def test_a_whole_name_is_masked_whole(screen: Screen, note: str, shows: str) -> None:
    assert masked(note, screen.look(note), LABELS) == shows
