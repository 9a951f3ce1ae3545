"""The team's own cards: Markdown files in `guides/LANGUAGE/`, beside the config or as they ship.

A card is a heading, paragraphs and list items with `**bold**` and `` `to type` ``. `{law}` stands for
what the law says.
"""

from dataclasses import dataclass
from pathlib import Path

from orosbot.categories import shipped
from orosbot.rules.words import fold


@dataclass(frozen=True, slots=True)
class Guide:
    """One card: how it is called, its heading, and its lines as templates."""

    topic: str
    title: str
    lines: tuple[str, ...]


def folder_of(beside: Path | None, language: str) -> Path:
    """The folder with the cards of a language: the line's own if there is one, else those that ship."""
    own = None if beside is None else beside / "guides" / language
    return own if own is not None and own.is_dir() else shipped("guides") / language


def load(folder: Path) -> dict[str, Guide]:
    """Every card of a folder by its folded topic, in the order of the topics. What is no text is left out."""
    found: dict[str, Guide] = {}
    for path in sorted(folder.glob("*.md")):
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            continue
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        title = next((line.lstrip("# ") for line in lines if line.startswith("#")), path.stem)
        body = tuple(line.replace("- ", "• ", 1) if line.startswith("- ") else line for line in lines)
        kept = tuple(line for line in body if not line.startswith("#"))
        found[fold(path.stem)] = Guide(path.stem, title, kept)
    return found
