"""A made-up year with more in it than reminders need: what was wanted, interpreters, outcomes, numbers begun anew."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

from tests.tally.counting import Ledger
from tests.year.generator import Year
from tests.year.log import Typed

WANTED = ("advice", "knowledge", "parents", "leaving")
OUTCOMES = ("helped", "waiting", "denied", "not-contacted", "unknown")
QUIET = timedelta(minutes=4)
"""So long nobody types anything before or after what is put in: it must not come between a command and its `undo`."""

ERASED = timedelta(days=100)
"""So long after a closing there is nothing left of a case (90 days, and some for nights and week-ends)."""

KEPT = timedelta(days=80)


def richer(made_up: Year, seed: int) -> list[Typed]:
    """The same year with more typed in it, in order."""
    chance = random.Random(seed)
    log = [_opening(chance, typed) if typed.verb == "new" else typed for typed in made_up.log]
    log = sorted([*log, *_between(chance, log)], key=lambda one: one.at)
    return [*log, *_anew(log, made_up.end)]


def _opening(chance: random.Random, typed: Typed) -> Typed:
    words = [f"wants:{word}" for word in chance.sample(WANTED, chance.choice((0, 0, 1, 2)))]
    if chance.random() < 0.15:
        words += ["interpreter", *(["lang:so"] if chance.random() < 0.7 else [])]
    if chance.random() < 0.4:
        words.append(f"via:{chance.choice(('web', 'friend', 'work'))}")
    return replace(typed, words=(*typed.words, *words))


def _between(chance: random.Random, log: list[Typed]) -> Iterator[Typed]:
    """What the lead types where it is quiet."""
    ledger = Ledger()
    for typed, following in pairwise(log):
        ledger.write(typed)
        at = typed.at + QUIET
        if following.at - at < QUIET:
            continue
        kept = {
            n: page for n, page in ledger.pages.items() if page.closed is None or at - page.closed.at < KEPT
        }
        pointed = [
            (case, one.actor)
            for case, page in kept.items()
            for one in page.referrals
            if one.made is not None and not one.outcome
        ]
        unclosed = [case for case, page in kept.items() if page.closed is None]
        kind = chance.random()
        if kind < 0.15 and pointed:
            case, actor = chance.choice(pointed)
            more = Typed(
                at, "lead", "outcome", case, (actor, chance.choice(OUTCOMES)), "", "outcome-recorded"
            )
        elif kind < 0.2 and unclosed:
            more = Typed(
                at, "lead", "gap", chance.choice(unclosed), (chance.choice(WANTED),), "", "gap-recorded"
            )
        elif kind < 0.24 and unclosed:
            word = chance.choice(("general", "left", "professional"))
            more = Typed(at, "lead", "set", chance.choice(unclosed), (word,), "", "case-changed")
        elif kind < 0.27:
            words = (chance.choice(("abusive", "silent")), chance.choice(("phone", "chat")))
            more = Typed(at, "lead", "count", None, words, "", "noncase-recorded")
        elif kind < 0.29:
            contacted = ("contacted", chance.choice(("support", "learning")), "mora")
            more = Typed(at, "lead", "log", None, contacted, "", "journal-recorded")
        else:
            continue
        ledger.write(more)
        yield more


def _anew(log: list[Typed], end: datetime) -> Iterator[Typed]:
    """Some who come back when nothing is left of their cases but the number."""
    ledger = Ledger.of(log)
    start = max(log[-1].at, end - timedelta(days=3)) + QUIET
    gone = [
        n for n, page in ledger.pages.items() if page.closed is not None and start - page.closed.at > ERASED
    ]
    for number, case in enumerate(gone[:5]):
        typed: list[tuple[str, tuple[str, ...], str, str]] = [
            ("reopen", (), "", "case-reopened"),
            ("call", ("chat",), "", "contact-recorded"),
            *([("set", ("general",), "", "case-changed")] if number % 2 else []),
            ("note", ("advice",), "they have moved", "note-recorded"),
            ("gap", ("leaving",), "", "gap-recorded"),
            ("close", ("information",), "", "case-closed"),
        ]
        for minute, (verb, words, text, answer) in enumerate(typed):
            at = start + timedelta(minutes=10 * number + minute)
            yield Typed(at, "lead", verb, case, words, text, answer)
