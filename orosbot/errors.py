"""The exceptions that end a command of the command line. Each carries a sentence for the user.

OrosbotError               1  a bug
├── ExpectationFailed      1  the bot did not say what a line of a script wants
├── UsageError             2  wrong usage
│   ├── ConfigError        2  faults of the config, all of them
│   └── ScriptError        2  a malformed line of a console script
├── CasebookError          2  the casebook cannot be opened or written
│   ├── KeyMissing         2
│   ├── WrongKey           2
│   ├── ForeignFile        2
│   ├── NewerCasebook      2
│   ├── CasebookBusy       4  another process writes to it
│   └── DiskFull           2
├── Unreachable            3  the other side cannot be reached
│   └── NotInvited         3  somebody must act first
└── Unsafe                 4  refused for safety

Refusals of commands in the room are not exceptions: they are values (`orosbot.messages.Reply`).
"""


class OrosbotError(Exception):
    """A fault with a sentence that says what to do. `str(error)` may be shown to anybody."""

    exit_code = 1


class UsageError(OrosbotError):
    """The command was called wrongly."""

    exit_code = 2


class ConfigError(UsageError):
    """Everything that is wrong with a config file, one fault a line."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(faults))


class ScriptError(UsageError):
    """A line of a console script that cannot be played."""


class ExpectationFailed(OrosbotError):
    """The bot did not say what a line of a console script wants; shows both."""


class CasebookError(OrosbotError):
    """The casebook cannot be opened or written."""

    exit_code = 2


class KeyMissing(CasebookError):
    """No storage key was given."""


class WrongKey(CasebookError):
    """The key does not open the casebook."""


class ForeignFile(CasebookError):
    """The file is something else than a casebook."""


class NewerCasebook(CasebookError):
    """The casebook was written by a newer orosbot."""


class CasebookBusy(CasebookError):
    """Another process is writing to the casebook."""

    exit_code = 4


class DiskFull(CasebookError):
    """There is no room left to write."""


class Unreachable(OrosbotError):
    """The other side cannot be reached, or must act first."""

    exit_code = 3


class NotInvited(Unreachable):
    """The bot has not been invited to its room yet."""


class Unsafe(OrosbotError):
    """Going on would put what people told the helpline at risk."""

    exit_code = 4
