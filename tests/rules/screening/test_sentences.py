"""A word is a name or not by its sentence: the same word in two notes, one about a person and one not."""

import tomllib
from collections.abc import Iterator

import pytest

from orosbot.categories import shipped
from orosbot.rules.screening.screen import Screen
from orosbot.screening import load
from orosbot.settings import Settings

PAIRS = (
    ("name", "Björn slog sönder sin dator", "Björn är ett stort djur"),
    ("name", "Storm har inte ringt", "Storm på havet lugnar"),
    ("name", "Dag kommer aldrig hem", "Dag efter dag av bråk"),
    ("name", "Hans vill inte vara med", "Hans vilja är stark"),
    ("name", "Will has left the group", "Will call on Monday"),
    ("name", "Henrikssons dotter hörde av sig", "Dagens dotter hörde av sig"),
    ("name", "Fru Sjö undrar", "Sjö och skog"),
    ("name", "systerns pojkvän Ek hotar henne", "Ek och björk i parken"),
    ("name", "Svea har slutat", "sveas skola"),
    ("name", "talade med Mina om skolan", "talade med Mina barn om skolan"),
    ("name", "dottern saga rymde", "dottern nu är trött"),
    ("name", "axel har rymt", "axeln har läkt"),
    ("name", "pratade om Muhammed", "pratade om profeten Muhammed"),
    ("name", "träffade Lind", "träff i grupprum Lind"),
    ("name", "sonen heter Frank", "spelet heter Frank"),
    ("name", "hon bor med Christian", "his mother is Christian"),
    ("name", "träffade Astrid", "inlagd på Astrid Lindgrens barnsjukhus"),
    ("initials", "möte med FF", "såg på Malmö FF"),
    ("initials", "vi pratade om B", "plan A eller B"),
    ("initials", "m.k. ringde", "t.ex. ringa, m.m. som f.d. lärare"),
    ("initials", "K:s bror ringde", "SoL:s regler"),
    ("nickname", "alla säger Putte till honom", "alla säger Hej till honom och går"),
    ("nickname", 'kompisen "Råttan" hotar', 'boken "Råttan" är bra'),
    ("nickname", "he goes by Viper", "he goes by bus"),
    ("nickname", "kallas masken av de andra", "kallas till möte av de andra"),
)


FORMS = ("sv", "en")


@pytest.fixture(scope="module")
def screen() -> Screen:
    return load(Settings())


@pytest.mark.parametrize(("kind", "about_somebody", "about_nobody"), PAIRS)
def test_the_sentence_tells(screen: Screen, kind: str, about_somebody: str, about_nobody: str) -> None:
    assert kind in screen.look(about_somebody).kinds
    assert screen.look(about_nobody).kinds == ()


def _forms(value: object, key: str = "") -> Iterator[str]:
    """Every word and form of a table of the shipped categories, without what it says of them."""
    if isinstance(value, dict):
        for name, held in value.items():
            yield from _forms(held, name)
    elif isinstance(value, list):
        for held in value:
            yield from _forms(held, key)
    elif isinstance(value, str) and key in FORMS:
        yield value


def test_no_coded_word_is_taken_for_a_name(screen: Screen) -> None:
    """Staff type the coded words and their short forms in notes too: `anh ville ha råd`."""
    forms = list(_forms(tomllib.loads(shipped("categories.toml").read_text("utf-8"))))
    assert len(forms) > 50
    assert [form for form in forms if screen.look(f"{form} ringer och vill ha råd").refused] == []
