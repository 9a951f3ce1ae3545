"""Whatever people and programs send: the desk never stumbles, and every answer can be sent."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orosbot.commands import VERBS
from tests.room import Room, Said
from tests.rules.texts import ANY_TEXT, MIXED

VERB_FORMS = sorted({form for verb in VERBS.values() for form in (verb.name, *verb.forms)})
TYPED = st.one_of(
    MIXED,
    MIXED.map(lambda text: "!case " + text),
    st.tuples(st.sampled_from(VERB_FORMS), MIXED).map(lambda parts: "!case " + " ".join(parts)),
    st.tuples(st.sampled_from(VERB_FORMS), MIXED).map(" ".join),
    st.tuples(st.sampled_from(VERB_FORMS), MIXED).map(lambda parts: f"!case {parts[0]} {{ref}} {parts[1]}"),
)


class _Scene:
    """A room with a case, a card, a list and an open question, used for many examples."""

    def __init__(self, language: str) -> None:
        self.room = Room(language)
        self.ref = self.room.open_case("phone relative right 17 child-caller").ref
        self.command = self.room.last_event
        self.card = self.room.one("anna", f"!case {self.ref}")
        self.listed = self.room.one("anna", "!case list")

    def question(self) -> Said:
        return self.room.one("anna", "!case new")


SCENES = {language: _Scene(language) for language in ("en", "sv")}
"""Rooms in which anything may have happened."""

CALM = _Scene("en")
"""A room in which nobody has typed a whole command by chance."""


def check(answers: list[Said]) -> None:
    assert len(answers) <= 2
    for said in answers:
        assert said.code != "error-internal", said.text
        encoded = json.dumps(said.content, ensure_ascii=False).encode()
        assert len(encoded) < 45_000
        assert said.text.strip()
        assert said.content["msgtype"] in ("m.notice", "m.text")
        assert "m.mentions" in said.content
        assert said.html
        assert "\x00" not in said.text


@settings(deadline=None, max_examples=250, suppress_health_check=[HealthCheck.too_slow])
@given(TYPED, st.sampled_from(["en", "sv"]), st.sampled_from(["alone", "card", "list", "question", "thread"]))
def test_no_message_makes_the_desk_stumble(text: str, language: str, where: str) -> None:
    scene = SCENES[language]
    text = text.replace("{ref}", scene.ref)
    reply_to = {"card": scene.card, "list": scene.listed}.get(where)
    if where == "question":
        reply_to = scene.question()
    check(scene.room.say("bert", text, reply_to=reply_to, thread="$root" if where == "thread" else None))


@settings(deadline=None, max_examples=100)
@given(TYPED, st.sampled_from(["edit", "delete", "react"]), st.booleans())
def test_no_edit_deletion_or_reaction_makes_the_desk_stumble(text: str, what: str, known: bool) -> None:
    scene = SCENES["en"]
    target = scene.command if known else text
    if what == "edit":
        check(scene.room.edit("bert", target, text))
    elif what == "delete":
        check(scene.room.delete("bert", target))
    else:
        check(scene.room.react("bert", text, scene.card))


@settings(deadline=None, max_examples=60)
@given(ANY_TEXT)
def test_any_text_can_be_noted_and_stands_on_the_card(text: str) -> None:
    scene = CALM
    said = scene.room.one("anna", f"!case note {scene.ref} advice : {text}")
    assert said.code in ("note-recorded", "error-personal-data")
    check([said])
    check([scene.room.one("anna", f"!case {scene.ref}")])


@pytest.mark.parametrize(
    "start",
    [
        "",
        "!case ",
        "!case new ",
        "!case new : ",
        "!case note {ref} ",
        "!case close {ref} ",
        "!case promise {ref} 3d ",
    ],
)
@pytest.mark.parametrize("part", ["å ", "1", "a:", "phone ", "\u200b"])
def test_a_text_of_100_kilobytes_is_refused_or_talk(start: str, part: str) -> None:
    scene = CALM
    text = start.replace("{ref}", scene.ref) + (part * 100_000)[:100_000]
    answers = scene.room.say("anna", text)
    check(answers)
    assert scene.room.count("cases") == 1
    for said in answers:
        assert len(said.text) < 5_000


@pytest.mark.parametrize(
    "text",
    [
        "!case new \ud800",
        "!case note {ref} : \udfff",
        "\ud800",
        "!case \x00",
        "!case note {ref} : a\x00b",
        "!case new phone : \u202e\u2066",
    ],
)
def test_characters_that_are_none_do_no_harm(text: str) -> None:
    scene = CALM
    check(scene.room.say("anna", text.replace("{ref}", scene.ref)))
    check([scene.room.one("anna", f"!case {scene.ref}")])
