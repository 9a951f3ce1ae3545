"""`orosbot actors import|export`: the directory into a file and back, every fault named, nothing deleted."""

import csv
import tomllib
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orosbot import actorexport, actorfile, categories
from orosbot.actors_command import take
from orosbot.casebook import Casebook
from orosbot.casebook.keys import key_beside
from orosbot.cli import main
from orosbot.rules.actorfields import CONTACT, tidy
from orosbot.rules.actors import name_key
from tests.rules.texts import ANY_TEXT

WORDS = categories.load()
NOW = datetime(2017, 3, 1, 9, 0, tzinfo=UTC)

CSV = """\
name,kind,region,ages,plan,parents,function,phone,email,url,hours,note
Brobygget,civil,,18-21 22-25,,yes,the duty officer,'+46 8 123 45,info@example.org,,,
"Mora kommun",kommun,Dalarna,,ja,,,,,https://example.org,,"two
lines"
"""


def imported(book: Casebook, text: str, suffix: str = ".csv") -> tuple[int, int, list[str]]:
    rows, faults = actorfile.read(text, suffix, WORDS, book.actors.names())
    assert faults == []
    with book.transaction():
        return take(book, rows, NOW)


def faults_of(text: str, suffix: str = ".csv", known: tuple[str, ...] = ()) -> list[str]:
    return actorfile.read(text, suffix, WORDS, known)[1]


@pytest.mark.parametrize("suffix", [".csv", ".toml"])
def test_what_was_exported_comes_back_the_same(suffix: str) -> None:
    book, other = Casebook.open(None), Casebook.open(None)
    imported(book, CSV)
    assert imported(other, actorexport.write(book.actors.all(), suffix), suffix) == (2, 0, [])
    assert other.actors.all() == book.actors.all()
    assert imported(other, actorexport.write(book.actors.all(), suffix), suffix) == (0, 0, [])


_CELL = st.one_of(
    ANY_TEXT, st.sampled_from(["=1+1", "+46", "'=x", "civil", "a,b", 'say "x"', "@room", ";", "18-21"])
)


