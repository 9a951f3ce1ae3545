"""Plays a year at the desk as `orosbot console` does: in memory, by a clock that stands still."""

import re
from collections.abc import Callable, Sequence
from zoneinfo import ZoneInfo

from orosbot import script
from orosbot.casebook import Casebook
from orosbot.console import read_settings, speakers
from orosbot.desk import Desk
from orosbot.desk_stage import ConsoleClock, DeskStage
from orosbot.heard import BotMessage
from orosbot.player import Player, Shown
from orosbot.script import Say
from orosbot.settings import Privacy
from tests.year.expected import COUNTED, Said

SHOWN = re.compile(r"\b\d{3}-\d{4}\b")


KEPT_FOR_EVER = Privacy(retention_days=3650, idle_days=3650)
"""Nothing is forgotten meanwhile: what that changes has tests of its own."""


def play(
    lines: Sequence[str],
    *,
    then: Callable[[Casebook], None] | None = None,
    privacy: Privacy = KEPT_FOR_EVER,
) -> list[Said]:
    """What the bot says by itself. Cases are named by the order in which they were opened. `then` sees the
    casebook at the end.

    :raises ExpectationFailed: if it answers anything else than the script says.
    """
    settings = read_settings(None).model_copy(update={"privacy": privacy})
    book, clock = Casebook.open(None), ConsoleClock()
    shown: list[Shown] = []
    opened: dict[str, int] = {}
    stage = DeskStage(Desk.build(settings, book, clock, "en"), book, clock, settings.zone, speakers(settings))
    player = Player(stage, shown.append)
    try:
        for line in script.parse(lines):
            before = len(shown)
            player.play(line)
            if isinstance(line, Say) and line.text.startswith("!case new "):
                ref = shown[before].message.ref
                assert ref is not None
                opened[ref] = len(opened) + 1
        if then is not None:
            then(book)
    finally:
        book.close()
    own = [one.message for one in shown if one.to is None and one.message.code in COUNTED]
    return [_said(message, opened, settings.zone) for message in own]


def _said(message: BotMessage, opened: dict[str, int], zone: ZoneInfo) -> Said:
    refs = [] if message.code == "briefing-morning" else SHOWN.findall(message.text)
    return Said(
        message.at.astimezone(zone).replace(tzinfo=None),
        message.code or "",
        tuple(sorted(opened[ref.replace("-", "")] for ref in refs)),
        tuple(sorted(user[1:].partition(":")[0] for user in message.mentions)),
    )
