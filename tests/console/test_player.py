"""What a script refers to, and what it expects, on a stage that does what the test says."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import pytest

from orosbot.errors import ExpectationFailed, ScriptError
from orosbot.heard import BotEdit, BotMessage, BotRemoval, Heard
from orosbot.player import Player, Shown, play_all
from orosbot.script import ClockAt, ClockBy, parse
from orosbot.stage import Act
from orosbot.values import Kind

REF = "4827391"
OTHER = "1234569"


def message(
    code: str, event_id: str = "$bot", *, ref: str | None = None, answers: str | None = None, text: str = ""
) -> BotMessage:
    at = datetime(2017, 2, 1, 8, 5, tzinfo=UTC)
    return BotMessage(event_id, at, code, ref, answers, (), text, text)


class PlainStage:
    """A stage whose bot does what `answers` says for each act."""

    def __init__(self, answers: Callable[[Act], Sequence[Heard]]) -> None:
        self.acts: list[Act] = []
        self.moves: list[ClockAt | ClockBy] = []
        self.later: list[Heard] = []
        self._answers = answers
        self._heard: list[Heard] = []

    def perform(self, act: Act) -> str:
        self.acts.append(act)
        self._heard += self._answers(act)
        return f"$line-{act.line}"

    def move_clock(self, line: ClockAt | ClockBy) -> None:
        self.moves.append(line)

    def hear(self, *, wait: bool) -> Sequence[Heard]:
        if wait and self.later:
            return [self.later.pop(0)]
        heard, self._heard = self._heard, []
        return heard


def opens_cases(act: Act) -> Sequence[Heard]:
    ref = REF if act.line == 1 else OTHER
    return [
        message("case-opened", f"$bot-{act.line}", ref=ref, answers=f"$line-{act.line}", text=f"Case {ref}")
    ]


def silent(act: Act) -> Sequence[Heard]:
    return []


def played(stage: PlainStage, *lines: str) -> list[Shown]:
    shown: list[Shown] = []
    play_all(Player(stage, shown.append), parse(lines))
    return shown


def test_messages_of_the_bot_are_numbered_from_one_and_name_who_is_answered() -> None:
    shown = played(PlainStage(opens_cases), "anna: new", "berit: new")
    assert [(one.n, one.to) for one in shown] == [(1, "anna"), (2, "berit")]


def test_a_message_that_answers_nobody_is_to_nobody() -> None:
    shown = played(PlainStage(lambda act: [message("briefing-morning")]), "anna: hej")
    assert [one.to for one in shown] == [None]


def test_what_the_bot_says_to_a_reaction_is_to_who_reacted() -> None:
    def answers(act: Act) -> Sequence[Heard]:
        if act.kind is Kind.REACTION:
            return [message("case-taken", "$bot-x", answers=act.target)]
        return opens_cases(act)

    shown = played(PlainStage(answers), "anna: new", "berit + ✋ 1")
    assert [one.to for one in shown] == ["anna", "berit"]


def test_a_dollar_number_is_the_reference_of_a_case_opened_here() -> None:
    stage = PlainStage(opens_cases)
    played(stage, "anna: new", "anna: new", "anna: $1, $2$1.", "anna > 1: $2", "anna ~ 3: x $1")
    assert [act.text for act in stage.acts[2:]] == [f"{REF}, {OTHER}{REF}.", OTHER, f"x {REF}"]


@pytest.mark.parametrize("text", ["$2", "$0", "$10", "$", "$$", "costs $x", "$" + "1" * 5000])
def test_a_dollar_number_without_a_case_stays_as_typed(text: str) -> None:
    stage = PlainStage(lambda act: opens_cases(act) if act.line == 1 else [])
    played(stage, "anna: new", f"anna: {text}")
    assert stage.acts[1].text == text


def test_a_case_that_was_not_opened_here_has_no_dollar_number() -> None:
    stage = PlainStage(lambda act: [message("case-card", ref=REF)])
    played(stage, f"anna: show {REF}", "anna: $1")
    assert stage.acts[1].text == "$1"


def test_a_case_opened_without_its_text_has_a_dollar_number() -> None:
    stage = PlainStage(lambda act: [message("error-personal-data", ref=REF)] if act.line == 1 else [])
    played(stage, "anna: new phone : call 070-1234567", "anna: $1")
    assert stage.acts[1].text == REF


def test_a_refused_note_on_an_older_case_makes_no_dollar_number() -> None:
    stage = PlainStage(lambda act: [message("error-personal-data", ref=REF)] if act.line == 1 else [])
    played(stage, "anna: note 482-7391 : call 070-1234567", "anna: $1")
    assert stage.acts[1].text == "$1"


def test_reply_and_reaction_go_to_the_bots_message_of_that_number() -> None:
    stage = PlainStage(opens_cases)
    played(stage, "anna: new", "anna > 1: close", "anna + ✅ 2")
    assert stage.acts[1].reply_to == "$bot-1"
    assert (stage.acts[2].kind, stage.acts[2].text, stage.acts[2].target) == (Kind.REACTION, "✅", "$bot-2")


def test_a_reaction_is_taken_away_by_deleting_its_own_event() -> None:
    stage = PlainStage(opens_cases)
    played(stage, "anna: new", "anna + ✅ 1", "berit + ✅ 1", "anna + ✅ 1 off")
    assert (stage.acts[3].kind, stage.acts[3].target) == (Kind.DELETION, "$line-2")


def test_edit_and_deletion_go_to_the_message_of_that_line() -> None:
    stage = PlainStage(silent)
    played(stage, "# comment", "anna: one", "anna ~ 2: two", "anna - 2")
    assert [(act.kind, act.target) for act in stage.acts[1:]] == [
        (Kind.EDIT, "$line-2"),
        (Kind.DELETION, "$line-2"),
    ]


def test_an_edit_of_an_edit_is_one_of_the_message_itself() -> None:
    stage = PlainStage(silent)
    played(stage, "anna: one", "anna ~ 1: two", "anna ~ 2: three", "anna - 3")
    assert [act.target for act in stage.acts[1:]] == ["$line-1", "$line-1", "$line-1"]


@pytest.mark.parametrize(
    "line",
    [
        "anna > 2: x",
        "anna > 0: x",
        "anna + ✅ 2",
        "anna + ✅ 1 off",
        "anna ~ 1: x",
        "anna ~ 9: x",
        "anna ~ 3: x",
        "anna - 1",
        "anna - 4",
    ],
)
def test_what_is_not_there_is_refused_with_the_line_named(line: str) -> None:
    with pytest.raises(ScriptError, match=r"^line 4: "):
        played(PlainStage(opens_cases), "# nothing said", "anna: new", "< case-opened", line)


def test_expectations_look_at_one_message_after_the_other() -> None:
    stage = PlainStage(lambda act: [message("help", "$1", text="one"), message("about", "$2", text="two")])
    shown = played(stage, "anna: hej", "< help one", "# between", "", "< about tw")
    assert len(shown) == 2


def test_an_expectation_begins_anew_with_each_line_that_is_none() -> None:
    stage = PlainStage(lambda act: [message("help" if act.line == 1 else "about", f"${act.line}")])
    assert len(played(stage, "anna: help", "anna: about", "< about")) == 2


@pytest.mark.parametrize(
    ("expectation", "said"),
    [
        ("< case-closed", r"case-closed.*\[1\] case-opened: Case 4827391"),
        ("< case-opened Case 9", r"case-opened.*Case 9.*case-opened: Case 4827391"),
    ],
)
def test_what_is_not_so_fails_and_shows_both(expectation: str, said: str) -> None:
    with pytest.raises(ExpectationFailed, match=r"^line 2: .*" + said) as caught:
        played(PlainStage(opens_cases), "anna: new", expectation)
    assert caught.value.exit_code == 1


def test_silence_where_something_is_expected_fails() -> None:
    with pytest.raises(ExpectationFailed, match="nothing more"):
        played(PlainStage(opens_cases), "anna: new", "< case-opened", "< help")


def test_a_fragment_may_name_a_case_as_typed_or_as_shown() -> None:
    stage = PlainStage(lambda act: [message("case-opened", ref=REF, text="Case 482-7391 is open")])
    assert played(stage, "anna: new", "< case-opened Case $1 is")


def test_a_fragment_is_found_whatever_kind_of_space_the_text_has() -> None:
    stage = PlainStage(lambda act: [message("help", text="kl.\u00a014.00 @\u2060anna")])
    assert played(stage, "anna: help", "< help kl. 14.00 @anna")


def test_a_message_that_comes_late_is_waited_for() -> None:
    stage = PlainStage(silent)
    stage.later = [BotRemoval("$elsewhere"), message("help", "$late")]
    shown = played(stage, "anna: help", "< help", "anna > 1: more")
    assert (len(shown), stage.acts[1].reply_to) == (1, "$late")


def test_what_the_bot_removed_stands_on_its_next_message_by_line() -> None:
    def answers(act: Act) -> Sequence[Heard]:
        removed = [BotRemoval("$line-1"), BotRemoval("$line-2"), BotRemoval("$unknown")]
        return [*removed, message("help", "$bot-3"), message("about", "$bot-4")] if act.line == 3 else []

    shown = played(PlainStage(answers), "anna: one", "anna: two", "anna: three")
    assert [one.redacts for one in shown] == [(1, 2), ()]


def test_an_edited_message_has_its_new_text() -> None:
    def answers(act: Act) -> Sequence[Heard]:
        return [message("help", text="old"), BotEdit("$bot", None, "new", "new")]

    assert len(played(PlainStage(answers), "anna: help", "< help new")) == 1


def test_the_clock_is_the_stages_to_move() -> None:
    stage = PlainStage(silent)
    played(stage, "@ 2017-02-01 09:05", "@ +10d")
    assert [line.number for line in stage.moves] == [1, 2]
