"""The other side of the room: staff with plain nio clients and cross-signing identities of their own."""

import copy
import json
from collections.abc import Iterable, Sequence
from itertools import count

import nio
from nio.crypto import OutboundGroupSession
from nio.responses import KeysClaimResponse, KeysQueryResponse, SyncResponse
from nio.store import SqliteMemoryStore

from orosbot.matrix.identity import Identity, create_identity
from orosbot.matrix.ownkeys import device_keys, upload_body
from orosbot.matrix.replay import ReplayRow, Seen
from tests.matrix.directory import Directory, Json

ROOM = "!room:example.org"
BOT = "@orosbot:example.org"
ANNA = "@anna:example.org"
LEAD = "@lead:example.org"
MALLORY = "@mallory:elsewhere.example"
KEY = "a pickle key of enough characters"
MEGOLM = "m.megolm.v1.aes-sha2"
_ids = count(1)


class MemoryIndex:
    """A replay index without a database."""

    def __init__(self) -> None:
        self.rows: dict[tuple[str, str, int], Seen] = {}

    def get(self, sender_key: str, session_id: str, message_index: int) -> Seen | None:
        return self.rows.get((sender_key, session_id, message_index))

    def put(self, rows: list[ReplayRow]) -> None:
        for row in rows:
            self.rows[row.sender_key, row.session_id, row.message_index] = (row.event_id, row.timestamp)


class MemoryPins:
    """Pinned master keys without a database."""

    def __init__(self) -> None:
        self.pins: dict[str, str] = {}

    def get(self, user_id: str) -> str | None:
        return self.pins.get(user_id)

    def pin(self, user_id: str, master_key: str) -> None:
        self.pins[user_id] = master_key


def plain_client(user_id: str, device_id: str, homeserver: str = "http://127.0.0.1:1") -> nio.AsyncClient:
    """nio as it comes, with keys in memory."""
    config = nio.AsyncClientConfig(
        store=SqliteMemoryStore, encryption_enabled=True, pickle_key=KEY, max_timeouts=0, max_limit_exceeded=0
    )
    client = nio.AsyncClient(homeserver, user_id, device_id, config=config)
    client.restore_login(user_id, device_id, "token")
    return client


class Device:
    """One device of a staff member, listed in the directory."""

    def __init__(self, directory: Directory, user_id: str, device_id: str, identity: Identity | None) -> None:
        self.directory, self.user_id, self.device_id = directory, user_id, device_id
        self.client = plain_client(user_id, device_id)
        directory.upload(user_id, device_id, upload_body(self.client.olm, fallback=True))
        self.client.olm.account.mark_keys_as_published()
        self.client.olm.account.shared = True
        if identity:
            self.sign(identity)

    @property
    def curve25519(self) -> str:
        return str(self.client.olm.account.identity_keys["curve25519"])

    def sign(self, identity: Identity) -> None:
        """Let the owner's identity sign this device."""
        listed = self.directory.devices.setdefault(self.user_id, {})
        listed[self.device_id] = identity.sign_device(device_keys(self.client.olm))

    async def meet(self, bot: nio.AsyncClient) -> None:
        """Learn the bot's device and start an Olm session with it."""
        user, device = str(bot.user_id), str(bot.device_id)
        if device not in self.directory.devices.get(user, {}):
            self.directory.upload(user, device, upload_body(bot.olm, fallback=False))
            bot.olm.account.mark_keys_as_published()
        await self.client.receive_response(KeysQueryResponse.from_dict(self.directory.query([user])))
        claimed = self.directory.claim({user: {device: "signed_curve25519"}})
        await self.client.receive_response(KeysClaimResponse.from_dict(claimed))

    def olm(self, bot: nio.AsyncClient, kind: str, content: Json) -> Json:
        """A to-device message for the bot, encrypted."""
        olm, target = self.client.olm, self.client.olm.device_store[bot.user_id][bot.device_id]
        encrypted = olm._olm_encrypt(olm.session_store.get(target.curve25519), target, kind, content)
        return {"type": "m.room.encrypted", "sender": self.user_id, "content": encrypted}

    def new_session(self, room: str = ROOM) -> OutboundGroupSession:
        self.client.olm.create_outbound_group_session(room)
        session = self.client.olm.outbound_group_sessions[room]
        session.shared = True
        return session

    def room_key(self, bot: nio.AsyncClient, room: str = ROOM) -> Json:
        """A new room key of this device, as a to-device message for the bot."""
        session = self.new_session(room)
        content: Json = {
            "algorithm": MEGOLM,
            "room_id": room,
            "session_id": session.id,
            "session_key": session.session_key,
        }
        return self.olm(bot, "m.room_key", content)

    def say(self, body: str, event_id: str = "", **more: object) -> Json:
        """A text message in the room, encrypted with the current room key."""
        return self.encrypt(
            {"type": "m.room.message", "content": {"msgtype": "m.text", "body": body, **more}}, event_id
        )

    def encrypt(self, payload: Json, event_id: str = "", room: str = ROOM) -> Json:
        return self.encrypt_raw(json.dumps({"room_id": room, **payload}).encode(), event_id, room)

    def encrypt_raw(self, plain: bytes, event_id: str = "", room: str = ROOM) -> Json:
        session = self.client.olm.outbound_group_sessions[room]
        content: Json = {
            "algorithm": MEGOLM,
            "sender_key": self.curve25519,
            "ciphertext": session._session.encrypt(plain).to_base64(),
            "session_id": session.id,
            "device_id": self.device_id,
        }
        return event("m.room.encrypted", content, self.user_id, event_id)


