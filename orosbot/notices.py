"""What the bot tells the room of its own accord about the room itself: who cannot be read, whose
identity has changed, which device is not obeyed, what the bot lacks. One occasion, one message.
"""

from orosbot.casebook import Casebook
from orosbot.clock import Clock
from orosbot.messages import Block, Message, para
from orosbot.settings import Settings
from orosbot.texts import Texts


class RoomNotices:
    """Queues such messages; every call stands inside the transaction that stores why."""

    def __init__(self, settings: Settings, book: Casebook, clock: Clock, texts: Texts) -> None:
        self._settings = settings
        self._book = book
        self._clock = clock
        self._texts = texts

    def unreadable(self, user: str, why: str, cause: str) -> None:
        """Somebody's message could not be decrypted: nothing was done with it."""
        _ = self._texts.get
        who = _name(user)
        first = para(_("{who}, I could not read what you wrote, and nothing was done with it."), who=who)
        if why in ("m.unverified", "m.blacklisted"):
            reason = para(
                _(
                    "Your app did not give me the key because it does not trust my device. Ask a lead to run `orosbot doctor`."
                )
            )
        elif why == "device":
            reason = para(
                _("Your homeserver does not know the device you wrote from. Sign out on it and in again.")
            )
        else:
            reason = para(_("Write it once more. If that does not help, close the app and open it again."))
        self._tell("unreadable", (user,), cause, first, reason)

    def identity_changed(self, user: str, cause: str) -> None:
        """Somebody's cross-signing identity is another than before."""
        _ = self._texts.get
        who = _name(user)
        self._tell(
            "alert-identity",
            (*self._settings.roles.leads, user),
            cause,
            para(
                _("**The identity of {who} is not the one I know.** I don't obey it and show it nothing."),
                who=who,
            ),
            para(
                _(
                    "Did {who} set up encryption anew? A lead asks in person, then types `!case trust {user}`."
                ),
                who=who,
                user=user,
            ),
            para(
                _("If not, somebody else is signed in as {who}: tell the person who runs the homeserver."),
                who=who,
            ),
        )

    def device_unsigned(self, user: str, device: str, cause: str) -> None:
        """Somebody wrote from a device that its owner has not verified."""
        _ = self._texts.get
        self._tell(
            "alert-device",
            (user,),
            cause,
            para(
                _("{who}, you wrote from a device that you have not verified ({device}), so I did nothing."),
                who=_name(user),
                device=device,
            ),
            para(
                _("Verify it: Settings → Sessions in your app. Not yours? Then change your password at once.")
            ),
        )

    def room(self, kind: str, cause: str) -> None:
        """The room is not as the bot needs it."""
        _ = self._texts.get
        self._tell(
            "alert-room",
            tuple(self._settings.roles.leads),
            cause,
            para(
                _("I may not remove messages in this room, so I cannot take away what must not stand here.")
            ),
            para(_("Give me power level 50 (Moderator): Room settings → Roles and permissions.")),
        )

    def _tell(self, code: str, wakes: tuple[str, ...], cause: str, *blocks: Block) -> None:
        if self._book.outbox.has(cause):
            return
        message = Message(code, blocks, wakes=tuple(dict.fromkeys(wakes)))
        self._book.outbox.put(cause, 0, message.content(), queued=self._clock.now(), code=code)


def _name(user: str) -> str:
    return user.removeprefix("@").partition(":")[0]
