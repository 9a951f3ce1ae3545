"""What `orosbot doctor` finds, beside the running bot and when something is broken."""

import shutil

from tests.e2e.bot_process import Ended
from tests.e2e.helpline import Helpline


async def doctor(helpline: Helpline) -> Ended:
    return await helpline.bot.command("doctor", "--config", str(helpline.bot.config))


def faults(ended: Ended) -> list[str]:
    return [line for line in ended.out.splitlines() if line.startswith("FAIL")]


async def test_the_version_is_told(helpline: Helpline) -> None:
    """One line with name and number."""
    ended = await helpline.bot.command("--version")
    assert ended.code == 0
    name, number = ended.out.split()
    assert name == "orosbot"
    assert number[0].isdigit()


async def test_a_healthy_bot_has_nothing_to_mend(helpline: Helpline) -> None:
    """Every line is ok; the bot runs on undisturbed."""
    ended = await doctor(helpline)
    assert (ended.code, ended.err, faults(ended)) == (0, "", [])
    named = {line.split()[1].rstrip(":") for line in ended.out.splitlines() if line.startswith("ok")}
    assert named >= {
        "config",
        "data",
        "secrets",
        "casebook",
        "homeserver",
        "login",
        "identity",
        "device",
        "room",
        "encryption",
        "power",
        "members",
    }
    assert "override_ratelimit" in ended.out
    assert (await helpline.ask("!case status")).code == "status"


async def test_a_second_bot_beside_it_is_refused(helpline: Helpline) -> None:
    """Two would use the same keys; the first one runs on."""
    ended = await helpline.bot.command("run", "--config", str(helpline.bot.config))
    assert ended.code == 4
    (sentence,) = ended.err.splitlines()
    assert "Traceback" not in sentence
    assert (await helpline.ask("!case status")).code == "status"


async def test_lacking_power_is_named(helpline: Helpline) -> None:
    """With the level that is needed and where to give it."""
    path = f"/_matrix/client/v3/rooms/{helpline.room}/state/m.room.power_levels"
    levels = await helpline.lead.power_levels(helpline.room)
    await helpline.lead.http("PUT", path, {**levels, "users": {}})
    ended = await doctor(helpline)
    (fault,) = faults(ended)
    assert ended.code == 3
    assert "level 0" in fault
    assert "level 50" in fault
    await helpline.lead.http("PUT", path, levels)


async def test_files_that_others_may_read_are_named(helpline: Helpline) -> None:
    """Those of the data and the key that opens the casebook, with the command that mends it."""
    for path in (helpline.bot.data / "identity.key", helpline.bot.config.parent / "storage-key"):
        path.chmod(0o644)
        ended = await doctor(helpline)
        (fault,) = faults(ended)
        assert str(path) in fault
        assert "chmod" in fault
        assert ended.code == 4
        path.chmod(0o600)


async def test_lost_keys_are_named(helpline: Helpline) -> None:
    """Encryption keys and identity, each with its own way back."""
    assert await helpline.bot.stop() == 0
    kept = helpline.bot.data / "crypto"
    shutil.move(kept, helpline.bot.config.parent / "away")
    identity = (helpline.bot.data / "identity.key").read_bytes()
    (helpline.bot.data / "identity.key").unlink()
    ended = await doctor(helpline)
    shutil.move(helpline.bot.config.parent / "away", kept)
    (helpline.bot.data / "identity.key").write_bytes(identity)
    (helpline.bot.data / "identity.key").chmod(0o600)
    assert ended.code == 4
    found = faults(ended)
    assert any("encryption keys" in fault and "init --new-device" in fault for fault in found)
    assert any("identity.key is missing" in fault and "--recovery-key-file" in fault for fault in found)
    assert faults(await doctor(helpline)) == []


async def test_being_put_out_of_the_room_is_named(helpline: Helpline) -> None:
    """With whom to ask for what."""
    await helpline.remove(helpline.bot.user_id)
    ended = await doctor(helpline)
    assert [fault for fault in faults(ended) if "invite" not in fault] == []
    assert len(faults(ended)) == 1
    assert ended.code == 3
