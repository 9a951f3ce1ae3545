"""`actor`: the directory of those whom callers are pointed to."""

import html
import re
from datetime import timedelta
from pathlib import Path

import pytest

from orosbot.settings import Roles, Settings
from orosbot.settings import Routine as RoutineSettings
from tests.room import LEAD, START, Room


@pytest.fixture
def room() -> Room:
    return Room()


def added(room: Room, line: str) -> None:
    assert room.one("anna", f"!case actor add {line}").code == "actor-added"


@pytest.mark.parametrize("language", ["en", "sv"])
def test_each_example_of_help_works_when_pasted_one_verb_after_the_other(language: str) -> None:
    room = Room(language)
    room.open_case("phone relative religious 18-21")
    for verb in ("actor", "tip", "refer", "mediate", "outcome", "gap"):
        said = room.one("anna", f"!case help {verb}")
        examples = re.findall(r"<code>(![^<]+)</code>", said.html.split("<p>")[2])
        assert examples
        for example in examples:
            answer = room.one("anna", html.unescape(example))
            assert not answer.code.startswith("error"), (example, answer.text)
            assert answer.code != "referral-pending"


def test_who_rang_an_actor_is_kept_as_a_role_alone(room: Room) -> None:
    added(room, "Brobygget civil")
    room.one("lead", "!case actor verify bro")
    assert "by a lead" in room.one("anna", "!case actor show bro").text
    rows = repr(room.book.store.db.execute("SELECT * FROM actors").fetchall())
    assert "lead" in rows
    assert LEAD not in rows


def test_a_verification_holds_as_long_as_the_config_says() -> None:
    room = Room(settings=Settings(roles=Roles(leads=[LEAD]), routine=RoutineSettings(actor_verified_days=10)))
    added(room, "Brobygget civil")
    assert "10 days" in room.one("anna", "!case actor verify bro").text
    room.wait(days=9, hours=23)
    assert "rung on" in room.one("anna", "!case actor show bro").text
    room.wait(hours=1)
    assert "too long ago" in room.one("anna", "!case actor show bro").text


def test_those_whom_staff_have_rung_stand_first(room: Room) -> None:
    for name in ("Alfa", "Beta", "Gamma"):
        added(room, f"{name} civil")
    room.one("anna", "!case actor verify beta")
    room.wait(days=200)
    room.one("anna", "!case actor verify gamma")
    lines = room.one("anna", "!case actor find").text.splitlines()
    assert [line.split()[1] for line in lines if line[1:2] == "."] == ["Gamma", "Beta", "Alfa"]


def test_who_names_no_region_or_age_is_found_for_any_and_the_near_one_first(room: Room) -> None:
    added(room, "Alfa civil")
    added(room, "Beta civil dalarna u18")
    added(room, "Gamma civil skåne 30")
    text = room.one("anna", "!case actor find dalarna").text
    assert text.index("Beta") < text.index("Alfa")
    assert "Gamma" not in text
    text = room.one("anna", "!case actor find 40").text
    assert "Alfa" in text
    assert "Gamma" in text
    assert "Beta" not in text


def test_the_number_of_a_line_stands_for_the_actor(room: Room) -> None:
    added(room, '"Mora kommun" municipality')
    added(room, "Brobygget civil")
    ref = room.open_case().ref
    listed = room.one("anna", "!case actor find")

    def reply(text: str) -> str:
        said = room.one("anna", text, reply_to=listed)
        assert "Mora" in said.text
        return said.code

    assert reply("2") == "actor-card"
    assert reply("2 visa") == "actor-card"
    assert reply(f"refer {ref} 2") == "referral-pending"
    assert reply("2 verify") == "actor-verified"
    assert reply("verifiera 2") == "actor-verified"
    assert reply("!case actor change 2 phone:112") == "actor-changed"
    assert reply(f"2 tip {ref}") == "referral-recorded"
    assert reply(f"!ä hän {ref[:3]} {ref[3:]} 2") == "referral-recorded"
    assert reply(f"outcome {ref} 2 helped") == "outcome-recorded"
    assert room.say("anna", "3", reply_to=listed) == []
    assert room.say("anna", "2 av dem känner jag", reply_to=listed) == []


def test_a_number_that_is_the_end_of_a_reference_is_no_line(room: Room) -> None:
    for number in range(10):
        added(room, f'"Grupp {number}" civil')
    ref = room.open_case().ref
    listed = room.one("anna", "!case actor find")
    said = room.one("anna", f"!case show {ref[:6]} {ref[6:]}", reply_to=listed)
    assert (said.code, said.ref) == ("case-card", ref)


