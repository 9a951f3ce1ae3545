"""What the throwaway homeserver is told: loopback only, nothing outside, nobody registers by themselves."""

import base64
import secrets
from pathlib import Path
from typing import Literal, TypedDict

MessageLimit = Literal["lifted", "synapse"]
"""`synapse` leaves Synapse's own limit on sending (burst of 10, then one every 5 seconds) in force."""


class Rate(TypedDict):
    """Events a second, and how many at once."""

    per_second: float
    burst_count: int


UNLIMITED: Rate = {"per_second": 100_000, "burst_count": 100_000}

# One address plays a whole team, so every limit but the one on messages would only be in the way.
LIMITS_OF_A_TEAM_ON_ONE_ADDRESS: dict[str, object] = {
    "rc_registration": UNLIMITED,
    "rc_login": {"address": UNLIMITED, "account": UNLIMITED, "failed_attempts": UNLIMITED},
    "rc_joins": {"local": UNLIMITED, "remote": UNLIMITED},
    "rc_joins_per_room": UNLIMITED,
    "rc_invites": {"per_room": UNLIMITED, "per_user": UNLIMITED, "per_issuer": UNLIMITED},
    "rc_room_creation": UNLIMITED,
    "rc_key_requests": UNLIMITED,
    "rc_user_directory": UNLIMITED,
}


def homeserver_config(
    folder: Path, port: int, server_name: str, shared_secret: str, message_limit: MessageLimit
) -> dict[str, object]:
    """Synapse's configuration; JSON of it is valid YAML. Keys: Synapse's configuration manual."""
    listener = {
        "port": port,
        "bind_addresses": ["127.0.0.1"],
        "type": "http",
        "tls": False,
        "resources": [{"names": ["client"]}],
    }
    config: dict[str, object] = {
        "server_name": server_name,
        "public_baseurl": f"http://127.0.0.1:{port}/",
        "listeners": [listener],
        "database": {"name": "sqlite3", "args": {"database": str(folder / "homeserver.db")}},
        "log_config": str(folder / "log.json"),
        "media_store_path": str(folder / "media"),
        "signing_key": _signing_key(),
        "macaroon_secret_key": secrets.token_hex(32),
        "form_secret": secrets.token_hex(32),
        "registration_shared_secret": shared_secret,
        "enable_registration": False,
        "bcrypt_rounds": 4,
        "report_stats": False,
        "federation_domain_whitelist": [],
        "trusted_key_servers": [],
        "suppress_key_server_warning": True,
        "url_preview_enabled": False,
        "presence": {"enabled": False},
        "push": {"enabled": False},
        **LIMITS_OF_A_TEAM_ON_ONE_ADDRESS,
    }
    if message_limit == "lifted":
        config["rc_message"] = UNLIMITED
    return config


def log_config(log_file: Path) -> dict[str, object]:
    """Python's logging dictionary: warnings and worse, to `log_file`."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
        "handlers": {
            "file": {"class": "logging.FileHandler", "filename": str(log_file), "formatter": "line"}
        },
        "root": {"level": "WARNING", "handlers": ["file"]},
    }


def _signing_key() -> str:
    """The server's Ed25519 key in signedjson's form: algorithm, version, unpadded base64 of the seed."""
    seed = base64.b64encode(secrets.token_bytes(32)).decode().rstrip("=")
    return f"ed25519 a_{secrets.token_hex(2)} {seed}"
