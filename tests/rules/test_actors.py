"""What staff type of an actor: names, coded words, fields, shortened names. Nothing raises, nothing is guessed."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orosbot import categories
from orosbot.rules import actorfields, actors
from orosbot.rules.actorfields import FieldFault, read_fields, read_value
from orosbot.rules.actors import Entry, Marks, NameFault, Standing, choose, name_key, read_entry, take_name
from orosbot.rules.opening import Clash, Unknown
from tests.rules.texts import ANY_TEXT, MIXED

WORDS = categories.load()

_PIECES = st.sampled_from(
    [
        '"',
        "“",
        "”",
        "„",
        "'",
        "’",
        "«",
        ":",
        "：",
        "phone:",
        "namn:",
        "note:",
        "plan",
        "kommun",
        "dalarna",
        "18",
        "x",
    ]
)
LINES = st.one_of(ANY_TEXT, MIXED, st.lists(st.one_of(_PIECES, ANY_TEXT), max_size=8).map(" ".join))


@given(LINES)
def test_no_text_makes_a_reader_of_actors_stumble(text: str) -> None:
    entry = read_entry(text, WORDS)
    assert isinstance(entry, Entry | NameFault | Unknown | Clash)
    if isinstance(entry, Entry):
        assert name_key(entry.name)
        assert len(entry.name) <= actors.LONGEST_NAME
        entry.name.encode("utf-8")
    line = read_fields(text)
    for name, value in line.values.items():
        value.encode("utf-8")
        assert isinstance(read_value(name, value, WORDS), str | bool | tuple | None | FieldFault)
    choose(text, ["Mora kommun", "Brobygget", text])


@given(LINES)
def test_a_name_is_chosen_by_itself(name: str) -> None:
    assert choose(name, ["Mora kommun", name])[-1:] == ([1] if name_key(name) else [])


@pytest.mark.parametrize(
    ("typed", "entry"),
    [
        ('"Mora kommun" kommun dalarna u18 20 plan', Entry("Mora kommun", "municipality", "dalarna", ("under18", "18-21"), plan=True)),
        ("”Mora kommun” municipality", Entry("Mora kommun", "municipality")),
        ("„Mora  kommun“ municipality", Entry("Mora kommun", "municipality")),
        ("«Mora kommun» municipality", Entry("Mora kommun", "municipality")),
        ("'Bor’n bättre' civil", Entry("Bor’n bättre", "civil")),
        ("Brobygget CIVIL parents, region:skåne", Entry("Brobygget", "civil", "skane", parents=True)),
        ("Brobygget kind:civil", Entry("Brobygget", "civil")),
        ("Brobygget", Entry("Brobygget")),
    ],
)  # fmt: skip
def test_a_line_of_add_is_read_in_any_order_and_with_any_quotes(typed: str, entry: Entry) -> None:
    assert read_entry(typed, WORDS) == entry


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("", NameFault.MISSING),
        ('"" kommun', NameFault.MISSING),
        ("!!! kommun", NameFault.MISSING),
        ('"Mora kommun', NameFault.UNCLOSED),
        ("Mora kommun kommun", NameFault.QUOTES),
        (f'"{"x" * 81}" kommun', NameFault.LONG),
        ("Röda korset civil", Unknown("korset")),
        ("Mora kommun region:foo", Unknown("region:foo", "region")),
        ("Mora kommun okänd", Unknown("okänd")),
        ("Mora kommun skola", Clash("municipality", "school", "kind")),
        ('"Mora" kommun dalarna skåne', Clash("dalarna", "skane", "region")),
    ],
)
def test_what_cannot_be_read_is_named(typed: str, fault: NameFault | Unknown | Clash) -> None:
    assert read_entry(typed, WORDS) == fault


NAMES = ["Mora kommun", "Mora folkhögskola", "Mora", "Brobygget", "Exit-gruppen i Örebro"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("mora", [2]),
        ("mor", [0, 1, 2]),
        ("mora k", [0]),
        ("k mora", [0]),
        ("kommun", [0]),
        ("BRO", [3]),
        ("gruppen", [4]),
        ("exit orebro", [4]),
        ("exit-gr", [4]),
        ("mora m", []),
        ("ygget", []),
        ("", []),
        ("!", []),
    ],
)
def test_a_name_is_shortened_to_the_beginnings_of_its_words(typed: str, found: list[int]) -> None:
    assert choose(typed, NAMES) == found


def test_each_typed_word_needs_a_word_of_its_own() -> None:
    assert choose("mo mora", ["Mora kommun"]) == []
    assert choose("mo mora", ["Mora Montessori"]) == [0]


def test_fields_go_on_to_the_next_and_a_note_to_the_end() -> None:
    line = read_fields("mora tel: 0123-456 78 Funktion:”den som har jour” note:ask for: phone:x")
    assert (line.before, line.twice) == ("mora", None)
    assert line.values == {"phone": "0123-456 78", "function": "den som har jour", "note": "ask for: phone:x"}


def test_fields_may_stand_in_full_width_and_be_cleared() -> None:
    assert read_fields("mora phone：112 email:-").values == {"phone": "112", "email": ""}
    assert read_fields("mora phone:1 tel:2").twice == "phone"
    assert read_fields("mora https://example.org").values == {}


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("email", "info@example.org", "info@example.org"),
        ("email", "Info <info@example.org>", FieldFault.EMAIL),
        ("email", "a@b.se, c@d.se", FieldFault.EMAIL),
        ("email", "", None),
        ("url", "example.org/väg", "example.org/väg"),
        ("url", "javascript:alert(1)", FieldFault.URL),
        ("url", "https://example.org:8080/?q=1", "https://example.org:8080/?q=1"),
        ("phone", "växeln", FieldFault.PHONE),
        ("phone", "112", "112"),
        ("phone", "1" * 81, FieldFault.LONG),
        ("note", "x" * 501, FieldFault.LONG),
        ("name", "", FieldFault.NAME),
        ("name", "…", FieldFault.NAME),
        ("kind", "kommun", "municipality"),
        ("kind", "", FieldFault.KIND),
        ("region", "Västra Götaland", "vastra-gotaland"),
        ("region", "", None),
        ("region", "kommun", FieldFault.REGION),
        ("ages", "u18, 20", ("under18", "18-21")),
        ("ages", "", ()),
        ("ages", "u18 kommun", FieldFault.AGES),
        ("plan", "ja", True),
        ("plan", "", False),
        ("parents", "kanske", FieldFault.ANSWER),
    ],
)
def test_a_value_is_what_its_field_takes(name: str, typed: str, value: object) -> None:
    assert read_value(name, actorfields.tidy(typed), WORDS) == value


def test_an_actor_is_verified_for_the_days_of_the_calendar() -> None:
    zone = ZoneInfo("Europe/Stockholm")
    rung = datetime(2017, 3, 1, 10, 0, tzinfo=zone)
    last = datetime(2017, 8, 28, 9, 59, tzinfo=zone)
    assert actors.standing(rung, last, 180) is Standing.VERIFIED
    assert actors.standing(rung, last + timedelta(minutes=1), 180) is Standing.STALE
    assert actors.standing(None, last, 180) is Standing.UNVERIFIED


def test_a_name_in_quotes_ends_at_its_quote() -> None:
    named = take_name("“Mora kommun” och mer")
    assert not isinstance(named, NameFault)
    assert (named.name, named.quoted, named.rest) == ("Mora kommun", True, "och mer")


def test_nothing_typed_means_every_actor() -> None:
    assert actors.read_marks("", WORDS) == Marks()