def test_a_mailing_is_never_longer_than_a_message(room: Room) -> None:
    for number in range(220):
        added(room, f'"Grupp {number}" civil')
    with room.book.transaction():
        room.book.changes.begin(room.book.audit.open(at=START, by="@a:b", verb="", event_id="$1"))
        for actor in room.book.actors.all():
            address = f"{'x' * 90}{actor.id}@example.org"
            room.book.actors.change(actor, {"email": address})
    said = room.one("anna", "!case actor mailing")
    assert "Only the first" in said.text
    assert len(said.text) < 12_000


def test_a_long_list_is_cut_and_says_how_many_more(room: Room) -> None:
    for number in range(23):
        added(room, f'"Grupp {number:02}" civil')
    said = room.one("anna", "!case actor find civil")
    assert "20. Grupp 19" in said.text
    assert "21." not in said.text
    assert "3 more" in said.text


def test_what_staff_wrote_of_an_actor_is_no_markup_link_or_mention(room: Room) -> None:
    added(room, '"<b>Bro</b> @anna:example.org **x** https://evil.example" civil')
    room.one("anna", "!case actor change bro note:[a](https://evil.example) <img src=x> @room")
    for command in ("actor show bro", "actor find", "actor retire bro"):
        said = room.one("anna", f"!case {command}")
        assert "<b>" not in said.html
        assert "<img" not in said.html
        assert "https://evil" not in said.text
        assert "@room" not in said.text
        assert "@anna:" not in said.text
        assert said.content["m.mentions"] == {}


def test_an_address_can_be_copied_as_it_is(room: Room) -> None:
    added(room, "Brobygget civil")
    room.one("anna", "!case actor change bro email:info@example.org url:https://example.org/stöd")
    card = room.one("anna", "!case actor show bro").html
    assert "<code>info@example.org</code>" in card
    assert "<code>https://example.org/stöd</code>" in card
    assert "<code>info@example.org</code>" in room.one("anna", "!case actor mailing").html


def test_a_mailing_names_each_address_once_and_who_has_none(room: Room) -> None:
    for name, address in (("Alfa", "a@example.org"), ("Beta", "a@example.org"), ("Gamma", "")):
        added(room, f"{name} civil")
        if address:
            room.one("anna", f"!case actor change {name} email:{address}")
    said = room.one("anna", "!case actor mailing civil")
    assert said.code == "actor-mailing"
    assert said.text.count("a@example.org") == 1
    assert "Without an address, ring them: Gamma." in said.text
    assert "b@example.org" not in said.text
    assert room.one("anna", "!case actor mailing faith").text.startswith("No actor")


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "error-missing-word"),
        ("ad Brobygget", "error-unknown-word"),
        ("add", "error-missing-word"),
        ("add Brobygget", "error-missing-word"),
        ('add "Brobygget', "error-missing-word"),
        ("add Brobygget civil faith", "error-ambiguous"),
        ("add Brobygget civil dalarna skåne", "error-ambiguous"),
        ("add Alfa civil", "error-ambiguous"),
        ("add ALFA faith", "error-ambiguous"),
        (f'add "{"x" * 100}" civil', "error-too-long"),
        ("add Brobygget civill", "error-unknown-word"),
        ("verify", "error-missing-word"),
        ("verify beta", "error-unknown-actor"),
        ("change alfa", "error-missing-word"),
        ("change phone:112", "error-missing-word"),
        ("change alfa phone:1 tel:2", "error-ambiguous"),
        ("change alfa phone:none", "error-unknown-word"),
        ("change alfa kind:foo", "error-unknown-word"),
        ("change alfa kind:", "error-unknown-word"),
        ("change alfa region:foo", "error-unknown-word"),
        ("change alfa ages:foo", "error-unknown-word"),
        ("change alfa plan:maybe", "error-unknown-word"),
        ("change alfa name:", "error-unknown-word"),
        ("change alfa name:Omega", "error-ambiguous"),
        (f"change alfa note:{'x' * 600}", "error-too-long"),
        ("find foo", "error-unknown-word"),
        ("find region:foo", "error-unknown-word"),
        ("mailing foo", "error-unknown-word"),
        ("show foo", "error-unknown-actor"),
        ("retire", "error-missing-word"),
    ],
)
def test_what_cannot_be_done_is_refused_and_changes_nothing(room: Room, typed: str, code: str) -> None:
    added(room, "Alfa civil")
    added(room, "Omega civil")
    before = room.book.actors.all()
    assert room.one("anna", f"!case actor {typed}").code == code
    assert room.book.actors.all() == before


