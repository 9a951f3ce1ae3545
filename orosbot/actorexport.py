"""The directory of actors as the text of a file, which `actorfile` reads again."""

import csv
import io
import json
from collections.abc import Iterable

from orosbot.actorfile import COLUMNS, is_formula
from orosbot.casebook.actors import Actor


def write(actors: Iterable[Actor], suffix: str) -> str:
    """Actors as the text of a file: keys of the categories, which hold in every language."""
    told = [_told(actor) for actor in actors]
    if suffix == ".csv":
        out = io.StringIO(newline="")
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(COLUMNS)
        for cells in told:
            writer.writerow([_harmless(_joined(cells.get(column, ""))) for column in COLUMNS])
        return out.getvalue()
    tables = [
        "[[actor]]\n" + "".join(f"{name} = {_quoted(value)}\n" for name, value in cells.items())
        for cells in told
    ]
    return "\n".join(tables)


def _told(actor: Actor) -> dict[str, str | bool | tuple[str, ...]]:
    days = {"verified": actor.verified_at, "retired": actor.retired_at}
    cells: dict[str, str | bool | tuple[str, ...]] = {
        "name": actor.name,
        "kind": actor.kind or "",
        "region": actor.region or "",
        "ages": actor.ages,
        "plan": actor.plan,
        "parents": actor.parents,
        **actor.contact,
        **{name: day.date().isoformat() for name, day in days.items() if day is not None},
    }
    return {name: cells[name] for name in COLUMNS if cells.get(name)}


def _joined(value: str | bool | tuple[str, ...]) -> str:
    if isinstance(value, bool):
        return "yes" if value else ""
    return value if isinstance(value, str) else " ".join(value)


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return "'" + cell if is_formula(cell) else cell


def _quoted(value: str | bool | tuple[str, ...]) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    # a JSON string is one of TOML too
    return json.dumps(value if isinstance(value, str) else list(value), ensure_ascii=False)
