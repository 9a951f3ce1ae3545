"""What staff write in the course of a run, encrypted beforehand, and the device that reads what the bot says.

Commands name cases by replying to the answer that opened them: the ids of answers follow from the commands'
ids, the references are random.
"""

import nio

from orosbot.casebook.outbox import transaction_id
from tests.crash.homeserver import Attempt, Batch, event_id_of
from tests.matrix.directory import Directory, Json
from tests.matrix.peers import ANNA, BOT, LEAD, ROOM, Person, event, hear, plain_client

SOFIA = "@sofia:example.org"


def answer_to(event_id: str) -> str:
    """The transaction id of the answer to a command."""
    return transaction_id(ROOM, event_id, 0)


def edit_answer(event_id: str) -> str:
    """The transaction id of the one answer to edits of a command."""
    return transaction_id(ROOM, f"edit:{event_id}", 0)


class Staff:
    """Anna, a lead and Sofia, each with a device that has met the bot's."""

    def __init__(self, directory: Directory) -> None:
        self.anna, self.lead, self.sofia = (Person(directory, user) for user in (ANNA, LEAD, SOFIA))

    async def write(self, bot_device: str) -> list[Batch]:
        """The batches of a run; every kind of thing that reaches the bot occurs in them."""
        bot = plain_client(BOT, bot_device)
        keys = []
        for person in (self.anna, self.lead, self.sofia):
            await person.device.meet(bot)
            keys.append(person.device.room_key(bot))
        first = Batch(
            [
                _say(self.anna, "$open", "!case new phone relative religious 18-21 : rang about a brother"),
                _say(self.lead, "$guided", "!case new phone relative"),
            ],
            keys,
            (answer_to("$open"), answer_to("$guided")),
        )
        second = Batch(
            [
                _say(self.lead, "$choice", "religious 18-21", to=answer_to("$guided")),
                _say(self.anna, "$note", "note talked about advice", to=answer_to("$open")),
                _say(self.sofia, "$talk", "see you on Monday", to=answer_to("$open")),
            ],
            answers=(answer_to("$choice"), answer_to("$note")),
        )
        return [first, second, self._many(), *self._late_key(bot)]

    async def agree(self, bot_device: str) -> list[Batch]:
        """Anna opens a case and agrees on things for the next morning, and on one for when the bot is away."""
        bot = plain_client(BOT, bot_device)
        await self.anna.device.meet(bot)
        key = self.anna.device.room_key(bot)
        opened = _say(self.anna, "$open", "!case new phone relative religious 18-21")
        typed = {
            "$missed": "promise 2017-07-12 15:30 find an address",
            "$promise": "promise tomorrow 09:00 ring the school",
            "$followup": "followup tomorrow",
            "$callback": "callback tomorrow 09:00",
        }
        agreed = [_say(self.anna, event, text, to=answer_to("$open")) for event, text in typed.items()]
        return [
            Batch([opened], [key], (answer_to("$open"),)),
            Batch(agreed, answers=tuple(answer_to(event) for event in typed)),
        ]

    def _many(self) -> Batch:
        """More than a sync shows at once, while the bot may still be answering what was before."""
        events = [
            # Before the card that shows the note: what waits when a text is deleted is sent without it.
            _redaction(self.anna, "$deletion", "$note"),
            _say(self.sofia, "$call", "call chat", to=answer_to("$open")),
            _edit(self.anna, "$edit", "$note", "note talked about something else"),
            _say(self.anna, "$other", "!case new chat self left 22-25"),
            _say(self.anna, "$undo", "!case undo"),
        ]
        commands = [answer_to(command) for command in ("$call", "$other", "$undo")]
        return Batch(events, answers=(commands[0], edit_answer("$note"), *commands[1:]), eager=True)

    def _late_key(self, bot: nio.AsyncClient) -> list[Batch]:
        """A message whose key comes one sync later."""
        key = self.anna.device.room_key(bot)
        late = _say(self.anna, "$late", "show", to=answer_to("$open"))
        closing = _say(self.lead, "$close", "close agreed", to=answer_to("$choice"))
        return [Batch([late]), Batch([closing], [key], (answer_to("$late"), answer_to("$close")))]

    async def read(self, to_device: list[tuple[str, Json]], attempts: list[Attempt]) -> list[Json | None]:
        """What the bot's sends say on Anna's device; `None` where it cannot read one."""
        device = self.anna.device
        for kind, messages in to_device:
            content = messages.get(ANNA, {}).get(device.device_id)
            if content:
                await hear(device.client, to_device=[{"type": kind, "sender": BOT, "content": content}])
        return [_content(device.client, number, attempt) for number, attempt in enumerate(attempts)]


def _content(client: nio.AsyncClient, number: int, attempt: Attempt) -> Json | None:
    if attempt.kind != "m.room.encrypted":
        return None
    event = nio.Event.parse_event(
        {
            "type": attempt.kind,
            "sender": BOT,
            "event_id": f"$attempt{number}",
            "origin_server_ts": number,
            "content": attempt.content,
        }
    )
    event.room_id = ROOM
    decrypted = client.olm._decrypt_megolm_no_error(event)
    return None if decrypted is None else dict(decrypted.source["content"])


def _say(person: Person, event_id: str, body: str, *, to: str | None = None) -> Json:
    if to is None:
        return person.device.say(body, event_id)
    relation = {"m.in_reply_to": {"event_id": event_id_of(to)}}
    return person.device.say(body, event_id, **{"m.relates_to": relation})


def _edit(person: Person, event_id: str, target: str, body: str) -> Json:
    relation = {"rel_type": "m.replace", "event_id": target}
    new = {"msgtype": "m.text", "body": body}
    return person.device.say(f"* {body}", event_id, **{"m.relates_to": relation, "m.new_content": new})


def _redaction(person: Person, event_id: str, target: str) -> Json:
    return event("m.room.redaction", {"redacts": target}, person.user_id, event_id)