def test_several_actors_that_a_short_name_can_mean_are_listed(room: Room) -> None:
    added(room, '"Mora kommun" municipality')
    added(room, '"Mora skola" school')
    said = room.one("anna", "!case actor verify mora")
    assert said.code == "error-ambiguous"
    assert "1. Mora kommun\n2. Mora skola" in said.text


def test_a_mistyped_name_is_told_the_nearest(room: Room) -> None:
    added(room, '"Mora folkhögskola" school')
    said = room.one("anna", "!case actor show folkhogskloa")
    assert said.code == "error-unknown-actor"
    assert "Mora folkhögskola" in said.text


def test_a_retired_actor_comes_back_by_add_and_must_be_rung_anew(room: Room) -> None:
    added(room, "Brobygget civil")
    room.one("anna", "!case actor change bro phone:112")
    room.one("anna", "!case actor verify bro")
    room.one("anna", "!case actor retire bro")
    assert room.one("anna", "!case actor verify bro").code == "error-unknown-actor"
    assert room.book.actors.names() == ["Brobygget"]
    assert room.book.actors.living() == []
    added(room, "brobygget faith")
    card = room.one("anna", "!case actor show bro").text
    assert "faith community" in card
    assert "Phone: 112" in card
    assert "not rung yet" in card


def test_a_line_without_kinds_of_actors_needs_none() -> None:
    room = Room(settings=Settings(categories=Path(__file__).parent.parent / "data" / "gambling.toml"))
    added(room, '"Spelfri nu" 30')
    room.one("anna", "!case actor verify spelfri")
    ref = room.one("anna", "!case new phone partner casino adult").ref
    assert room.one("anna", f"!case refer {ref} spelfri").code == "referral-recorded"
    assert room.one("anna", f"!case gap {ref} debts").code == "gap-recorded"


def test_a_reply_without_prefix_that_names_no_actor_is_talk(room: Room) -> None:
    opened = room.open_case()
    assert room.say("anna", "tip from me: drink some water", reply_to=opened) == []
    assert room.say("anna", "saknas något?", reply_to=opened) == []


def test_the_clock_of_a_verification_is_the_message_s(room: Room) -> None:
    added(room, "Brobygget civil")
    room.one("anna", "!case actor verify bro")
    (actor,) = room.book.actors.living()
    assert actor.verified_at is not None
    assert abs(actor.verified_at - START) < timedelta(minutes=1)


@pytest.mark.parametrize(
    ("language", "typed", "near"),
    [
        ("en", "change mora function:duty phon:08-12 34 56", "phone"),
        ("en", "change mora function:duty phon: 08-12 34 56", "phone"),
        ("en", "change mora phon:08-12 34 56", "phone"),
        ("en", "change mora fon:08-12 tel:112", "tel"),
        ("en", "change mora hours:9-12 emial:info@example.org", "email"),
        ("en", "change mora address:High Street 1 tel:112", "These go here"),
        ("sv", "ändra mora funktion:jouren telefn:0123-456 78 mejl:a@example.org", "telefon"),
        ("en", "ändra mora funktion:jouren telefn:0123-456 78 mejl:a@example.org", "telefon"),
    ],
)
def test_a_mistyped_field_is_named_and_becomes_part_of_no_other(language: str, typed: str, near: str) -> None:
    room = Room(language)
    added(room, '"Mora kommun" municipality')
    before = room.book.actors.all()
    said = room.one("anna", f"!case actor {typed}")
    assert said.code == "error-unknown-word"
    assert near in said.text
    assert room.book.actors.all() == before


def test_a_colon_in_a_value_is_no_field(room: Room) -> None:
    added(room, '"Mora kommun" municipality')
    values = {
        "function": "jouren på BUP:s mottagning",
        "hours": "mån:9-12 tis: 10-12, lunch: nej",
        "url": "https://example.org:8080/a",
        "note": "ring växeln: be om phon:x",
    }
    line = " ".join(f"{name}:{value}" for name, value in values.items())
    assert room.one("anna", f"!case actor change mora {line}").code == "actor-changed"
    assert room.book.actors.all()[0].contact == values


def test_hours_can_be_called_what_they_are_called(room: Room) -> None:
    added(room, '"Mora kommun" municipality')
    room.one("anna", "!case actor change mora öppettider:9-12")
    assert room.book.actors.all()[0].contact == {"hours": "9-12"}


