"""What `orosbot doctor` asks of the homeserver: plain requests beside a running bot, nothing is changed."""

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import nio

from orosbot.casebook import RoomState
from orosbot.casebook.powers import level_of, may_redact
from orosbot.matrix.chain import UserKeys, user_keys
from orosbot.matrix.http import answered, call
from orosbot.matrix.identity import Identity
from orosbot.matrix.joining import look_at
from orosbot.matrix.session import Session
from orosbot.matrix.shape import Json, obj, text, texts

API = "/_matrix/client/v3"


@dataclass(frozen=True, slots=True)
class Found:
    """What one check found. `mend` says what to do; without it all is well. `code` is the exit code then."""

    name: str
    says: str
    mend: str = ""
    code: int = 4

    @property
    def well(self) -> bool:
        return not self.mend


async def reachable(client: nio.AsyncClient, now: datetime) -> list[Found]:
    """Whether the server answers, as what, and what time it has. :raises Unreachable: if it does not."""
    versions = (await call(client, "GET", "/_matrix/client/versions")).expect("to say its version")
    newest = (texts(versions.get("versions")) or ["?"])[-1]
    response = await answered(client.send("GET", "/_matrix/client/versions"))
    found = [Found("homeserver", f"{client.homeserver} answers and knows Matrix {newest}")]
    return [*found, *_clock(response.headers.get("Date", ""), now)]


def _clock(header: str, now: datetime) -> list[Found]:
    try:
        apart = abs((parsedate_to_datetime(header).astimezone(UTC) - now).total_seconds())
    except (TypeError, ValueError):
        return []
    says = f"this machine and the homeserver are {apart:.0f} seconds apart"
    if apart <= 60:
        return [Found("clock", says)]
    return [Found("clock", says, "set both clocks by a time server (NTP): commands count at their time", 3)]


async def login(client: nio.AsyncClient, session: Session) -> Found:
    """Whether the access token is good, and of our device."""
    answer = await call(client, "GET", f"{API}/account/whoami")
    mine = (text(answer.body.get("user_id")), text(answer.body.get("device_id")))
    if answer.status == 200 and mine == (session.user_id, session.device_id):
        return Found("login", f"signed in as {session.user_id}, device {session.device_id}")
    mend = "run `orosbot init --new-device`: the homeserver does not accept this sign-in any more"
    return Found("login", f"not accepted ({answer.errcode or answer.status})", mend, 3)


async def identity(client: nio.AsyncClient, session: Session, ours: Identity) -> list[Found]:
    """Whether the server shows our identity, and our device as signed by it."""
    keys = user_keys(await _keys(client, [session.user_id]), session.user_id)
    if keys.master != ours.master.public:
        mend = "put back identity.key from the backup, or run `orosbot init --recovery-key-file FILE`"
        return [Found("identity", "the homeserver shows another identity of the bot, or none", mend)]
    found = [Found("identity", f"the homeserver shows ours: {ours.fingerprint}")]
    device = keys.devices.get(session.device_id)
    if device is None:
        return [*found, Found("device", "the homeserver does not list it", "run `orosbot init --new-device`")]
    if not device.cross_signed:
        return [*found, Found("device", "not signed by the bot's identity", "run `orosbot init` again")]
    return [*found, Found("device", f"{session.device_id} is signed by the bot's identity")]


async def room(client: nio.AsyncClient, room_id: str, user_id: str) -> list[Found]:
    """Whether the bot is in its room, and the room is as it must be. :raises Unreachable: if it is not told."""
    joined = (await call(client, "GET", f"{API}/joined_rooms")).expect("to list the bot's rooms")
    if room_id not in texts(joined.get("joined_rooms")):
        mend = f"let a lead invite {user_id} to {room_id}, then run `orosbot init` again"
        return [Found("room", f"the bot is not in {room_id}", mend, 3)]
    state = await look_at(client, room_id)
    found = [Found("room", f"in {room_id}, room version {state.version or '?'}, {len(state.joined)} members")]
    if state.replaced_by is not None:
        mend = f"put the room {state.replaced_by} into the config and let somebody invite the bot there"
        found = [Found("room", f"{room_id} was replaced by another", mend, 3)]
    return [*found, _encryption(state), _power(state, user_id), *await _staff(client, state, user_id)]


def _encryption(state: RoomState) -> Found:
    if state.encrypted:
        return Found("encryption", "the room is encrypted")
    return Found("encryption", "the room is not encrypted", "turn on encryption in the room's settings")


def _power(state: RoomState, user_id: str) -> Found:
    level = level_of(state, user_id)
    if may_redact(state, user_id):
        return Found("power", f"the bot may remove messages (it needs level {state.redact_level})")
    mend = f"make it a moderator (level {state.redact_level}) in the room's settings, Roles and permissions"
    return Found("power", f"the bot has level {level} and may not remove messages", mend, 3)


async def _staff(client: nio.AsyncClient, state: RoomState, user_id: str) -> list[Found]:
    """Who in the room is not obeyed, and reads nothing."""
    people = sorted(set(state.joined) - {user_id})
    raw = await _keys(client, people)
    without = [user for user in people if not _verified(user_keys(raw, user))]
    if not without:
        return [Found("members", "everybody has a device that they have verified")]
    mend = "they verify a device in their app: Settings, Sessions (or set up the secure backup there)"
    return [Found("members", f"no verified device, so not obeyed: {', '.join(without)}", mend, 3)]


def _verified(keys: UserKeys) -> bool:
    return any(device.cross_signed for device in keys.devices.values())


async def _keys(client: nio.AsyncClient, users: list[str]) -> Json:
    asked: dict[str, object] = {"device_keys": {user: [] for user in users}}
    return obj((await call(client, "POST", f"{API}/keys/query", asked)).expect("to show device keys"))
