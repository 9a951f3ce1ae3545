"""What can go wrong between the bot and its homeserver, beyond `orosbot.errors`.

Unreachable               3
├── LoggedOut             3  the access token is no longer accepted
├── ReactedAlready        3  the same reaction by the same person
└── RoomKeyNotShared      3  somebody who should read lacks the room key; sending waits
CasebookError             2
└── KeysNotStored         2  the key store cannot be written
Unsafe                    4
└── NeverInClear          4  something would have gone out unencrypted
"""

from orosbot import errors


class LoggedOut(errors.Unreachable):
    """The homeserver no longer accepts the access token: to try again is of no use."""


class ReactedAlready(errors.Unreachable):
    """The same person has put the same reaction there already."""


class RoomKeyNotShared(errors.Unreachable):
    """Not everybody who should read has the room key: send nothing, try again with backoff."""


class NeverInClear(errors.Unsafe):
    """Sending was refused because it would not have been encrypted."""


class KeysNotStored(errors.CasebookError):
    """The key store cannot be written: what was received must come again, so the bot ends here."""
