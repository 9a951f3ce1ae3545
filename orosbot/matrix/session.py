"""How the bot is signed in: device and access token, made once by `orosbot init`."""

import json
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from orosbot import errors
from orosbot.matrix.shape import text
from orosbot.private_files import read_secret, write_private
from orosbot.settings import Matrix

FILE = "session.toml"


@dataclass(frozen=True, slots=True)
class Session:
    """One device of the bot's account. `finished` once its keys and signature are on the server."""

    user_id: str
    device_id: str
    access_token: str = field(repr=False)
    finished: bool = False


def load_session(data_dir: Path, matrix: Matrix) -> Session | None:
    """The session in `data_dir`, or the one whose token the config names; `None` if there is neither.

    :raises UsageError: if the file is damaged, or is another user's.
    """
    path = data_dir / FILE
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return _from_config(matrix)
    except (OSError, ValueError):
        raise errors.UsageError(f"{path} cannot be read: run `orosbot init --new-device`.") from None
    found = Session(
        text(data.get("user_id")),
        text(data.get("device_id")),
        text(data.get("access_token")),
        data.get("finished") is True,
    )
    if not (found.device_id and found.access_token):
        raise errors.UsageError(f"{path} is incomplete: run `orosbot init --new-device`.")
    if found.user_id != matrix.user_id:
        raise errors.UsageError(
            f"{path} belongs to {found.user_id}, the config says {matrix.user_id}: one data_dir for one bot."
        )
    return found


def save_session(session: Session, data_dir: Path) -> None:
    """Write the session, readable by the owner alone."""
    values: dict[str, str | bool] = {
        "user_id": session.user_id,
        "device_id": session.device_id,
        "access_token": session.access_token,
        "finished": session.finished,
    }
    # A JSON string or truth value is one of TOML too.
    lines = [f"{name} = {json.dumps(value)}\n" for name, value in values.items()]
    write_private(
        data_dir / FILE, "# Made by `orosbot init`. Whoever has it can act as the bot.\n" + "".join(lines)
    )


def _from_config(matrix: Matrix) -> Session | None:
    if matrix.access_token_file is None or matrix.device_id is None:
        return None
    token = read_secret(matrix.access_token_file, "the bot's access token")
    return Session(matrix.user_id, matrix.device_id, token.strip())
