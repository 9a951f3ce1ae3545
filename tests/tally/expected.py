"""The tables of the JSON of a period, made from a ledger: each cell as `"cases.by_age.18-21"`, without zeros."""

import statistics
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime

from tests.tally.counting import Ledger
from tests.tally.pages import Agreed, Page

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
Numbers = dict[str, float]


class Counted:
    """What is counted in the span from one day to before another."""

    def __init__(self, ledger: Ledger, first: date, after: date) -> None:
        self._ledger, self._first, self._after = ledger, first, after
        self._found: Counter[str] = Counter()

    def numbers(self) -> Numbers:
        """Every cell there is any of, medians and shares besides."""
        pages = self._ledger.all()
        opened = [page for page in pages if self._then(page.opened)]
        for page in opened:
            self._opened(page)
        for page in pages:
            self._contacts(page)
            self._given(page)
            self._referrals(page)
            self._later(page)
            self._add("cases.worked_on", any(self._then(at) for at in page.work))
        for at, kind, channel in self._ledger.noncases:
            if self._then(at):
                self._count("noncases.total", f"noncases.by_kind.{kind}", f"noncases.by_channel.{channel}")
        self._count(*(f"journal.{kind}" for at, kind in self._ledger.journal if self._then(at)))
        found: Numbers = {name: n for name, n in self._found.items() if n}
        return found | self._single(pages, opened)

    def _opened(self, page: Page) -> None:
        self._count("cases.total")
        for name in ("concern", "caller", "age", "region", "via"):
            self._count(f"cases.by_{name}.{page.facts.get(name, 'not-said')}")
        self._add("cases.about_child", page.about_child)
        self._add("cases.child_caller", page.child_caller)
        self._count(*(f"support.wanted.{word}" for word in page.wants))
        if page.interpreter:
            language = page.facts.get("lang", "not-said")
            self._count("interpreters.total", f"interpreters.by_language.{language}")

    def _contacts(self, page: Page) -> None:
        for at, kind, channel in page.contacts:
            if self._then(at):
                part = "morning" if at.hour < 12 else "afternoon" if at.hour < 17 else "evening"
                self._count(f"contacts.{kind}", f"contacts.by_channel.{channel}")
                self._count(
                    f"contacts.by_part_of_day.{part}", f"contacts.by_weekday.{WEEKDAYS[at.weekday()]}"
                )

    def _given(self, page: Page) -> None:
        self._count(*(f"support.given.{word}" for at, word in page.supports if self._then(at)))
        age, region = (page.facts.get(name, "not-said") for name in ("age", "region"))
        for at, word in page.gaps:
            if self._then(at):
                self._count(
                    "gaps.total", f"gaps.by_support.{word}", f"gaps.by_age.{age}", f"gaps.by_region.{region}"
                )
                self._count(f"gaps.by_age_and_region.{age}.{region}")

    def _referrals(self, page: Page) -> None:
        for one in page.referrals:
            if self._then(one.made):
                led_to = one.outcome or "not-said"
                self._count("referrals.total", f"referrals.by_kind.{self._ledger.kinds[one.actor]}")
                self._count(
                    f"referrals.by_form.{one.form}",
                    f"referrals.by_outcome.{led_to}",
                    f"support.led_to.{led_to}",
                )

    def _later(self, page: Page) -> None:
        """What was agreed, tried, assessed and closed."""
        for one in page.followups:
            if self._then(one.at):
                self._count(
                    "followups.offered", f"followups.{'declined' if one.end == 'declined' else 'booked'}"
                )
        for one in self._ended(page.followups):
            self._count(f"followups.by_end.{one.end}")
            if one.end == "reached":
                self._count("followups.reached", f"followups.reached_at_attempt.{one.misses + 1}")
            self._add("followups.no_answer", one.end == "no-answer")
        self._count(*(f"followups.attempts.{outcome}" for at, outcome in page.tries if self._then(at)))
        self._count(*(f"callbacks.{one.end}" for one in self._ended(page.callbacks)))
        if page.assessment is not None and self._then(page.assessment[0]):
            self._count(f"assessments.{page.assessment[1]}")
        for closing in page.closings:
            if closing.stands and self._then(closing.at):
                self._count("closings.total", f"closings.by_reason.{closing.reason}")

    def _single(self, pages: list[Page], opened: list[Page]) -> Numbers:
        """The median, the slips, the shares."""
        closed = [
            (closing.at.date() - page.opened.date()).days
            for page in pages
            for closing in page.closings
            if closing.stands and self._then(closing.at)
        ]
        slips = [slip for page in pages for slip in page.slips]
        made = [one for page in pages for one in page.referrals if self._then(one.made)]
        assessed = [
            page.assessment[0].date() == page.opened.date()
            for page in pages
            if page.assessment is not None
            and page.assessment[1] != "consult"
            and self._then(page.assessment[0])
        ]
        end = datetime.combine(self._after, datetime.min.time())
        found: dict[str, float | None] = {
            "closings.days_open_median": statistics.median(closed) if closed else None,
            "slips_living": sum(one.at < end and (one.ended is None or one.ended >= end) for one in slips),
            "quality.followup_asked": _share(bool(page.followups or page.callbacks) for page in opened),
            "quality.outcome_known": _share(one.outcome not in ("", "unknown") for one in made),
            "quality.assessed_same_day": _share(assessed),
        }
        return {name: n for name, n in found.items() if n}

    def _ended(self, things: list[Agreed]) -> Iterator[Agreed]:
        return (one for one in things if self._then(one.ended))

    def _then(self, moment: datetime | None) -> bool:
        return moment is not None and self._first <= moment.date() < self._after

    def _count(self, *names: str) -> None:
        self._found.update(names)

    def _add(self, name: str, holds: bool) -> None:
        self._found[name] += holds


def _share(held: Iterable[bool]) -> float | None:
    each = list(held)
    return round(sum(each) / len(each), 3) if each else None
