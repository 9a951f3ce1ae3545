"""What the law says of concern reports, read from `law.toml`: dated data, never advice."""

import tomllib
from dataclasses import dataclass
from datetime import date

from orosbot.categories import shipped


@dataclass(frozen=True, slots=True)
class Law:
    """The text for one duty in one language, when it was last looked over, and where it stands."""

    duty: str
    professional: str
    date: date
    source: str


def load(duty: str, language: str) -> Law:
    """The law as it is quoted for `[law] duty` (`ska` or `bör`)."""
    data = tomllib.loads(shipped("law.toml").read_text(encoding="utf-8"))
    return Law(
        duty=str(data["duty"][duty][language]),
        professional=str(data["professional"][language]),
        date=data["date"],
        source=str(data["source"]),
    )
