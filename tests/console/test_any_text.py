"""Whatever is typed, the desk answers or keeps quiet; it never stumbles."""

from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from orosbot import console
from orosbot.casebook import Casebook
from orosbot.desk import Desk
from orosbot.desk_stage import ConsoleClock, DeskStage
from orosbot.player import Player, Shown
from orosbot.script import Reply, Say

_PREFIXES = st.sampled_from(["!case ", "!ärende ", "!A ", "！ä ", "> quoted\n\n!case ", ""])
_VERBS = st.sampled_from(
    [
        "new",
        "call",
        "note",
        "close",
        "reopen",
        "list",
        "undo",
        "help",
        "show",
        "child",
        "ny",
        "samtal",
        "ångra",
        "visa",
        "2",
        "$1",
    ]
)
_WORDS = st.sampled_from(
    [
        "$1",
        "phone",
        "chat",
        "relative",
        "religious",
        "17",
        "18-21",
        "advice",
        "råd",
        ":",
        "close:agreed",
        "lang:so",
        "wants:advice",
        "child-caller",
        "self",
    ]
)


@given(
    st.lists(
        st.tuples(st.booleans(), _PREFIXES, _VERBS | st.text(), st.lists(_WORDS | st.text())), max_size=6
    )
)
@settings(deadline=None, max_examples=100)
def test_no_text_makes_the_desk_stumble(said: list[tuple[bool, str, str, list[str]]]) -> None:
    configured, clock = console.read_settings(None), ConsoleClock(datetime(2017, 2, 1, 8, 5, tzinfo=UTC))
    book = Casebook.open(None)
    desk = Desk.build(configured, book, clock, "en")
    shown: list[Shown] = []
    player = Player(DeskStage(desk, book, clock, configured.zone, console.speakers(configured)), shown.append)
    player.play(Say(1, "anna", "!case new phone relative religious 18-21"))
    for number, (reply, prefix, verb, words) in enumerate(said, 2):
        text = " ".join([prefix + verb, *words]).encode("utf-8", "replace").decode("utf-8")
        player.play(Reply(number, "anna", len(shown), text) if reply else Say(number, "anna", text))
    book.close()
    assert "error-internal" not in {one.message.code for one in shown}
