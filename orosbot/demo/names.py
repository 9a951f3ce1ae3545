"""Who plays in the demo, and what they are called on the homeserver."""

from orosbot.script import Delete, Edit, Line, React, Reply, Say

BOT = "orosbot"
LEAD = "lead"
STAFF = ("anna", "bertil")
GUEST = "guest"
"""An account that nobody has signed in to: for whoever comes with Element."""
PROMPTER = "0prompter"
"""Asks the bot something after each line of a script; no name in a script can be this one."""

YOU = STAFF[0]

TAKEN = f"{BOT} is the bot and says what it likes: give somebody else a name."

_KEPT = frozenset("abcdefghijklmnopqrstuvwxyz0123456789.-")
_LONGEST = 200


def local_part(name: str) -> str:
    """The local part of the Matrix user id for a name in a script, different for different names.

    Source: Matrix specification, appendix "Mapping from other character sets".
    """
    return "".join(_mapped(character) for character in name)[:_LONGEST]


def _mapped(character: str) -> str:
    return character if character in _KEPT else "".join(f"={byte:02x}" for byte in character.encode())


def speakers(lines: list[Line]) -> list[str]:
    """The names of those who do something in a script, each once, in order."""
    names = [line.name for line in lines if isinstance(line, Say | Reply | React | Edit | Delete)]
    return list(dict.fromkeys(names))
