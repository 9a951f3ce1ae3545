"""The key directory of a homeserver, in memory: what `/keys/*` would keep and answer."""

from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass
class Directory:
    """Device keys, one-time keys, fallback keys and identities, by user and device."""

    devices: dict[str, dict[str, Json]] = field(default_factory=dict)
    one_time: dict[tuple[str, str], Json] = field(default_factory=dict)
    fallback: dict[tuple[str, str], Json] = field(default_factory=dict)
    identities: dict[str, dict[str, Json]] = field(default_factory=dict)
    failures: Json = field(default_factory=dict)

    def upload(self, user_id: str, device_id: str, body: Json) -> Json | None:
        """`/keys/upload`; `None` if a known key id comes with another key, as Synapse refuses it."""
        held = self.one_time.setdefault((user_id, device_id), {})
        sent = dict(body.get("one_time_keys") or {})
        if any(name in held and held[name] != key for name, key in sent.items()):
            return None
        if "device_keys" in body:
            self.devices.setdefault(user_id, {})[device_id] = dict(body["device_keys"])
        held.update(sent)
        if body.get("fallback_keys"):
            self.fallback[user_id, device_id] = dict(body["fallback_keys"])
        return {"one_time_key_counts": {"signed_curve25519": len(held)}}

    def query(self, users: list[str]) -> Json:
        """`/keys/query`."""
        answer: dict[str, Json] = {"device_keys": {user: self.devices.get(user, {}) for user in users}}
        for group, name in (
            ("master_keys", "master_key"),
            ("self_signing_keys", "self_signing_key"),
            ("user_signing_keys", "user_signing_key"),
        ):
            keys = {user: self.identities.get(user, {}).get(name) for user in users}
            answer[group] = {user: key for user, key in keys.items() if key}
        return {**answer, "failures": self.failures}

    def claim(self, wanted: dict[str, dict[str, str]]) -> Json:
        """`/keys/claim`: a one-time key, else the fallback key, else nothing."""
        found: dict[str, Json] = {}
        for user, devices in wanted.items():
            for device in devices:
                held = self.one_time.get((user, device), {})
                key = dict([held.popitem()]) if held else self.fallback.get((user, device))
                if key:
                    found.setdefault(user, {})[device] = key
        return {"one_time_keys": found, "failures": {}}