@pytest.mark.parametrize("line", ["Brobygget civil", "Brobygget"])
def test_what_is_not_said_when_a_retired_actor_comes_back_stays_as_it_was(room: Room, line: str) -> None:
    added(room, "Brobygget civil dalarna u18 18-21 plan parents")
    room.one("anna", "!case actor change bro phone:112")
    (before,) = room.book.actors.living()
    room.one("anna", "!case actor verify bro")
    room.one("anna", "!case actor retire bro")
    said = room.one("anna", f"!case actor add {line}")
    assert said.code == "actor-added"
    assert "civil society · Dalarna" in said.text
    assert "112" in said.text
    assert room.book.actors.living() == [before]


def test_what_is_said_when_a_retired_actor_comes_back_holds(room: Room) -> None:
    added(room, "Brobygget civil dalarna u18")
    room.one("anna", "!case actor retire bro")
    added(room, "Brobygget faith skåne 30")
    (actor,) = room.book.actors.living()
    assert (actor.kind, actor.region, actor.ages) == ("faith", "skane", ("over25",))


def test_an_actor_is_found_by_its_name_too(room: Room) -> None:
    for line in ('"Mora kommun" municipality dalarna', '"Mora skola" school dalarna', "Brobygget civil"):
        added(room, line)
    found = room.one("anna", "!case actor find mora")
    assert (found.code, len(found.items)) == ("actor-list", 2)
    assert len(room.one("anna", "!case actor find mora school").items) == 1
    assert len(room.one("anna", "!case actor find mora kommun").items) == 1
    assert len(room.one("anna", '!case actor find "mora skola"').items) == 1
    assert "No actor fits" in room.one("anna", "!case actor find mora civil").text
    said = room.one("anna", "!case actor find brobyget")
    assert said.code == "error-unknown-word"
    assert "brobygget" in said.text.lower()


def test_an_exact_name_is_meant_beside_a_longer_one(room: Room) -> None:
    for number in (12, 120, 121):
        added(room, f'"Kommun nr {number}" municipality')
    ref = room.open_case().ref
    assert "Kommun nr 12\n" in room.one("anna", "!case actor show Kommun nr 12").text
    assert "Kommun nr 12," in room.one("anna", f"!case tip {ref} kommun nr 12").text.replace(".", ",")
    assert len(room.one("anna", '!case actor find "kommun nr 12"').items) == 1


def test_retired_actors_are_listed_when_asked_for(room: Room) -> None:
    assert "No actor is retired" in room.one("anna", "!case actor find retired").text
    added(room, "Brobygget civil")
    room.one("anna", "!case actor retire bro")
    assert "All actors are retired" in room.one("anna", "!case actor find").text
    listed = room.one("anna", "!case actor find utgångna")
    assert "Brobygget" in listed.text
    assert "Retired on" in room.one("anna", "1", reply_to=listed).text


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("email:info@example.org", "Email: info@example.org"),
        ("url:https://example.org", "Web: https://example.org"),
        ("note:ask for the deacon", "Note: ask for the deacon"),
        ("hours:9-12 phone:112", "112, 9-12"),
        ("email:", "Email: –"),
        ("region:skåne", "Skåne"),
    ],
)
def test_a_change_is_answered_with_what_was_changed(room: Room, typed: str, told: str) -> None:
    added(room, "Brobygget civil")
    assert told in room.one("anna", f"!case actor change bro {typed}").text


@pytest.mark.parametrize(
    "name", ["1", "482-7396", "helped", "hjälpte", "municipality", "kommun", "dalarna", "plan"]
)
def test_a_name_that_means_something_else_is_refused(room: Room, name: str) -> None:
    added(room, "Brobygget civil")
    for command in (f"add {name} civil", f"change bro name:{name}"):
        said = room.one("anna", f"!case actor {command}")
        assert said.code == "error-unknown-word"
        assert "taken for something else" in said.text
    assert room.book.actors.names() == ["Brobygget"]


@pytest.mark.parametrize(
    "line",
    [
        "18-21,22-25 västra götaland",
        'ages:18-21,22-25 "Västra Götaland"',
        "18-21, 22-25 region:västra götaland",
    ],
)
def test_lists_with_commas_and_regions_of_two_words_are_read(room: Room, line: str) -> None:
    added(room, f"Brobygget civil {line}")
    (actor,) = room.book.actors.living()
    assert (actor.ages, actor.region) == (("18-21", "22-25"), "vastra-gotaland")


def test_an_empty_kind_is_asked_for(room: Room) -> None:
    added(room, "Brobygget civil")
    assert "What kind of actor" in room.one("anna", "!case actor change bro kind:").text
    assert room.one("anna", "!case actor change bro ages:18-21,22-25").code == "actor-changed"