class Person:
    """A member of staff: an identity and its devices."""

    def __init__(self, directory: Directory, user_id: str = ANNA, *devices: str) -> None:
        self.directory, self.user_id = directory, user_id
        self.identity = create_identity(user_id)
        directory.identities[user_id] = dict(self.identity.published())
        self.devices = [self.add_device(name) for name in devices or ("PHONE",)]

    @property
    def device(self) -> Device:
        return self.devices[0]

    def add_device(self, device_id: str, *, signed: bool = True) -> Device:
        return Device(self.directory, self.user_id, device_id, self.identity if signed else None)

    def new_identity(self) -> Identity:
        """Reset the identity, as somebody does who lost everything; the devices are signed anew."""
        self.identity = create_identity(self.user_id)
        self.directory.identities[self.user_id] = dict(self.identity.published())
        for device in self.devices:
            device.sign(self.identity)
        return self.identity


def event(
    kind: str, content: Json, sender: str = ANNA, event_id: str = "", state_key: str | None = None
) -> Json:
    """An event as it stands in a sync answer."""
    number = next(_ids)
    found: Json = {
        "type": kind,
        "content": content,
        "sender": sender,
        "event_id": event_id or f"$event{number}",
        "origin_server_ts": 1_500_000_000_000 + number,
    }
    return found if state_key is None else {**found, "state_key": state_key}


def room_state(*members: str) -> list[Json]:
    """The state of an encrypted room with these members and the bot."""
    people = members or (ANNA,)
    return [
        event("m.room.create", {"room_version": "12"}, state_key=""),
        event("m.room.encryption", {"algorithm": MEGOLM}, state_key=""),
        event("m.room.power_levels", {"users": {BOT: 50}, "users_default": 0}, state_key=""),
        *(event("m.room.member", {"membership": "join"}, user, state_key=user) for user in (*people, BOT)),
    ]


def sync_body(
    timeline: Sequence[Json] = (),
    state: Sequence[Json] = (),
    to_device: Iterable[object] = (),
    *,
    token: str = "",
    **more: object,
) -> Json:
    """The answer to `/sync` for the one room."""
    joined = {
        "timeline": {"events": list(timeline), "limited": False, "prev_batch": "p"},
        "state": {"events": list(state)},
    }
    return {
        "next_batch": token or f"s{next(_ids)}",
        "rooms": {"join": {ROOM: joined}},
        "to_device": {"events": list(to_device)},
        "device_one_time_keys_count": {"signed_curve25519": 50},
        **more,
    }


async def hear(
    bot: nio.AsyncClient,
    timeline: Sequence[Json] = (),
    to_device: Sequence[object] = (),
    *,
    state: Sequence[Json] = (),
) -> list[nio.Event]:
    """Let the bot work off a sync answer; returns the timeline as nio leaves it."""
    response = SyncResponse.from_dict(copy.deepcopy(sync_body(timeline, state, to_device)))
    assert isinstance(response, SyncResponse), response
    await bot.receive_response(response)
    events: list[nio.Event] = response.rooms.join[ROOM].timeline.events
    return events


async def learn(bot: nio.AsyncClient, directory: Directory, *users: str) -> Json:
    """Let the bot take in a key query; returns the raw answer."""
    raw = directory.query(list(users))
    await bot.receive_response(KeysQueryResponse.from_dict(copy.deepcopy(raw)))
    return raw


async def in_room(bot: nio.AsyncClient, *people: Person) -> None:
    """Bring the bot into the room of these people: state, members, first device of each met."""
    await hear(bot, state=room_state(*(person.user_id for person in people)))
    bot.rooms[ROOM].members_synced = True
    for person in people:
        for device in person.devices:
            await device.meet(bot)
