"""Reference numbers: random digits with a Damm check digit, shown and read aloud in groups.

The Damm algorithm finds every single mistyped digit and every swap of two neighbours
(H. M. Damm, Total anti-symmetrische Quasigruppen, Marburg 2004).
"""

import random

from stdnum import damm

SHORTEST, LONGEST = 7, 12


def draw(digits: int, rng: random.Random) -> str:
    """A random reference of `digits` digits: first 1–9, the last one the check digit.

    Give a `secrets.SystemRandom`: nobody may guess a number.
    """
    body = str(rng.randrange(1, 10)) + "".join(str(rng.randrange(10)) for _ in range(digits - 2))
    return body + str(damm.calc_check_digit(body))


def holds(digits: str) -> bool:
    """Whether these digits can be a reference: length, first digit and check digit are right."""
    return (
        SHORTEST <= len(digits) <= LONGEST
        and digits.isascii()
        and digits.isdecimal()
        and digits[0] != "0"
        and bool(damm.is_valid(digits))
    )


def groups(digits: str) -> list[str]:
    """The groups in which a reference is shown: three digits, then as many fours as there are.

    `4827391` → `482`, `7391`; a longer one has its odd digits in front.
    """
    head = len(digits) % 4 or 4
    return [digits[:head], *(digits[at : at + 4] for at in range(head, len(digits), 4))]


def shown(digits: str) -> str:
    """As people see it: `482-7391`."""
    return "-".join(groups(digits))
