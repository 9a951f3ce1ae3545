"""nio's Olm machine with guards: what others send can neither raise out of a sync nor pass for what it is not."""

import copy

import nio
import vodozemac
from nio.crypto import Olm, OlmDevice
from nio.event_builders import ToDeviceMessage
from nio.events import KeyVerificationEvent, KeyVerificationStart, OlmEvent, UnknownToDeviceEvent
from nio.exceptions import EncryptionError
from nio.store import MatrixStore

from orosbot.log import get_logger
from orosbot.matrix.declining import CANCEL, REQUEST, to_device_cancel
from orosbot.matrix.faults import KeysNotStored
from orosbot.matrix.replay import ReplayMemory
from orosbot.matrix.shape import Json, obj, text

log = get_logger(__name__)

MEGOLM = "m.megolm.v1.aes-sha2"


class Replayed(EncryptionError):  # type: ignore[misc]
    """This message index was used by another event."""


class HardenedOlm(Olm):  # type: ignore[misc]
    """Keys and sessions of one device."""

    def __init__(self, user_id: str, device_id: str, store: MatrixStore, replay: ReplayMemory) -> None:
        super().__init__(user_id, device_id, store)
        self.message_index_store = replay

    def handle_to_device_event(self, event: nio.ToDeviceEvent) -> nio.ToDeviceEvent | None:
        """Decrypt a to-device message, or `None`.

        nio 0.26 lets bad Olm bodies, unknown one-time keys, bad session and sender keys raise out of the
        sync, and its emoji verification cannot finish with other clients (tests/matrix/test_to_device.py).
        It stores the Olm session and the room key that came with it apart: killed between the two, the bot
        could never decrypt that message again (tests/crash/test_every_point.py).
        """
        if isinstance(event, KeyVerificationEvent) or _asks_for_verification(event):
            self._decline_verification(event)
            return None
        try:
            with self.store.database.atomic():
                return super().handle_to_device_event(event)
        except KeysNotStored:
            raise
        except Exception as error:
            log.failure("to-device-dropped", error)
            if isinstance(event, OlmEvent):
                self._renew_session(event)
            return None

    def _renew_session(self, event: OlmEvent) -> None:
        """The sender may be using a session that we lost: start another one."""
        try:
            self._mark_device_for_unwedging(event.sender, event.sender_key)
        except Exception as error:
            log.failure("session-not-renewed", error)

    def _decline_verification(self, event: nio.ToDeviceEvent) -> None:
        """Answer with a cancel instead of letting people wait; fingerprints are compared by eye."""
        content = obj(event.source.get("content"))
        device, transaction = text(content.get("from_device")), text(content.get("transaction_id"))
        asked = isinstance(event, KeyVerificationStart | UnknownToDeviceEvent)
        if asked and device and transaction and event.sender in self.tracked_users:
            self.outgoing_to_device_messages.append(
                ToDeviceMessage(CANCEL, event.sender, device, to_device_cancel(transaction))
            )

    def message_index_ok(self, message_index: int, event: nio.MegolmEvent) -> bool:
        if not super().message_index_ok(message_index, event):
            raise Replayed
        return True

    def decrypt_megolm_event(
        self, event: nio.MegolmEvent, room_id: str | None = None
    ) -> nio.Event | nio.BadEvent:
        """The decrypted event; a `BadEvent` in its place if it is replayed, forged or malformed.

        nio 0.26 raises all sorts of errors out of the sync, accepts state events and foreign room ids in
        payloads, and lets a bad payload name its own event id (tests/matrix/test_timeline.py).

        :raises EncryptionError: if it cannot be decrypted; :raises KeysNotStored: and nothing else.
        """
        room = room_id or event.room_id
        try:
            decrypted = super().decrypt_megolm_event(event, room)
        except Replayed:
            return refused(event)
        except (EncryptionError, KeysNotStored):
            raise
        except Exception as error:
            raise EncryptionError(type(error).__name__) from None
        if isinstance(decrypted, nio.BadEvent | nio.UnknownBadEvent) or not _honest(decrypted.source, room):
            return refused(event)
        decrypted.source["unsigned"] = obj(event.source.get("unsigned"))
        return decrypted

    def check_if_wedged(self, event: nio.MegolmEvent) -> None:
        """Ask for the sender's keys if the device is unknown. Nobody answers requests for room keys here."""
        if event.device_id not in self.device_store[event.sender]:
            self.users_for_key_query.add(event.sender)

    def verify_json(self, json: Json, user_key: str, user_id: str, device_id: str) -> bool:
        """Whether the signature holds. nio 0.26 raises on malformed keys, having taken `signatures` away."""
        try:
            return bool(super().verify_json(copy.copy(json), user_key, user_id, device_id))
        except (ValueError, TypeError, AttributeError, KeyError):
            return False

    def _handle_key_claiming(self, response: nio.KeysClaimResponse) -> None:
        """Start sessions one by one: nio 0.26 raises on `{device: {}}` and on malformed keys."""
        for user_id, devices in obj(response.one_time_keys).items():
            for device_id, key in obj(devices).items():
                one = nio.KeysClaimResponse({user_id: {device_id: key}}, {})
                try:
                    super()._handle_key_claiming(one)
                except KeysNotStored:
                    raise
                except Exception as error:
                    log.failure("one-time-key-unusable", error)

    def _handle_key_query(self, response: nio.KeysQueryResponse) -> None:
        """Take in devices, the malformed ones left out: nio 0.26 raises on them and forgets the others.

        Who became due while the request was under way stays due. And nio never brings a device back that
        was missing from one answer (tests/matrix/test_key_query.py).
        """
        due = set(self.users_for_key_query)
        response.device_keys = {
            user_id: {
                name: _tidied(keys) for name, keys in obj(devices).items() if _usable(keys, user_id, name)
            }
            for user_id, devices in obj(response.device_keys).items()
        }
        super()._handle_key_query(response)
        self.users_for_key_query |= due
        back = {
            user_id: {
                name: device for name in devices if (device := self._returned(user_id, name, devices[name]))
            }
            for user_id, devices in response.device_keys.items()
        }
        self.store.save_device_keys(back)
        for user_id, returned in back.items():
            if returned:
                response.changed[user_id].update(returned)

    def _returned(self, user_id: str, device_id: str, keys: Json) -> OlmDevice | None:
        device = self.device_store[user_id].get(device_id)
        if device is None or not device.deleted or not same_keys(device, keys):
            return None
        device.deleted = False
        return device


