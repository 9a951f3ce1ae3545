"""The config file: TOML → frozen settings."""

from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError

from orosbot import settings
from orosbot.errors import ConfigError
from orosbot.settings import Settings
from orosbot.values import Role


def load(tmp_path: Path, text: str) -> Settings:
    path = tmp_path / "orosbot.toml"
    path.write_text(text, encoding="utf-8")
    return settings.load(path)


def faults(tmp_path: Path, text: str) -> list[str]:
    """What is wrong with a config, the file's name taken off."""
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, text)
    source = f"{tmp_path / 'orosbot.toml'}: "
    assert all(fault.startswith(source) for fault in caught.value.faults)
    return [fault.removeprefix(source) for fault in caught.value.faults]


def test_an_empty_config_has_the_defaults_of_the_original_line(tmp_path: Path) -> None:
    read = load(tmp_path, "")
    assert read.language == "sv"
    assert read.timezone == read.zone.key == "Europe/Stockholm"
    assert (read.categories, read.terms, read.allow_list) == (None, None, None)
    assert read.matrix is None
    assert (read.roles.leads, read.roles.staff) == ([], [])
    evenings = ["09:00-12:00", "13:00-16:00", "18:00-22:00"]
    days = ["09:00-12:00", "13:00-16:00"]
    hours = read.hours
    assert [hours.mon, hours.tue, hours.wed, hours.thu, hours.fri, hours.sat, hours.sun] == [
        evenings,
        days,
        evenings,
        days,
        evenings,
        [],
        [],
    ]
    assert (hours.holidays, hours.closed) == ("SE", [])
    assert (read.routine.attempts, read.routine.child_extra_attempts) == (3, 1)
    assert (read.routine.followup_days, read.routine.actor_verified_days) == ([7, 14], 180)
    assert read.reminders.reactions is True
    assert (read.privacy.watch_room, read.privacy.retention_days, read.privacy.idle_days) == (False, 90, 120)
    assert read.statistics.threshold == 5
    assert read.law.duty == "bör"
    assert read.reference.digits == 7
    assert read.storage.key_file is None


def test_settings_without_a_file_are_those_of_an_empty_one(tmp_path: Path) -> None:
    read = load(tmp_path, "")
    assert read.model_dump(exclude={"data_dir"}) == Settings().model_dump(exclude={"data_dir"})


def test_every_key_of_the_contract_is_taken(tmp_path: Path) -> None:
    read = load(
        tmp_path,
        """
language = "en"
timezone = "Europe/Helsinki"
data_dir = "/var/lib/orosbot"
categories = "categories.toml"
terms = "terms.toml"
allow_list = "allow.txt"
[matrix]
homeserver = "http://127.0.0.1:8008/"
user_id = "@orosbot:example.org"
room = "!id"
password_file = "matrix-password"
access_token_file = "token"
device_id = "OROS"
require_cross_signed = false
[roles]
leads = ["@lead:example.org"]
staff = ["@anna:example.org"]
[hours]
mon = ["09:00-12:00"]
holidays = ""
closed = ["2026-12-23", 2026-12-24]
[routine]
attempts = 4
child_extra_attempts = 0
followup_days = [5, 10]
actor_verified_days = 90
[reminders]
reactions = false
[privacy]
watch_room = true
retention_days = 30
idle_days = 60
[statistics]
threshold = 10
[law]
duty = "ska"
[reference]
digits = 9
[storage]
key_file = "storage-key"
""",
    )
    assert read.matrix is not None
    assert read.matrix.homeserver == "http://127.0.0.1:8008"
    assert read.matrix.password_file == tmp_path / "matrix-password"
    assert read.matrix.access_token_file == tmp_path / "token"
    assert read.data_dir == Path("/var/lib/orosbot")
    assert read.categories == tmp_path / "categories.toml"
    assert read.storage.key_file == tmp_path / "storage-key"
    assert read.hours.closed == [date(2026, 12, 23), date(2026, 12, 24)]
    assert read.hours.mon == ["09:00-12:00"]
    assert read.reference.digits == 9


def test_a_day_that_is_missing_in_given_hours_is_closed(tmp_path: Path) -> None:
    hours = load(tmp_path, '[hours]\ntue = ["10:00-11:00"]').hours
    assert hours.mon == hours.wed == hours.sun == []


def test_a_line_may_be_staffed_round_the_clock(tmp_path: Path) -> None:
    assert load(tmp_path, '[hours]\nsun = ["00:00-24:00"]').hours.sun == ["00:00-24:00"]


def test_the_data_of_a_config_without_data_dir_lie_beside_it(tmp_path: Path) -> None:
    assert load(tmp_path, "").data_dir == tmp_path / "data"


