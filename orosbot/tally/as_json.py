"""A tally as JSON, for programs and for adding up several lines (docs/tally.schema.json describes it).

The file goes to others, to be added up: nothing that staff wrote is in it, of events their days alone.
"""

import dataclasses
import json
from collections.abc import Mapping

from orosbot.casebook.figures import Cell
from orosbot.tally import outside
from orosbot.tally.keys import shown_key
from orosbot.tally.outside import Outside
from orosbot.tally.summary import Edition, Headlines, Tally
from orosbot.texts import Texts


def write(edition: Edition, texts: Texts) -> str:
    """The text of the JSON object, with a line's end; it is the same in every language."""
    return json.dumps(as_object(edition), ensure_ascii=False, indent=2) + "\n"


def write_outside(shown: Outside, texts: Texts) -> str:
    """What leaves the team, as JSON."""
    return outside.as_json(shown)


def as_object(edition: Edition) -> dict[str, object]:
    """Everything that is counted, by plain keys; the parts of each table add up to its whole."""
    tally = edition.tally
    return {
        "period": tally.period.name,
        "draft": tally.draft,
        "contacts": _contacts(tally),
        "cases": _cases(tally),
        "noncases": _apart(tally, "noncases.kind", by_second="by_channel"),
        "support": {
            "wanted": tally.by("wants.word"),
            "given": tally.by("supports.word"),
            "led_to": tally.by("referrals.outcome"),
        },
        "gaps": _gaps(tally),
        "referrals": {
            **_apart(tally, "referrals.kind", by_second="by_form"),
            "by_outcome": tally.by("referrals.outcome"),
        },
        "interpreters": {
            "total": tally.total("cases.interpreter"),
            "by_language": tally.by("cases.interpreter"),
        },
        "followups": _followups(tally),
        "callbacks": tally.by("callbacks.ended"),
        "assessments": tally.by("assessments.answer"),
        "closings": {
            "total": tally.total("closings.reason"),
            "by_reason": tally.by("closings.reason"),
            "days_open_median": tally.days_open,
        },
        "slips_living": tally.slips_living,
        "quality": {
            "followup_asked": tally.share("cases.followup_asked", "yes"),
            "outcome_known": tally.outcomes_known,
            "assessed_same_day": tally.share("assessments.same_day", "yes"),
        },
        "journal": tally.by("journal.kind"),
        "events": [one.day.isoformat() for one in edition.events],
        "compared": {
            "before": _headlines(edition.before),
            "year_before": _headlines(edition.year_before),
            "year_to_date": _headlines(edition.year_to_date),
        },
        "corrections": cells(edition.corrections),
        "cells": cells(tally.counts),
    }


def cells(counts: Mapping[Cell, int]) -> list[list[str | int]]:
    """Counts as they can be added up again: a list of `[figure, one, two, n]`."""
    return [[*cell, n] for cell, n in sorted(counts.items())]


def _contacts(tally: Tally) -> dict[str, object]:
    return {
        **tally.by("contacts.kind"),
        "by_channel": tally.by("contacts.channel"),
        "by_part_of_day": tally.by("contacts.part"),
        "by_weekday": tally.by("contacts.weekday"),
    }


def _cases(tally: Tally) -> dict[str, object]:
    return {
        "total": tally.total("cases.all"),
        "worked_on": tally.total("cases.worked"),
        "by_concern": tally.by("cases.concern"),
        "by_caller": tally.by("cases.caller"),
        "by_age": tally.by("cases.age"),
        "by_region": tally.by("cases.region"),
        "by_via": tally.by("cases.via"),
        "about_child": tally.total("cases.about_child"),
        "child_caller": tally.total("cases.child_caller"),
    }


def _apart(tally: Tally, figure: str, *, by_second: str) -> dict[str, object]:
    return {
        "total": tally.total(figure),
        "by_kind": tally.by(figure),
        by_second: tally.by_second(figure),
    }


def _gaps(tally: Tally) -> dict[str, object]:
    places: dict[str, dict[str, int]] = {}
    for (figure, age, region), n in sorted(tally.counts.items()):
        if figure == "gaps.place":
            places.setdefault(shown_key("", age), {})[shown_key("", region)] = n
    return {
        "total": tally.total("gaps.word"),
        "by_support": tally.by("gaps.word"),
        "by_age": tally.by("gaps.place"),
        "by_region": tally.by_second("gaps.place"),
        "by_age_and_region": places,
    }


def _followups(tally: Tally) -> dict[str, object]:
    return {
        "offered": tally.total("followups.offered"),
        **tally.by("followups.offered"),
        "reached": tally.total("followups.ended", one="reached"),
        "no_answer": tally.total("followups.ended", one="no-answer"),
        "by_end": tally.by("followups.ended"),
        "reached_at_attempt": tally.by("followups.reached_at"),
        "attempts": tally.by("attempts.outcome"),
    }


def _headlines(headlines: Headlines) -> dict[str, object]:
    told = dataclasses.asdict(headlines)
    return {"period": told.pop("name"), **told}
