"""The line's own files are screened when the bot starts: a fault names file, line and kinds, never what stands there."""

from pathlib import Path

import pytest

from orosbot import guides, ownfiles, screening, settings
from orosbot.categories import shipped
from orosbot.cli import main
from orosbot.errors import ConfigError
from orosbot.settings import Settings
from tests.room import Room


def config(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "orosbot.toml"
    path.write_text("\n".join(("language = 'sv'", *lines, "")), encoding="utf-8")
    return path


def card(tmp_path: Path, text: str, name: str = "fara.md", language: str = "sv") -> Path:
    path = tmp_path / "guides" / language / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def faults(path: Path) -> tuple[str, ...]:
    with pytest.raises(ConfigError) as raised:
        ownfiles.read(settings.load(path))
    return raised.value.faults


@pytest.mark.parametrize(
    ("line", "kinds"),
    [
        ("Ring Linnea Sjöberg på soc.", "name"),
        ("- Jouren: 070-174 06 05", "phone number"),
        ("Mejla **linnea@example.org** eller 070-174 06 05", "phone number, email address"),
        ("Boendet ligger på Storgatan 14 B", "address"),
    ],
)
def test_a_card_with_personal_data_is_a_fault_of_the_config(tmp_path: Path, line: str, kinds: str) -> None:
    path = card(tmp_path, f"# Fara\n\n- Ring **112**.\n{line}\n", language="en")
    (fault,) = faults(config(tmp_path))
    assert fault.startswith(f"{path}: line 4: holds personal data ({kinds}). ")
    assert "allow-list" in fault
    for private in ("Linnea", "linnea", "070", "Storgatan"):
        assert private not in fault


@pytest.mark.parametrize(
    ("entry", "kind"),
    [
        ("Oskar Brännström", "name"),
        ("Mora kommun, Kasper Lundqvist", "name"),
        ("0701234567", "phone number"),
        ("+46 70-123 45 67", "phone number"),
        ("19980312-1234", "personal identity number"),
        ("linnea.berg@example.org", "email address"),
    ],
)
def test_a_private_person_on_the_allow_list_is_a_fault_of_the_config(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], entry: str, kind: str
) -> None:
    path = tmp_path / "allow.txt"
    path.write_text(f"# ours\nVita huset\n{entry}  # hers\n", encoding="utf-8")
    own = config(tmp_path, "allow_list = 'allow.txt'")
    (fault,) = faults(own)
    assert fault.startswith(f"{path}: line 3: holds personal data ({kind}). ")
    assert entry not in fault
    assert main(["screen", "--config", str(own)]) == 2
    assert entry not in capsys.readouterr().err


def test_the_list_that_ships_may_be_copied_and_what_is_public_added(tmp_path: Path) -> None:
    path = tmp_path / "allow.txt"
    public = "08-465 004 12\n010-123 45 00\ninfo@example.org\nAnna Lindhs plats\nHodan\n116 111\n"
    path.write_text(shipped("allow.txt").read_text(encoding="utf-8") + public, encoding="utf-8")
    ownfiles.read(settings.load(config(tmp_path, "allow_list = 'allow.txt'")))


def test_public_numbers_and_addresses_on_the_allow_list_pass(tmp_path: Path) -> None:
    card(tmp_path, "# Fara\n\nRing 112, BRIS 116 111, 08-465 004 12, exempel.nu eller Hodan Center.\n")
    own = config(tmp_path, "allow_list = 'allow.txt'")
    (tmp_path / "allow.txt").write_text("112\n116 111\nBRIS\n", encoding="utf-8")
    (fault,) = faults(own)
    assert "(phone number, link, name)" in fault
    with (tmp_path / "allow.txt").open("a", encoding="utf-8") as file:
        file.write("08-465 004 12\nexempel.nu\nHodan Center\n")
    assert ownfiles.read(settings.load(own)).words.words("channel")


def test_a_file_name_is_not_repeated_when_it_is_somebodys(tmp_path: Path) -> None:
    card(tmp_path, "# Kort\n", name="linnea-sjöberg.md")
    (fault,) = faults(config(tmp_path))
    assert "its file name holds personal data (name)" in fault
    assert "linnea" not in fault


def test_agreed_words_with_personal_data_are_a_fault_with_the_line(tmp_path: Path) -> None:
    path = tmp_path / "terms.toml"
    path.write_text(
        '# Linnea Sjöberg is a comment\n[word.chief]\nsv = ["hövdingen",\n  "Hodan Warsame"]\n'
        'instead = { sv = "ring 070-174 06 05" }\n',
        encoding="utf-8",
    )
    first, second = faults(config(tmp_path, "terms = 'terms.toml'"))
    assert first.startswith(f"{path}: line 4: holds personal data (name)")
    assert second.startswith(f"{path}: line 5: holds personal data (phone number)")
    assert "Hodan" not in first + second


def test_every_fault_of_every_file_is_named_at_once(tmp_path: Path) -> None:
    card(tmp_path, "Ring 070-174 06 05\n")
    (tmp_path / "categories.toml").write_text("[channel\n", encoding="utf-8")
    (tmp_path / "terms.toml").write_text("[word\n", encoding="utf-8")
    own = config(tmp_path, "categories = 'categories.toml'", "terms = 'terms.toml'")
    assert [Path(fault.split(":")[0]).name for fault in faults(own)] == [
        "categories.toml",
        "terms.toml",
        "fara.md",
    ]


def test_what_ships_is_in_order() -> None:
    """Copied beside a config it would be screened."""
    screen = screening.load(Settings())
    for language in ("sv", "en"):
        for path in guides.folder_of(None, language).glob("*.md"):
            assert list(ownfiles.of_card(path, screen)) == []
    assert list(ownfiles.of_terms(shipped("terms.toml"), screen)) == []


@pytest.mark.parametrize("command", ["run", "doctor"])
def test_run_and_doctor_end_with_2_and_name_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    card(tmp_path, "Ring Linnea Sjöberg på 070-174 06 05\n")
    (tmp_path / "data").mkdir(mode=0o700)
    own = config(
        tmp_path,
        f"data_dir = '{tmp_path / 'data'}'",
        *("[matrix]", "homeserver = 'http://127.0.0.1:1'", "user_id = '@o:example.org'", "room = '!r'"),
    )
    assert main([command, "--config", str(own)]) == 2
    said = "".join(capsys.readouterr())
    assert "fara.md: line 1: holds personal data (phone number, name)" in said
    assert "Linnea" not in said
    assert "174" not in said


def test_a_card_that_was_written_since_the_start_is_shown_without_it(tmp_path: Path) -> None:
    card(tmp_path, "# Fara\n\nRing **112**.\n")
    room = Room("sv", settings=settings.load(config(tmp_path)))
    card(tmp_path, "# Fara, säger Linnea Sjöberg\n\nRing **112** eller 070-174 06 05.\n")
    for line in ("!ä kort", "!ä kort fara"):
        said = room.one("anna", line).text
        assert "Fara, säger [namn]" in said
    assert "Ring 112 eller [telefonnummer]." in said