def test_paths_are_relative_to_the_file_and_not_to_the_folder_one_is_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "etc").mkdir()
    (tmp_path / "etc" / "orosbot.toml").write_text('data_dir = "../data"\nterms = "t.toml"', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    read = settings.load(Path("etc/orosbot.toml"))
    assert read.terms == tmp_path / "etc" / "t.toml"
    assert read.data_dir.resolve() == tmp_path / "data"


def test_a_tilde_is_the_home_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/somebody")
    assert load(tmp_path, 'data_dir = "~/orosbot"').data_dir == Path("/home/somebody/orosbot")


def test_every_fault_is_named_at_once(tmp_path: Path) -> None:
    found = faults(
        tmp_path,
        """
language = "no"
timezone = "Europe/Atlantis"
colour = "red"
[matrix]
homeserver = "matrix.example.org"
user_id = "orosbot"
room = "#alias:example.org"
device_id = "OROS"
shade = 3
[roles]
leads = ["anna", "@b:example.org"]
[hours]
mon = ["9-12", "12:00-09:00"]
closed = ["christmas"]
[routine]
attempts = "3"
followup_days = [14, 7]
[statistics]
threshold = 1
[law]
duty = "kan"
[reference]
digits = 13
""",
    )
    places = [fault.partition(":")[0] for fault in found]
    assert places == [
        "language",
        "timezone",
        "matrix.homeserver",
        "matrix.user_id",
        "matrix.room",
        "matrix.shade",
        "roles.leads.0",
        "hours.mon.0",
        "hours.mon.1",
        "hours.closed",
        "routine.attempts",
        "routine.followup_days",
        "statistics.threshold",
        "law.duty",
        "reference.digits",
        "colour",
    ]
    assert found[-1] == "colour: there is no such key; see orosbot.example.toml for those there are."
    assert found[1] == "timezone: 'Europe/Atlantis' is no time zone: write it like Europe/Stockholm."


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("colour = 1", "colour"),
        ("[colour]\nred = 1", "colour"),
        ("[matrix]\nhomeserver='https://a'\nuser_id='@a:b'\nroom='!a'\nrooms='!b'", "matrix.rooms"),
        ("[privacy]\nwatch = true", "privacy.watch"),
        ("[hours]\nmonday = []", "hours.monday"),
        ("[matrix]", "matrix.homeserver"),
        ("roles = 3", "roles"),
        ("matrix = 'x'", "matrix"),
        ("data_dir = 3", "data_dir"),
        ("[routine]\nattempts = 3.0", "routine.attempts"),
        ("[routine]\nattempts = true", "routine.attempts"),
        ("[reminders]\nreactions = 'no'", "reminders.reactions"),
        ("[hours]\nmon = '09:00-12:00'", "hours.mon"),
        ("[hours]\nmon = ['09:00+01:00-12:00']", "hours.mon.0"),
        ("[hours]\nmon = ['09:00-10:00-11:00']", "hours.mon.0"),
        ("[hours]\nmon = ['']", "hours.mon.0"),
        ("[hours]\nclosed = [3]", "hours.closed.0"),
        ("[hours]\nholidays = 'XX'", "hours.holidays"),
        ("timezone = '../../etc/passwd'", "timezone"),
        ("timezone = ''", "timezone"),
        ('timezone = "\\u0000"', "timezone"),
        ("data_dir = '~nobody-at-all/x'", "data_dir"),
        ("[routine]\nfollowup_days = [7, 91]", "routine.followup_days"),
        ("[routine]\nfollowup_days = [7]", "routine.followup_days"),
    ],
)
def test_a_fault_is_named_by_its_place(tmp_path: Path, text: str, place: str) -> None:
    assert faults(tmp_path, text)[0].startswith(f"{place}: ")


@pytest.mark.parametrize("room", ["!id", "!id:example.org"])
def test_rooms_of_all_versions_are_taken(tmp_path: Path, room: str) -> None:
    read = load(tmp_path, f"[matrix]\nhomeserver='https://a'\nuser_id='@a:b'\nroom='{room}'")
    assert read.matrix is not None
    assert read.matrix.room == room


def test_what_is_no_config_is_refused_with_a_sentence(tmp_path: Path) -> None:
    assert "no valid TOML" in faults(tmp_path, "language =")[0]
    with pytest.raises(ConfigError, match="`orosbot init` makes one"):
        settings.load(tmp_path / "none.toml")
    with pytest.raises(ConfigError, match=str(tmp_path)):
        settings.load(tmp_path)
    (tmp_path / "bytes.toml").write_bytes(b"\xff")
    with pytest.raises(ConfigError, match="not UTF-8 text"):
        settings.load(tmp_path / "bytes.toml")


def test_settings_cannot_be_changed(tmp_path: Path) -> None:
    with pytest.raises(ValidationError):
        load(tmp_path, "").language = "en"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("staff", "role"), [([], Role.STAFF), (["@anna:example.org"], Role.STAFF), (["@bert:example.org"], None)]
)
def test_everybody_is_staff_unless_staff_are_listed(staff: list[str], role: Role | None) -> None:
    roles = settings.Roles(leads=["@lead:example.org"], staff=staff)
    assert roles.role_of("@anna:example.org") == role
    assert roles.role_of("@lead:example.org") == Role.LEAD


def test_a_value_of_the_wrong_kind_is_answered_in_plain_words(tmp_path: Path) -> None:
    told = " ".join(
        faults(
            tmp_path, 'data_dir = 5\nlanguage = "x"\nroutine = 5\n[roles]\nleads = "x"\n[hours]\nclosed = [5]'
        )
    )
    assert not any(word in told for word in ("class", "instance", "pathlib", "dictionary")), told
    assert "data_dir: write a path in quotes" in told
