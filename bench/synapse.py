"""Kills the real bot while it reminds, in front of a real homeserver and of Element's crypto on the staff's side.

For each death something was promised for a time of its own. A life of the bot at that time claims it and dies
somewhere between that and the end of its send; the next life finishes. Staff must see each reminder once.
"""

import argparse
import asyncio
import signal
import sys
import tempfile
from datetime import datetime, time, timedelta
from itertools import cycle, islice
from pathlib import Path

from orosbot.demo.homeserver import Homeserver
from orosbot.settings import Settings
from orosbot.staffed import schedule_of
from tests.e2e.helpline import Helpline
from tests.e2e.people import People

POINTS = (
    "casebook INSERT INTO outbox#1",
    "casebook INSERT INTO reminded#1",
    "send.chosen#1",
    "send.shared#1",
    "send.accepted#1",
    "send.before-commit#1",
    "send.committed#1",
)
"""From the transaction that claims to what is stored after the send."""
CLOCKS = (time(10), time(11), time(14), time(15))
"""Times of a staffed day at which nothing else comes up."""
CODE = "reminder-promise"


def main() -> int:
    """Exit code 1 if staff see a reminder twice, not at all, or out of order."""
    parser = argparse.ArgumentParser(prog="script/bench --synapse", allow_abbrev=False)
    parser.add_argument("--deaths", type=int, default=20, help="how often the bot dies (20)")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="orosbot-synapse-") as name:
        return asyncio.run(_play(Path(name), asked.deaths))


async def _play(folder: Path, deaths: int) -> int:
    async with Homeserver() as homeserver:
        people = People(homeserver, folder)
        try:
            lead, anna = await people.persons("lead", "anna")
            helpline = await (await Helpline.prepare(people, folder, lead, anna)).open()
            try:
                return await _kill(helpline, deaths)
            finally:
                await helpline.bot.close()
        finally:
            await people.close()


async def _kill(helpline: Helpline, deaths: int) -> int:
    bot, moments = helpline.bot, _moments(deaths)
    refs = [await _promise(helpline, moment) for moment in moments]
    await bot.stop()
    for number, (moment, point) in enumerate(zip(moments, islice(cycle(POINTS), deaths), strict=True), 1):
        await bot.launch(dies_at=point, clock=moment)
        code = await bot.ended()
        await bot.launch(clock=moment)
        await helpline.anna.wait_for(
            helpline.room, sender=bot.user_id, code=CODE, count=number, failure=False
        )
        await bot.stop()
        print(f"{number} of {deaths}: died at {point}", flush=True)
        if code != -signal.SIGKILL:
            print(f"it did not die there: {code}: {bot.lines[-5:]}")
            return 1
    await bot.start()
    said = [one for one in await helpline.said() if (one.code or "").startswith(("reminder", "catch"))]
    await bot.stop()
    seen = [one.ref for one in said]
    print(f"{deaths} deaths, {len(seen)} reminders, {len(set(seen))} of them different")
    return 0 if seen == refs and {one.code for one in said} == {CODE} else 1


def _moments(count: int) -> list[datetime]:
    """Times of the next staffed days, in UTC."""
    settings = Settings()
    schedule, moments = schedule_of(settings), list[datetime]()
    day = datetime.now(settings.zone).date() + timedelta(1)
    while len(moments) < count and (staffed := schedule.staffed_day_from(day)) is not None:
        moments += [schedule.at(staffed, clock) for clock in CLOCKS]
        day = staffed + timedelta(1)
    return moments[:count]


async def _promise(helpline: Helpline, moment: datetime) -> str:
    opened = await helpline.case()
    local = moment.astimezone(Settings().zone)
    promised = await helpline.ask(f"!case promise {opened.ref} {local:%Y-%m-%d %H:%M} : ring the school")
    if promised.code != "promise-recorded" or promised.ref is None:
        sys.exit(f"The promise was answered with {promised.code}.")
    return promised.ref


if __name__ == "__main__":
    sys.exit(main())
