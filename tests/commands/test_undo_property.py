"""Whatever two people do: after an undo the casebook is as if the undone command had never been typed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from orosbot.casebook.migrations import DOMAIN_TABLES
from orosbot.rules.periods import Period
from tests.room import Room

OPENINGS = (
    "new phone relative right 17 child-caller ring:yes",
    "new phone relative right 30 advice wants:råd : one",
    "new chat self left 20 close:agreed",
)
ABOUT_CASES = (
    "note {ref} advice knowledge : text",
    "note {ref} : text",
    "call {ref} chat",
    "child {ref} report",
    "child {ref} consult",
    "child {ref} agree",
    "close {ref} agreed",
    "reopen {ref}",
    "set {ref} 30 region:skåne",
    "set {ref} 17",
    "set {ref} wants:kunskap",
    "followup {ref} 10d",
    "followup {ref} 12d",
    "followup {ref} no",
    "followup {ref} off",
    "noanswer {ref} !",
    "notnow {ref}",
    "other {ref}",
    "reached {ref}",
    "wrongnumber {ref}",
    "callback {ref} 2017-02-10 10:00",
    "callback {ref}",
    "callback {ref} off",
    "promise {ref} 3d : text",
    "done {ref}",
    "take {ref}",
    "later {ref}",
    "later {ref} 3d",
    "slips",
    "tip {ref} mora",
    "tip {ref} lund",
    "refer {ref} mora",
    "refer {ref} lund",
    "mediate {ref} mora",
    "mediate {ref} lund",
    "outcome {ref} mora helped",
    "outcome {ref} lund denied",
    "reached {ref} waiting",
    "gap {ref} leaving",
)
BESIDE = (
    "count silent",
    "count threat chat",
    "log meeting : text",
    "log lesson : text",
    "log contacted support mora",
    "handover : text",
    "actor add lund kommun civil 18-21 plan",
    "actor verify mora",
    "actor verify lund",
    "actor change mora phone:08-12 kind:health",
    "actor retire mora",
    "actor retire lund",
)
PEOPLE = ("anna", "bert")


@dataclass(frozen=True)
class Step:
    """Somebody types something about the n-th case that was opened (if there is one)."""

    who: str
    text: str
    case: int = 0


STEPS = st.one_of(
    st.builds(Step, st.sampled_from(PEOPLE), st.sampled_from(OPENINGS)),
    *[st.builds(Step, st.sampled_from(PEOPLE), st.sampled_from(ABOUT_CASES), st.integers(0, 1))] * 4,
    *[st.builds(Step, st.sampled_from(PEOPLE), st.sampled_from(BESIDE))] * 2,
    *[st.builds(Step, st.sampled_from(PEOPLE), st.just("undo"))] * 2,
)


class Line:
    """A room in which steps are played; cases are known by the step that opened them."""

    def __init__(self) -> None:
        self.room = Room()
        self.opened: dict[str, int] = {}

    def play(self, number: int, step: Step, refs_by_step: Sequence[int]) -> str:
        """The code of the answer. `refs_by_step` are the steps whose cases `{ref}` may mean."""
        by_step = {at: ref for ref, at in self.opened.items()}
        known = [by_step.get(at, "4827396") for at in refs_by_step]
        ref = known[step.case % len(known)] if known else "4827396"
        self.room.next_event(number)
        said = self.room.say(step.who, "!case " + step.text.replace("{ref}", ref))[0]
        if step.text.startswith("new") and said.ref:
            self.opened[said.ref] = number
        assert said.code != "error-internal"
        return said.code

    def dump(self) -> dict[str, list[tuple[object, ...]]]:
        """All rows of cases, with what only counts or is random left out."""
        db = self.room.book.store.db
        cases = {row["id"]: self.opened[row["ref"]] for row in db.query("SELECT id, ref FROM cases")}
        actors = {row["id"]: row["key"] for row in db.query("SELECT id, key FROM actors")}
        found: dict[str, list[tuple[object, ...]]] = {}
        for table in sorted(DOMAIN_TABLES):
            rows = []
            for row in db.query(f'SELECT * FROM "{table}" ORDER BY id'):
                if table == "cases":
                    row["ref"] = cases[row["id"]]
                for name, known in (("case_id", cases), ("actor_id", actors)):
                    if name in row:
                        row[name] = known.get(row[name])
                if table == "snoozes":
                    row["subject"] = row["subject"].partition(":")[0]
                kept = [(name, value) for name, value in row.items() if not _counts(name)]
                rows.append(tuple(kept))
            found[table] = sorted(rows, key=repr)
        return found

    def seen(self) -> list[str]:
        """Every card and list as the room sees them, references as the steps that opened the cases."""
        texts = ["list", "list child", "list slips", "due", "find right phone", "slips", "handover"]
        texts += ["actor find", *(f"show {ref}" for ref in sorted(self.opened, key=self.opened.__getitem__))]
        found = [self.room.say("anna", f"!case {text}")[0].text for text in texts]
        return [self._named(text) for text in found if "There is no case" not in text]

    def _named(self, text: str) -> str:
        for ref, step in self.opened.items():
            text = text.replace(f"{ref[:3]}-{ref[3:]}", f"case {step}")
        return re.sub(r"(?i)(slip|write) \*{0,2}\d+", r"\1 N", text)

    def figures(self) -> object:
        """What the tally of the month counts."""
        zone, now = self.room.settings.zone, self.room.clock.now()
        with self.room.book.transaction():
            return self.room.book.figures.of(Period.month_of(now.astimezone(zone).date()), zone)


def _counts(name: str) -> bool:
    return name in ("id", "number", "note_id", "followup_id")


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(STEPS, min_size=3, max_size=18))
def test_after_undo_the_casebook_is_as_if_the_command_had_never_been(steps: list[Step]) -> None:
    begin = [Step("anna", "actor add mora municipality"), Step("cleo", "actor add lund civil")]
    steps = [*begin, Step("anna", OPENINGS[0]), Step("bert", OPENINGS[1]), *steps]
    line = Line()
    standing: list[int] = []
    refs: list[int] = []
    for number, step in enumerate(steps):
        mine = [at for at in standing if steps[at].who == step.who]
        code = line.play(number, step, refs)
        if step.text != "undo":
            if not code.startswith("error") and line.room.changed_by(number):
                standing.append(number)
            if step.text.startswith("new") and not code.startswith("error"):
                refs.append(number)
        elif code == "undone":
            event("undone")
            assert mine, "there was nothing to undo"
            standing.remove(mine[-1])
        else:
            event("refused")
            assert code == "error-nothing-to-undo"
    again = Line()
    for number in standing:
        code = again.play(number, steps[number], [at for at in refs if at < number])
        assert not code.startswith("error"), (steps[number], code)
    assert line.dump() == again.dump()
    assert line.seen() == again.seen()
    assert line.figures() == again.figures()
    assert line.room.book.store.db.execute("PRAGMA foreign_key_check").fetchall() == []


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(STEPS, max_size=10), STEPS)
def test_an_undo_right_after_its_command_leaves_every_row_byte_for_byte_as_it_was(
    steps: list[Step], last: Step
) -> None:
    line = Line()
    line.play(0, Step("anna", OPENINGS[0]), [])
    line.play(1, Step("cleo", "actor add mora municipality"), [])
    refs = [0]
    for number, step in enumerate(steps, 2):
        if line.play(number, step, refs) == "case-opened":
            refs.append(number)
    before = line.room.rows(DOMAIN_TABLES)
    code = line.play(100, last, refs)
    if not line.room.changed_by(100) or last.text == "undo":
        assert code.startswith("error") or last.text == "undo" or line.room.rows(DOMAIN_TABLES) == before
        return
    assert line.room.one(last.who, "!case undo").code == "undone"
    assert line.room.rows(DOMAIN_TABLES) == before
