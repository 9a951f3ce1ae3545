"""From an event of the room to what the desk understands. Pure: who wrote it is settled elsewhere."""

from datetime import UTC, datetime

from orosbot.matrix.shape import Json, obj, text
from orosbot.values import Incoming, Kind

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def read_encrypted(event: Json) -> Incoming | None:
    """Read a decrypted event; `None` if it says nothing to the desk (a notice, a picture, state …)."""
    if event.get("type") == "m.room.message":
        return _message(event)
    if event.get("type") == "m.reaction":
        return _reaction(event)
    return None


def read_clear(event: Json) -> Incoming | None:
    """Read a cleartext event: reactions and removals are never encrypted, and only they count."""
    if "state_key" in event:
        return None
    if event.get("type") == "m.reaction":
        return _reaction(event)
    if event.get("type") == "m.room.redaction":
        # Up to room version 10 beside the content, later in it.
        target = text(event.get("redacts")) or text(obj(event.get("content")).get("redacts"))
        return _incoming(event, Kind.DELETION, target=target) if target else None
    return None


def _message(event: Json) -> Incoming | None:
    content = obj(event.get("content"))
    if content.get("msgtype") != "m.text" or not isinstance(content.get("body"), str):
        return None
    relation = obj(content.get("m.relates_to"))
    kind, related = relation.get("rel_type"), text(relation.get("event_id"))
    if kind == "m.replace":
        body = text(obj(content.get("m.new_content")).get("body"))
        return _incoming(event, Kind.EDIT, body=body, target=related) if related else None
    thread = related if kind == "m.thread" else ""
    reply_to = text(obj(relation.get("m.in_reply_to")).get("event_id"))
    if thread and relation.get("is_falling_back") is True:
        reply_to = ""  # for clients without threads; nobody replied to anything
    return _incoming(event, Kind.MESSAGE, body=text(content.get("body")), reply_to=reply_to, thread=thread)


def _reaction(event: Json) -> Incoming | None:
    relation = obj(obj(event.get("content")).get("m.relates_to"))
    key, target = text(relation.get("key")), text(relation.get("event_id"))
    if relation.get("rel_type") != "m.annotation" or not key or not target:
        return None
    return _incoming(event, Kind.REACTION, body=key, target=target)


def _incoming(
    event: Json, kind: Kind, *, body: str = "", reply_to: str = "", thread: str = "", target: str = ""
) -> Incoming | None:
    event_id, sender = text(event.get("event_id")), text(event.get("sender"))
    if not event_id or not sender:
        return None
    at = moment(event.get("origin_server_ts"))
    ids = [_storable(name) or None for name in (reply_to, thread, target)]
    return Incoming(_storable(event_id), sender, at, kind, _storable(body), *ids)


def _storable(written: str) -> str:
    """Half a surrogate pair, which JSON allows, can neither be stored nor sent: a question mark for it."""
    return written.encode(errors="replace").decode()


def moment(milliseconds: object) -> datetime:
    """The moment of an `origin_server_ts`; what is no moment counts as very old, and is then clamped."""
    if isinstance(milliseconds, bool) or not isinstance(milliseconds, int):
        return EPOCH
    try:
        return datetime.fromtimestamp(milliseconds // 1000, UTC)
    except (OverflowError, ValueError, OSError):
        return EPOCH
