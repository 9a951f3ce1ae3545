"""Where a command holds what was meant as a reference, right or with a slip: that is nobody's phone number, even
when an age or a count follows it and the digits together look like one.
"""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from orosbot.rules.reference import LONGEST, SHORTEST, holds

_GROUP = re.compile(r"\d+")
_GAPS = frozenset(" .·-")
_MOST_GROUPS = 4
_VERB = 2
"""So many words a verb has at most."""


def near(digits: str) -> Iterator[str]:
    """The numbers that are one slip away: a digit wrong, missing or too many, or two neighbours swapped."""
    for at in range(len(digits) + 1):
        for digit in "0123456789":
            yield digits[:at] + digit + digits[at:]
            if at < len(digits):
                yield digits[:at] + digit + digits[at + 1 :]
        yield digits[:at] + digits[at + 1 :]
    for at, (one, other) in enumerate(pairwise(digits)):
        yield digits[:at] + other + one + digits[at + 2 :]


def without_references(text: str, usual: int, given_out: Callable[[str], bool]) -> str:
    """The text with `#` for each reference, and for each that is one slip away from one.

    Where the reference of a command stands, right after its verb, digits of about that length are blanked whatever
    they are: one may mishear more than one. What follows them is left to be looked at for itself.

    :param text: a command without its prefix.
    :param usual: how many digits a reference has.
    :param given_out: whether these digits are or were the reference of a case.
    """
    kept, at = list[str](), 0
    for start, ends in _shaped(text):
        end = next((end for end in ends if _meant(text, start, end, usual, given_out)), None)
        if start >= at and end is not None:
            kept += [text[at:start], "#"]
            at = end
    return "".join([*kept, text[at:]])


def _shaped(text: str) -> Iterator[tuple[int, list[int]]]:
    """Where digits begin that are in the groups of a reference, and where they may end."""
    groups = [match.span() for match in _GROUP.finditer(text)]
    for first, (start, _end) in enumerate(groups):
        before = text[start - 1 : start]
        if text[start] == "0" or before == "+" or (first and _joined(text, groups[first - 1], groups[first])):
            continue
        ends = []
        for last in range(first, min(first + _MOST_GROUPS, len(groups))):
            if last > first and not _joined(text, groups[last - 1], groups[last]):
                break
            end = groups[last][1]
            if not re.match(r"-\d", text[end:]) and not text[end : end + 1].isalpha():
                ends.append(end)
        yield start, ends


def _joined(text: str, one: tuple[int, int], other: tuple[int, int]) -> bool:
    return other[0] - one[1] == 1 and text[one[1]] in _GAPS


def _meant(text: str, start: int, end: int, usual: int, given_out: Callable[[str], bool]) -> bool:
    typed = text[start:end]
    digits = "".join(filter(str.isdecimal, typed))
    if not SHORTEST - 1 <= len(digits) <= LONGEST + 1:
        return False
    in_place = len(text[:start].split()) <= _VERB and not any(map(str.isdecimal, text[:start]))
    as_shown = typed == digits or (set(typed) - set(digits) == {"-"} and typed.count("-") == 1)
    if in_place and (holds(digits) or (as_shown and abs(len(digits) - usual) <= 1)):
        return True
    return any(map(given_out, (digits, *near(digits))))