def refused(event: nio.MegolmEvent) -> nio.BadEvent:
    """What stands in the timeline for an event that will never be good; its content stays encrypted."""
    return nio.BadEvent(
        event.source, event.event_id, event.sender, event.server_timestamp, "m.room.encrypted"
    )


def same_keys(device: OlmDevice, keys: Json) -> bool:
    """Whether signed device keys are those that nio holds for the device.

    nio 0.26 keeps the old keys when a device id comes back with a new ed25519 key.
    """
    listed = obj(keys.get("keys"))
    return bool(
        listed.get(f"ed25519:{device.id}") == device.ed25519
        and listed.get(f"curve25519:{device.id}") == device.curve25519
    )


def _honest(payload: Json, room_id: str) -> bool:
    """Whether a decrypted payload is meant for this room, and no state or redaction in disguise."""
    kind = text(payload.get("type"))
    in_clear_only = kind.startswith("m.room.") and kind != "m.room.message"
    return payload.get("room_id") == room_id and "state_key" not in payload and not in_clear_only


def _asks_for_verification(event: nio.ToDeviceEvent) -> bool:
    return isinstance(event, UnknownToDeviceEvent) and event.type == REQUEST


def _usable(keys: object, user_id: str, device_id: str) -> bool:
    """Whether nio can read these device keys without raising. Signatures are checked by nio."""
    device = obj(keys)
    if device.get("user_id") != user_id or device.get("device_id") != device_id:
        return False
    listed = obj(device.get("keys"))
    try:
        vodozemac.Ed25519PublicKey.from_base64(text(listed.get(f"ed25519:{device_id}")))
        vodozemac.Curve25519PublicKey.from_base64(text(listed.get(f"curve25519:{device_id}")))
    except ValueError:
        return False
    return True


def _tidied(keys: object) -> dict[str, object]:
    """The same keys with a display name that nio's database can take; it is not part of what is signed."""
    device = obj(keys)
    name = text(obj(device.get("unsigned")).get("device_display_name"))
    return {**device, "unsigned": {"device_display_name": name}}
