"""`orosbot init`: what is missing is made, what is there is never changed. `run` and `doctor` say what is lost."""

import asyncio
import tomllib
from pathlib import Path

import pytest

from orosbot.casebook.keys import read_key_file
from orosbot.cli import main
from orosbot.errors import NotInvited, Unreachable, Unsafe, UsageError
from orosbot.matrix.identity import create_identity, load_identity
from orosbot.matrix.recovery import read_recovery_key
from orosbot.settings import load
from tests.matrix.peers import BOT, LEAD, ROOM
from tests.matrix.place import Place
from tests.matrix.roomserver import PASSWORD


async def test_a_first_init_leaves_a_bot_in_its_room(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await place.init() == 0
    settings = load(place.config)
    assert settings.matrix is not None
    assert (settings.matrix.room, settings.language, settings.data_dir) == (ROOM, "en", place.data)
    assert settings.roles.leads == [LEAD]
    identity = load_identity(place.data / "identity.key")
    assert identity is not None
    assert place.server.directory.identities[BOT]["master_key"] == identity.published()["master_key"]
    assert len(read_key_file(place.folder / "storage-key")) == 64
    out = capsys.readouterr().out
    shown = next(line for line in out.splitlines() if line.startswith("    "))
    assert len(read_recovery_key(shown)) == 32
    assert PASSWORD not in out + place.config.read_text()


async def test_everything_is_for_the_owner_alone(place: Place) -> None:
    await place.init("--recovery-key-file", str(place.folder / "recovery"), *place.flags())
    written = [place.config, place.folder / "storage-key", place.folder / "recovery", *place.data.rglob("*")]
    assert {path.name: oct(path.stat().st_mode & 0o077) for path in (place.data, *written)} == {
        path.name: "0o0" for path in (place.data, *written)
    }


async def test_repeated_it_changes_nothing(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    await place.init()
    names = ("orosbot.toml", "storage-key", "data/identity.key", "data/session.toml")
    before = [(place.folder / name).read_bytes() for name in names]
    server, signed_in = place.server, place.server.devices
    account_data, identities = dict(server.account_data), dict(server.directory.identities)
    capsys.readouterr()
    assert await place.again() == 0
    assert await place.init() == 0
    assert [(place.folder / name).read_bytes() for name in names] == before
    assert (server.devices, server.account_data, server.directory.identities) == (
        signed_in,
        account_data,
        identities,
    )
    assert "ecovery key" not in capsys.readouterr().out


async def test_not_invited_yet_says_what_to_ask_whom_and_goes_on_from_there(place: Place) -> None:
    place.server.invited = False
    with pytest.raises(NotInvited, match="Ask a lead") as raised:
        await place.init()
    assert raised.value.exit_code == 3
    place.server.invited = True
    assert await place.again() == 0
    assert place.server.devices == 1


async def test_all_missing_flags_are_named_at_once(place: Place) -> None:
    with pytest.raises(UsageError) as raised:
        await place.again("--homeserver", place.server.url)
    assert all(flag in str(raised.value) for flag in ("--user-id", "--password-file", "--room", "--lead"))
    assert not place.data.exists()


async def test_flags_that_contradict_the_config_are_refused(place: Place) -> None:
    await place.init()
    with pytest.raises(UsageError, match="--language"):
        await place.again("--language", "sv")
    assert load(place.config).language == "en"


async def test_faults_of_the_flags_are_found_before_anything_is_done(place: Place) -> None:
    flags = [
        word.replace(BOT, "orosbot").replace(place.server.url, "matrix.example.org") for word in place.flags()
    ]
    with pytest.raises(UsageError) as raised:
        await place.init(*flags)
    assert "user_id" in str(raised.value)
    assert "homeserver" in str(raised.value)
    assert (place.server.requests, place.config.exists(), place.data.exists()) == ([], False, False)


async def test_missing_flags_wrong_ones_and_files_that_are_not_there_are_named_in_one_go(
    place: Place,
) -> None:
    place.password.unlink()
    config = place.folder / "nowhere" / "orosbot.toml"
    with pytest.raises(UsageError) as raised:
        await place.init(
            *("--config", str(config), "--homeserver", "matrix.example.org", "--room", ROOM),
            *("--password-file", str(place.password)),
        )
    said = str(raised.value)
    assert all(
        word in said
        for word in ("--user-id, --lead", "homeserver", str(place.password), f"no folder {config.parent}")
    ), said
    assert "unsaid" not in said
    assert len(said.splitlines()) == 4


async def test_an_alias_is_looked_up_and_the_id_written(place: Place) -> None:
    place.server.aliases["#team:example.org"] = ROOM
    flags = [word.replace(ROOM, "#team:example.org") for word in place.flags()]
    await place.init(*flags)
    assert tomllib.loads(place.config.read_text())["matrix"]["room"] == ROOM


async def test_an_alias_of_another_room_is_refused_and_one_of_the_same_is_not(place: Place) -> None:
    place.server.aliases |= {"#team:example.org": ROOM, "#other:example.org": "!other:example.org"}
    await place.init()
    assert await place.again("--room", "#team:example.org") == 0
    for more in ([], ["--new-device"]):
        with pytest.raises(UsageError, match="says otherwise than --room"):
            await place.again("--room", "#other:example.org", *more)
    assert place.server.devices == 1


async def test_a_wrong_password_is_said_in_one_line_and_nothing_written(place: Place) -> None:
    place.password.write_text("wrong")
    code, out, err = await place.orosbot("init", *place.flags()[2:])
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "--password-file" in err
    assert (place.config.exists(), place.data.exists()) == (False, False)


async def test_a_password_file_that_is_not_there_is_named(place: Place) -> None:
    place.password.unlink()
    with pytest.raises(UsageError, match=str(place.password)):
        await place.init()


async def test_a_server_that_does_not_answer_is_no_reason_to_give_up_what_is_done(place: Place) -> None:
    place.server.break_next("device_signing", 502)
    with pytest.raises(Unreachable):
        await place.init()
    identity = load_identity(place.data / "identity.key")
    assert await place.again() == 0
    assert load_identity(place.data / "identity.key") == identity


async def test_an_unencrypted_room_is_refused(place: Place) -> None:
    place.server.state = [item for item in place.server.state if item["type"] != "m.room.encryption"]
    with pytest.raises(Unsafe, match="turn on encryption"):
        await place.init()


async def test_lacking_power_is_said_and_no_failure(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    place.server.state = [item for item in place.server.state if item["type"] != "m.room.power_levels"]
    assert await place.init() == 0
    assert "needs 50" in capsys.readouterr().out


async def test_another_identity_on_the_server_is_never_replaced(place: Place) -> None:
    theirs = dict(create_identity(BOT).published())
    place.server.directory.identities[BOT] = theirs
    with pytest.raises(Unsafe, match="--recovery-key-file"):
        await place.init()
    assert place.server.directory.identities[BOT] == theirs
    assert not (place.data / "identity.key").exists()


async def test_a_lost_identity_comes_back_with_the_recovery_key(place: Place) -> None:
    recovery = ("--recovery-key-file", str(place.folder / "recovery"))
    await place.init(*recovery, *place.flags())
    path = place.data / "identity.key"
    before = load_identity(path)
    path.unlink()
    with pytest.raises(Unsafe, match="never made"):
        await place.again()
    assert await place.again(*recovery) == 0
    assert load_identity(path) == before


async def test_a_foreign_recovery_key_restores_nothing(place: Place) -> None:
    await place.init()
    (place.data / "identity.key").unlink()
    wrong = place.folder / "wrong"
    wrong.write_text("EsTx not a key")
    with pytest.raises(UsageError, match="wrong"):
        await place.again("--recovery-key-file", str(wrong))


async def test_without_its_keys_the_device_is_replaced_and_the_identity_stays(place: Place) -> None:
    await place.init()
    before = load_identity(place.data / "identity.key")
    for path in (place.data / "crypto").iterdir():
        path.unlink()
    with pytest.raises(Unsafe, match="--new-device"):
        await place.again()
    assert await place.again("--new-device") == 0
    assert load_identity(place.data / "identity.key") == before
    assert tomllib.loads((place.data / "session.toml").read_text())["device_id"] == "DEVICE2"
    assert len(place.server.asked("logout")) == 1


async def test_a_password_that_the_config_no_longer_names_is_given_by_flag(place: Place) -> None:
    await place.init()
    lines = place.config.read_text().splitlines(keepends=True)
    place.config.write_text("".join(line for line in lines if not line.startswith("password_file")))
    with pytest.raises(UsageError, match="give --password-file"):
        await place.again("--new-device")
    assert await place.again("--new-device", "--password-file", str(place.password)) == 0
    assert place.server.devices == 2


async def test_a_password_that_lies_elsewhere_by_now_is_given_by_flag(place: Place) -> None:
    await place.init()
    elsewhere = place.password.rename(place.folder / "elsewhere")
    assert await place.again("--new-device", "--password-file", str(elsewhere)) == 0
    assert place.server.devices == 2


@pytest.mark.parametrize(
    ("lost", "code", "sentence"),
    [
        ("data/session.toml", 2, "orosbot init"),
        ("data/identity.key", 4, "--recovery-key-file"),
        ("data/crypto/DEVICE1.db", 4, "orosbot init --new-device"),
        ("data/casebook.db", 4, "backup"),
        ("storage-key", 2, "backup"),
        ("orosbot.toml", 2, "orosbot init"),
    ],
)
async def test_run_says_what_is_lost_and_what_to_do(
    place: Place, lost: str, code: int, sentence: str
) -> None:
    await place.init()
    (place.folder / lost).unlink()
    ended, out, err = await place.orosbot("run")
    assert (ended, out, err.count("\n")) == (code, "", 1)
    assert sentence in err


async def test_doctor_finds_nothing_wrong_with_a_new_bot(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    await place.init()
    await add_verified_staff(place)
    capsys.readouterr()
    code = await asyncio.to_thread(main, ["doctor", "--config", str(place.config)])
    out = capsys.readouterr().out
    assert code == 0, out
    assert {line.split()[0] for line in out.splitlines()} == {"ok", "note"}
    assert "ok    pictures: can be drawn" in out.splitlines()
    assert place.server.token not in out.split()


async def test_doctor_tells_of_a_machine_that_cannot_draw_and_takes_it_for_no_fault(
    place: Place, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await place.init()
    await add_verified_staff(place)
    (tmp_path / "matplotlib.py").write_text("raise ImportError")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    capsys.readouterr()
    code = await asyncio.to_thread(main, ["doctor", "--config", str(place.config)])
    out = capsys.readouterr().out
    assert code == 0, out
    (line,) = [line for line in out.splitlines() if "pictures" in line]
    assert line.startswith("note  pictures: cannot be drawn here (ImportError)")


@pytest.mark.parametrize(
    ("spoil", "name", "code"),
    [
        ("identity", "FAIL  identity", 4),
        ("power", "FAIL  power", 3),
        ("left", "FAIL  room", 3),
        ("token", "FAIL  login", 3),
        ("mode", "FAIL  data", 4),
        ("keys", "FAIL  keys", 4),
        ("staff", "FAIL  members", 3),
    ],
)
async def test_doctor_names_what_is_wrong_and_how_to_mend_it(
    place: Place, capsys: pytest.CaptureFixture[str], spoil: str, name: str, code: int
) -> None:
    await place.init()
    if spoil != "staff":
        await add_verified_staff(place)
    match spoil:
        case "identity":
            place.server.directory.identities[BOT] = dict(create_identity(BOT).published())
        case "power":
            place.server.state = [
                item for item in place.server.state if item["type"] != "m.room.power_levels"
            ]
        case "left":
            place.server.joined = False
        case "token":
            place.server.token = "another"
        case "mode":
            place.data.chmod(0o755)
        case "keys":
            (place.data / "crypto" / "DEVICE1.db").unlink()
    capsys.readouterr()
    assert await asyncio.to_thread(main, ["doctor", "--config", str(place.config)]) == code
    failed = [line for line in capsys.readouterr().out.splitlines() if line.startswith("FAIL")]
    assert failed[0].startswith(name)


async def add_verified_staff(place: Place) -> None:
    from tests.matrix.peers import ANNA, Person

    Person(place.server.directory, ANNA)
