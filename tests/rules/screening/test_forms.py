"""However a note is typed: other scripts' digits, full width, invisible characters, letters that look alike."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orosbot.rules.screening import Screening, masked
from orosbot.rules.screening.normal import normalise
from orosbot.rules.screening.screen import Screen
from orosbot.screening import LABELS, load
from orosbot.settings import Settings

SCREEN: Screen = load(Settings())
PHONE = "ring hans nya nummer 070-123 45 67 efter fyra"
DIGITS = {
    "full width": "０１２３４５６７８９",
    "Arabic-Indic": "٠١٢٣٤٥٦٧٨٩",
    "Persian": "۰۱۲۳۴۵۶۷۸۹",
    "circled": "⓪①②③④⑤⑥⑦⑧⑨",
    "superscript": "⁰¹²³⁴⁵⁶⁷⁸⁹",
    "mathematical": "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗",
}


@pytest.mark.parametrize("digits", DIGITS.values(), ids=DIGITS)
def test_digits_of_every_script(digits: str) -> None:
    """A phone number in other digits is one."""
    typed = PHONE.translate(str.maketrans("0123456789", digits))
    assert SCREEN.look(typed).kinds == ("phone",)


def test_keycaps() -> None:
    """Digits as emoji are digits."""
    assert SCREEN.look("".join(f"{digit}\ufe0f\u20e3" for digit in "0701234567")).kinds == ("phone",)


@pytest.mark.parametrize("dash", "‐‑‒–—−﹣－")
@pytest.mark.parametrize("space", "\u00a0\u2009\u202f\u3000")
def test_dashes_and_spaces(dash: str, space: str) -> None:
    """Every dash is one, and every space."""
    assert SCREEN.look(PHONE.replace("-", dash).replace(" ", space)).kinds == ("phone",)


@pytest.mark.parametrize("hidden", "\u200b\u200d\u2060\ufeff\u00ad")
def test_nothing_hides_between(hidden: str) -> None:
    """Characters without a width hide neither a number nor a name."""
    assert SCREEN.look(hidden.join("0701234567")).kinds == ("phone",)
    assert SCREEN.look("pappan " + hidden.join("mohammed") + " ringde").kinds == ("name",)


@pytest.mark.parametrize("name", ["Åsa", "Öznur", "Jörgen", "René"])
def test_composed_or_not(name: str) -> None:
    """A name with its accents apart is found, and the find covers them."""
    note = unicodedata.normalize("NFD", f"pratade med {name} igår")
    (find,) = SCREEN.look(note).finds
    assert note[find.start : find.end] == unicodedata.normalize("NFD", name)


def test_letters_that_look_alike() -> None:
    """A Cyrillic letter in a Latin word is read as it looks."""
    assert SCREEN.look("pappan M\u043eh\u0430mm\u0435d hotar").kinds == ("name",)


@pytest.mark.parametrize(
    "spelled",
    [
        "noll sju noll ett två tre fyra fem sex sju",
        "zero seven zero one two three four five six seven",
        "noll sjuttio tolv trettiofyra femtiosex sjuttioåtta",
    ],
)
def test_digits_spelled_out(spelled: str) -> None:
    """Digits as words are digits."""
    assert SCREEN.look(f"numret är {spelled}").kinds == ("phone",)


@pytest.mark.parametrize(
    ("kind", "note"),
    [
        ("phone", "070 och sen 174 och sen 06 05"),
        ("phone", "ring (O7O) l74 O6 05"),
        ("name", "pratade med V i k t o r"),
        ("name", "dottern S4g4 rymde"),
        ("name", "sonen STORM är 14"),
        ("name", "MAMMAN HETER ROSA"),
    ],
)
def test_disguised(kind: str, note: str) -> None:
    """Words between digits, letters for digits and digits for letters, spaced names, and names said loudly."""
    assert kind in SCREEN.look(note).kinds


@pytest.mark.parametrize(
    "note",
    ["10 och 20 och 30", "2016 och sen 2017 åkte hon", "STORM I NATT", "plan B 1 2 3", "SONEN VILL INTE"],
)
def test_not_disguised(note: str) -> None:
    """What only looks so passes."""
    assert SCREEN.look(note).kinds == ()


@given(st.text(max_size=120))
def test_never_raises_and_tells_where(text: str) -> None:
    """Any text is judged; finds lie inside it, in order, without overlaps, and are not empty."""
    at = 0
    for find in SCREEN.look(text).finds:
        assert at <= find.start < find.end <= len(text)
        at = find.end


@given(st.text(max_size=60))
def test_normalised_keeps_the_way_back(text: str) -> None:
    """Each normalised character knows where it came from, in order."""
    normal = normalise(text)
    assert len(normal.origins) == len(normal.text)
    assert list(normal.origins) == sorted(normal.origins)


@given(st.text(alphabet="ab åÖ.,\n\u200bé", max_size=20), st.text(alphabet="ab åÖ.,\n\u200bé", max_size=20))
def test_positions_in_the_text_as_given(before: str, after: str) -> None:
    """A find covers just what was typed, whatever stands around it."""
    note = f"{before} anna@gmail.com {after}"
    assert any(note[find.start : find.end] == "anna@gmail.com" for find in SCREEN.look(note).finds)


@pytest.mark.parametrize(
    "note",
    [
        "Anna Svensson, 070-123 45 67, vill prata med kuratorn",
        "pappan mohammed bor på Storgatan 14, 212 14 Malmö",
        "pnr 990403-1234, mejl anna@gmail.com",
        "han kallas Lillen och går i 8B",
    ],
)
def test_cleaned_note_passes(note: str) -> None:
    """What remains when each find is replaced by what it is called passes the screen."""
    assert SCREEN.look(masked(note, SCREEN.look(note), LABELS)) == Screening()


def test_nothing_is_kept_between_notes() -> None:
    """A note is judged by itself."""
    first = SCREEN.look("träffade Björn")
    SCREEN.look("ring 070-123 45 67")
    assert SCREEN.look("träffade Björn") == first