@given(st.lists(st.tuples(_CELL, _CELL, _CELL), max_size=5), st.sampled_from([".csv", ".toml"]))
@settings(deadline=None, max_examples=30)
def test_whatever_the_directory_holds_comes_back_and_is_no_formula(
    actors: list[tuple[str, str, str]], suffix: str
) -> None:
    book, other = Casebook.open(None), Casebook.open(None)
    rows = [
        actorfile.Row(number, name, {"kind": "civil", "function": function or None, "note": note or None})
        for number, (name, function, note) in enumerate(
            [tuple(tidy(cell)[:80].strip() for cell in actor) for actor in actors], 1
        )
        if name_key(name)
    ]
    with book.transaction():
        take(book, rows, NOW)
    exported = actorexport.write(book.actors.all(), suffix)
    imported(other, exported, suffix)
    assert {actor.name for actor in other.actors.all()} == {tidy(actor.name) for actor in book.actors.all()}
    if suffix == ".csv":
        cells = [cell for row in csv.reader(exported.splitlines(keepends=True)) for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


@given(st.one_of(ANY_TEXT, st.lists(_CELL, max_size=12).map(",".join).map("name,kind,note\n".__add__)))
@settings(deadline=None)
def test_no_text_makes_the_reader_stumble(text: str) -> None:
    for suffix in (".csv", ".toml"):
        rows, faults = actorfile.read(text, suffix, WORDS, ())
        assert all(name_key(row.name) for row in rows)
        assert all(isinstance(fault, str) for fault in faults)


def test_every_fault_is_named_at_once_with_its_line() -> None:
    text = (
        "name,knd,kind,email,ages\n"
        "Brobygget,,civl,info@example,\n"
        "\n"
        '"Two\nlines",,civil,,barn 99x\n'
        "brobygget,,civil,,\n"
        ",,civil,,\n"
        "Ny,,,,,extra\n"
    )
    faults = faults_of(text)
    assert [fault.split(":")[0] for fault in faults] == [
        "line 1", "line 2", "line 2", "line 4", "line 6", "line 7", "line 8", "line 8",
    ]  # fmt: skip
    assert "did you mean kind?" in faults[0]
    assert "did you mean civil" in faults[1]
    assert "no email address" in faults[2]


def test_faults_of_toml_have_lines_too() -> None:
    text = '# ours\n[[actor]]\nname = "A1"\nkind = "civil"\n\n[[actor]]\nname = "B1"\nemail = "x"\nfoo = 1\n'
    faults = faults_of(text, ".toml")
    assert [fault.split(":")[0] for fault in faults] == ["line 8", "line 9"]
    assert faults_of("[[actor]\n", ".toml") == ["line 1: this is no valid TOML."]
    assert faults_of("actor = 1\n", ".toml") == ["actor: write each as a table [[actor]]."]
    assert faults_of("[other]\nx = 1\n", ".toml") == ["other: there are only tables [[actor]]."]


def test_a_known_actor_needs_no_kind_and_keeps_what_the_file_leaves_empty() -> None:
    book = Casebook.open(None)
    imported(book, CSV)
    assert faults_of("name,phone\nNy,112\n")[0].endswith("needs a kind.")
    assert imported(book, "name;telefon;funktion\nbrobygget;112;\n") == (0, 1, [])
    actor = book.actors.named("Brobygget")
    assert actor is not None
    assert actor.contact == {
        "function": "the duty officer",
        "phone": "112",
        "email": "info@example.org",
    }


def test_import_neither_verifies_nor_brings_back_nor_deletes() -> None:
    book = Casebook.open(None)
    imported(book, CSV)
    with book.transaction():
        book.changes.begin(book.audit.open(at=NOW, by="@a:b", verb="actor", event_id="$1"))
        for actor in book.actors.all():
            book.actors.retire(actor, at=NOW)
    text = "name,kind,verified\nBrobygget,faith,2017-03-01\n"
    assert imported(book, text) == (0, 1, ["Brobygget"])
    kept = book.actors.named("Brobygget")
    assert kept is not None
    assert (kept.kind, kept.verified_at, kept.retired_at) == ("faith", None, NOW)
    assert len(book.actors.all()) == 2


@pytest.mark.parametrize("suffix", [".csv", ".toml"])
def test_who_was_retired_where_a_file_comes_from_is_retired_here(suffix: str) -> None:
    book, other = Casebook.open(None), Casebook.open(None)
    imported(book, CSV)
    with book.transaction():
        book.changes.begin(book.audit.open(at=NOW, by="@a:b", verb="actor", event_id="$1"))
        book.actors.retire(book.actors.all()[0], at=NOW)
    exported = actorexport.write(book.actors.all(), suffix)
    assert imported(other, exported, suffix) == (2, 0, ["Brobygget"])
    assert other.actors.all() == book.actors.all()
    assert imported(other, exported, suffix) == (0, 0, ["Brobygget"])


@pytest.mark.parametrize(
    ("cell", "retired"), [("2016-05-01", True), ("x", True), ("no", False), ("-", False)]
)
def test_retired_is_what_a_file_says_in_any_way(cell: str, retired: bool) -> None:
    book = Casebook.open(None)
    imported(book, f"name,kind,retired\nBrobygget,faith,{cell}\n")
    assert (book.actors.living() == []) is retired


def test_a_living_actor_is_not_retired_by_a_file() -> None:
    book = Casebook.open(None)
    imported(book, CSV)
    assert imported(book, "name,retired\nBrobygget,2016-05-01\n") == (0, 0, [])
    assert len(book.actors.living()) == 2


def test_a_formula_is_neutral_in_a_spreadsheet_and_comes_back_whole() -> None:
    book = Casebook.open(None)
    imported(book, "name,kind,note\nBro,civil,\"'=HYPERLINK(1)\"\n'@Bro2,civil,-2+3\n")
    exported = actorexport.write(book.actors.all(), ".csv")
    assert "'=HYPERLINK(1)" in exported
    assert "'-2+3" in exported
    assert "'@Bro2" in exported
    assert [actor.contact["note"] for actor in book.actors.all()] == ["=HYPERLINK(1)", "-2+3"]


def run(*words: str | Path) -> int:
    return main(["actors", *map(str, words)])


@pytest.mark.parametrize("suffix", ["csv", "toml", "CSV"])
def test_the_command_line_exports_and_imports(
    tmp_path: Path, suffix: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "list.csv").write_text(CSV, encoding="utf-8-sig")
    db, out = tmp_path / "cases.db", tmp_path / f"out.{suffix}"
    assert run("import", tmp_path / "list.csv", "--db", db) == 0
    assert "2 added, 0 changed, 0 as they were." in capsys.readouterr().out
    assert run("export", out, "--db", db) == 0
    assert out.stat().st_mode & 0o777 == 0o600
    assert run("import", out, "--db", db) == 0
    assert "0 added, 0 changed, 2 as they were." in capsys.readouterr().out
    if suffix == "toml":
        names = [actor["name"] for actor in tomllib.loads(out.read_text(encoding="utf-8"))["actor"]]
        assert names == ["Brobygget", "Mora kommun"]


def test_a_config_names_the_casebook_and_its_key(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "key").write_text("a passphrase of some length\n", encoding="utf-8")
    config = tmp_path / "orosbot.toml"
    config.write_text('data_dir = "data"\n[storage]\nkey_file = "key"\n', encoding="utf-8")
    (tmp_path / "list.csv").write_text(CSV, encoding="utf-8")
    assert run("import", tmp_path / "list.csv", "--config", config) == 2
    Casebook.open(tmp_path / "data" / "casebook.db", "a passphrase of some length").close()
    assert run("import", tmp_path / "list.csv", "--config", config) == 0
    assert run("export", tmp_path / "out.csv", "--config", config) == 0
    assert "Brobygget" in (tmp_path / "out.csv").read_text(encoding="utf-8")


def test_beside_a_running_bot_one_may_export_but_not_import(tmp_path: Path) -> None:
    db = tmp_path / "cases.db"
    (tmp_path / "list.csv").write_text(CSV, encoding="utf-8")
    with closing(Casebook.open(db, key_beside(db))):
        assert run("export", tmp_path / "out.csv", "--db", db) == 0
        assert run("import", tmp_path / "list.csv", "--db", db) == 4


@pytest.mark.parametrize(
    "words", [(), ("import",), ("delete", "x.csv"), ("export", "x.csv"), ("import", "x.csv")]
)
def test_wrong_usage_is_2(words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(*words) == 2
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_taken_changes_nothing_and_says_all(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    db, file = tmp_path / "cases.db", tmp_path / "list.csv"
    file.write_text("name,kind\nGood,civil\nBad,foo\nWorse,bar\n", encoding="utf-8")
    assert run("import", file, "--db", db) == 2
    err = capsys.readouterr().err
    assert "line 3" in err
    assert "line 4" in err
    with closing(Casebook.open(db, key_beside(db))) as book:
        assert book.actors.all() == []
    file.write_bytes(b"name,kind\nF\x81rsamlingen,civil\n")
    assert run("import", file, "--db", db) == 2
    assert "CSV UTF-8" in capsys.readouterr().err
    assert run("import", tmp_path / "list.xlsx", "--db", db) == 2
    assert run("import", tmp_path / "none.csv", "--db", db) == 2


EXCEL = (
    "Namn;Typ;Region;Åldrar;Telefon;Anteckning\r\n"
    'Mora kommun;kommun;Dalarna;;0250-123 45;"öppnar åter i höst"\r\n'
    "Föräldragruppen på Österlen;civil;Skåne;18-21 22-25;;\r\n"
)
"""As Swedish Excel saves it: semicolons, lines that end as on Windows."""


def file_import(path: Path, data: bytes) -> int:
    path.write_bytes(data)
    return main(["actors", "import", str(path), "--db", str(path.with_name("casebook.db"))])


def names_in(folder: Path) -> list[str]:
    path = folder / "casebook.db"
    with closing(Casebook.open(path, key_beside(path))) as book:
        return sorted(book.actors.names())


@pytest.mark.parametrize(
    ("encoding", "told"), [("cp1252", True), ("utf-8", False), ("utf-8-sig", False), ("utf-16", False)]
)
def test_what_swedish_excel_saves_can_be_imported(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], encoding: str, told: bool
) -> None:
    """“CSV (semikolonavgränsad)”, “CSV UTF-8” and “Unicode-text”; what had to be guessed is said."""
    assert file_import(tmp_path / "aktörer.csv", EXCEL.encode(encoding)) == 0
    assert names_in(tmp_path) == ["Föräldragruppen på Österlen", "Mora kommun"]
    out = capsys.readouterr().out
    assert "2 added" in out
    assert ("as Excel on Windows writes it" in out) is told


@pytest.mark.parametrize("encoding", ["mac_roman", "cp850", "cp437"])
def test_older_encodings_are_refused_with_what_to_choose_in_excel(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], encoding: str
) -> None:
    for number, name in enumerate(("Råd på väg", "Föreningen", "Malmö", "Frälsarkransen", "Övik")):
        text = f"name;kind\n{name} hjälper;civil\n" if number == 4 else f"name;kind\n{name};civil\n"
        assert file_import(tmp_path / f"{number}.csv", text.encode(encoding)) == 2
        told = capsys.readouterr().err
        assert "Spara som" in told
        assert "CSV UTF-8" in told


def test_a_name_with_a_letter_of_windows_text_is_no_older_encoding(tmp_path: Path) -> None:
    text = "name;kind;note\nStödlinjen Šumadija;civil;på „Torget” eller ”Ö”\nKoš hjälper;civil;\n"
    assert file_import(tmp_path / "a.csv", text.encode("cp1252")) == 0
    assert names_in(tmp_path) == ["Koš hjälper", "Stödlinjen Šumadija"]


def test_the_fields_of_a_card_are_columns_of_a_file() -> None:
    assert set(CONTACT) < set(actorfile.COLUMNS)


def test_the_example_of_the_docs_can_be_imported() -> None:
    text = (Path(__file__).parent.parent / "docs" / "actors.md").read_text(encoding="utf-8")
    example = text.split("```toml\n")[1].split("```")[0]
    assert imported(Casebook.open(None), example, ".toml") == (1, 0, [])
    for column in actorfile.COLUMNS:
        assert f"`{column}`" in text


def test_nobody_is_imported_by_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, db = tmp_path / "actors.csv", tmp_path / "casebook.db"
    file.write_text("name,kind\nBrobygget,civil\nLinnea Sjöberg,coordinator\n", encoding="utf-8")
    assert main(["actors", "import", str(file), "--db", str(db)]) == 2
    told = capsys.readouterr().err
    assert "line 3: the name is a person's" in told
    assert "Linnea" not in told
    book = Casebook.open(db, key_beside(db))
    assert book.actors.all() == []
