"""Keys that are lost: the bot refuses to go on without them, and says how they come back."""

import shutil
import tomllib

import aiohttp

from tests.e2e.bot_process import Ended
from tests.e2e.helpline import Helpline


async def refusal(helpline: Helpline) -> str:
    """What `orosbot run` says when it refuses, for safety, to start: one line on stderr."""
    ended = await helpline.bot.command("run", "--config", str(helpline.bot.config))
    return only_sentence(ended, code=4)


def only_sentence(ended: Ended, *, code: int) -> str:
    assert ended.code == code, ended
    assert "Traceback" not in ended.err
    (line,) = ended.err.splitlines()
    return line


async def test_lost_encryption_keys_are_mended_by_a_new_device(helpline: Helpline) -> None:
    """Staff who had verified the bot go on as before, for its identity is the same."""
    bot, anna = helpline.bot, helpline.anna
    opened = await helpline.case()
    assert (await anna.verify(bot.user_id)).verified
    (old,) = await anna.devices_of(bot.user_id)
    assert await bot.stop() == 0
    shutil.rmtree(bot.data / "crypto")
    assert "orosbot init --new-device" in await refusal(helpline)
    done = await bot.init(helpline.room, helpline.lead.user_id, more=("--new-device",))
    assert done.code == 0, done.err
    await bot.start()
    shown = await helpline.ask(f"!case show {opened.ref}")
    assert (shown.code, shown.shield) == ("case-card", "NONE")
    assert (await anna.identity_of(bot.user_id)).verified
    (new,) = await anna.devices_of(bot.user_id)
    assert new.device != old.device
    assert (new.signed_by_owner, new.verified) == (True, True)


async def test_who_was_signed_out_says_how_to_come_back(helpline: Helpline) -> None:
    """Somebody ended the bot's session: `run` exits 3, and a new device goes on with the same identity."""
    bot = helpline.bot
    session = tomllib.loads((bot.data / "session.toml").read_text())
    headers = {"Authorization": f"Bearer {session['access_token']}"}
    async with aiohttp.ClientSession(headers=headers) as client:
        answer = await client.post(f"{bot.homeserver}/_matrix/client/v3/logout", json={})
        assert answer.status == 200
    assert await bot.ended() == 3
    assert "orosbot init --new-device" in bot.lines[-1]
    done = await bot.init(helpline.room, helpline.lead.user_id, more=("--new-device",))
    assert done.code == 0, done.err
    await bot.start()
    assert (await helpline.ask("!case status")).shield == "NONE"
    assert (await helpline.anna.identity_of(bot.user_id)).verified


async def test_a_lost_identity_is_mended_by_the_recovery_key(helpline: Helpline) -> None:
    """Never by a new identity: without file and recovery key `init` refuses too."""
    bot, anna = helpline.bot, helpline.anna
    before = await anna.identity_of(bot.user_id)
    assert await bot.stop() == 0
    (bot.data / "identity.key").unlink()
    assert "recovery key" in await refusal(helpline)
    without = await bot.command("init", "--config", str(bot.config), "--yes")
    assert "recovery key" in only_sentence(without, code=4)
    assert not (bot.data / "identity.key").exists()
    done = await bot.init(helpline.room, helpline.lead.user_id)
    assert done.code == 0, done.err
    await bot.start()
    assert (await helpline.ask("!case status")).shield == "NONE"
    assert await anna.identity_of(bot.user_id) == before


async def test_a_copied_or_mistyped_recovery_key_is_refused(helpline: Helpline) -> None:
    """Nothing is put in the identity's place, and the right key still works afterwards."""
    bot = helpline.bot
    assert await bot.stop() == 0
    kept = (bot.data / "identity.key").read_bytes()
    (bot.data / "identity.key").unlink()
    right = bot.recovery_key.read_text()
    wrong = right.replace(right[5], "1" if right[5] != "1" else "2", 1)
    bot.recovery_key.write_text(wrong)
    ended = await bot.init(helpline.room, helpline.lead.user_id)
    assert "recovery key" in only_sentence(ended, code=2)
    assert not (bot.data / "identity.key").exists()
    bot.recovery_key.write_text(right)
    assert (await bot.init(helpline.room, helpline.lead.user_id)).code == 0
    assert (bot.data / "identity.key").read_bytes() == kept
