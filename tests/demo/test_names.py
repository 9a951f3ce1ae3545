"""What people of a script are called on the homeserver."""

import re

from hypothesis import given
from hypothesis import strategies as st

from orosbot.demo import names
from orosbot.script import parse

NAMES = st.from_regex(r"[^\W\d_][\w.\-]{0,12}", fullmatch=True)


@given(NAMES)
def test_every_name_of_a_script_becomes_a_local_part_that_matrix_allows(name: str) -> None:
    assert re.fullmatch(r"[a-z0-9.=\-]+", names.local_part(name))


@given(NAMES, NAMES)
def test_different_names_are_different_users(one: str, other: str) -> None:
    assert (names.local_part(one) == names.local_part(other)) == (one == other)


@given(NAMES)
def test_nobody_in_a_script_is_the_prompter(name: str) -> None:
    assert name != names.PROMPTER


def test_who_does_something_is_named_once_in_order() -> None:
    script = ["lead: hej", "anna > 1: ja", "< help", "lead + ✅ 1", "# bo: hej", "åsa ~ 1: nej", "anna - 1"]
    assert names.speakers(parse(script)) == ["lead", "anna", "åsa"]
