"""Every example of the help works when it is pasted."""

import html
import re

import pytest

from orosbot.commands import VERBS
from tests.room import Room

NEEDS = {
    "done": "promise",
    "reached": "followup",
    "noanswer": "followup",
    "notnow": "followup",
    "other": "followup",
    "wrongnumber": "followup",
    "later": "followup",
    "shredded": "followup",
    "reopen": "close",
    "prolong": "close",
    "undo": "new",
}
"""What must have been typed before an example can work, as one would."""


ABOUT_NOBODY = {"trust"}
"""Verbs whose example names somebody whom no test has."""


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("name", sorted(VERBS.keys() - ABOUT_NOBODY))
def test_the_example_of_a_verb_works_when_pasted(name: str, language: str) -> None:
    room = Room(language=language)
    who = "lead" if VERBS[name].lead else "anna"
    room.say(who, "!case new phone relative religious 18-21")
    if before := NEEDS.get(name):
        assert not example(room, before, who).startswith("error-")
    assert not example(room, name, who).startswith("error-")


def example(room: Room, name: str, who: str) -> str:
    """Paste what `help VERB` shows as its examples, after each other; the code of the last answer."""
    (shown,) = room.say(who, f"!case help {name}")
    examples = re.findall(r"<code>(![^<]+)</code>", shown.html.split("<p>")[2])
    assert examples
    who = "lead" if VERBS[name].lead else "anna"
    for pasted in examples:
        (answer, *_) = room.say(who, html.unescape(pasted))
        assert not answer.code.startswith("error-"), (pasted, answer.text)
    return answer.code


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("verify", "!case actor verify mora"),
        ("add", "!case actor add"),
        ("utgår", "retire"),
        ("contacted", "contacted support|learning"),
        ("kontaktat", "contacted support|learning"),
        ("approve", "approve N"),
        ("reached", "what the referral led to"),
    ],
)
def test_help_of_a_part_of_a_verb_is_that_verb_s(typed: str, told: str) -> None:
    said = Room().one("anna", f"!case help {typed}")
    assert said.code == "help"
    assert told in said.text
