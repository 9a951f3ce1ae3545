"""Reference numbers."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orosbot.rules import reference
from orosbot.rules.parsing import FoundReference, take_reference

SEEDS = st.integers(0, 2**32)
LENGTHS = st.integers(reference.SHORTEST, reference.LONGEST)
SOME = ("4827396", *(reference.draw(digits, random.Random(digits)) for digits in range(7, 13)))


@given(LENGTHS, SEEDS)
def test_a_drawn_reference_holds_and_has_the_length_asked_for(digits: int, seed: int) -> None:
    ref = reference.draw(digits, random.Random(seed))
    assert len(ref) == digits
    assert ref[0] in "123456789"
    assert reference.holds(ref)


@pytest.mark.parametrize("ref", SOME)
def test_every_single_wrong_digit_is_found(ref: str) -> None:
    for at in range(len(ref)):
        for digit in "0123456789".replace(ref[at], ""):
            assert not reference.holds(ref[:at] + digit + ref[at + 1 :])


@pytest.mark.parametrize("ref", SOME)
def test_every_swap_of_two_neighbours_is_found(ref: str) -> None:
    for at in range(len(ref) - 1):
        if ref[at] != ref[at + 1]:
            assert not reference.holds(ref[:at] + ref[at + 1] + ref[at] + ref[at + 2 :])


@given(SEEDS, LENGTHS, st.data())
def test_no_slip_of_one_digit_or_of_two_neighbours_passes(
    seed: int, digits: int, data: st.DataObject
) -> None:
    ref = reference.draw(digits, random.Random(seed))
    at = data.draw(st.integers(0, digits - 2))
    other = data.draw(st.sampled_from("0123456789"))
    for slip in (ref[:at] + other + ref[at + 1 :], ref[:at] + ref[at + 1] + ref[at] + ref[at + 2 :]):
        assert slip == ref or not reference.holds(slip)


@pytest.mark.parametrize(
    "digits", ["", "482739", "0000000", "0482739", "48273a6", "４８２７３９６", "1" * 13]
)
def test_what_is_no_reference_does_not_hold(digits: str) -> None:
    assert not reference.holds(digits)


@pytest.mark.parametrize(
    ("digits", "shown"),
    [
        ("4827396", "482-7396"),
        ("12345678", "1234-5678"),
        ("123456789", "1-2345-6789"),
        ("1234567890", "12-3456-7890"),
        ("12345678901", "123-4567-8901"),
        ("123456789012", "1234-5678-9012"),
    ],
)
def test_a_reference_is_shown_in_groups_with_hyphens(digits: str, shown: str) -> None:
    assert reference.shown(digits) == shown
    assert "".join(reference.groups(digits)) == digits


@given(SEEDS, LENGTHS)
def test_what_is_shown_can_be_typed_back(seed: int, digits: int) -> None:
    ref = reference.draw(digits, random.Random(seed))
    assert take_reference(reference.shown(ref), digits) == FoundReference(ref, "", good=True, shaped=True)


@pytest.mark.parametrize(
    "typed",
    [
        "4827396",
        "482-7396",
        "482 7396",
        "482.7396",
        "482–7396",
        "482—7396",
        "482‑7396",
        "482 - 7396",
        "4 8 2 7 3 9 6",
        "48 27 39 6",
        "482\u00a07396",
        "482\u200b7396",
        "  482-7396",
        "４８２-７３９６",
        "٤٨٢٧٣٩٦",
        "۴۸۲-۷۳۹۶",
        "482-\n7396",
    ],
)
@pytest.mark.parametrize("after", ["", " advice : text", "\nadvice", ": text", ":text"])
def test_a_reference_may_be_typed_with_hyphens_spaces_dots_and_digits_of_any_script(
    typed: str, after: str
) -> None:
    found = take_reference(typed + after, 7)
    assert found is not None
    assert (found.digits, found.good, found.rest.replace(" ", "")) == (
        "4827396",
        True,
        after.strip().replace(" ", ""),
    )


@pytest.mark.parametrize("mark", [".", ",", ";", "!", "?"])
def test_a_sentence_mark_after_a_reference_is_no_word(mark: str) -> None:
    assert take_reference(f"482-7396{mark}", 7) == FoundReference("4827396", "", good=True, shaped=True)
    assert take_reference(f"482-7396{mark} agreed", 7) == FoundReference(
        "4827396", "agreed", good=True, shaped=True
    )


@pytest.mark.parametrize(
    "typed", ["4827395", "482-7395", "482 7395", "482.7395", "8427396", "482-739-5", "٤٨٢٧٣٩٥"]
)
def test_a_reference_with_a_slip_is_seen_as_a_wrong_one(typed: str) -> None:
    found = take_reference(f"{typed} advice", 7)
    assert found is not None
    assert (found.good, found.shaped, found.rest) == (False, True, "advice")


@given(SEEDS, st.integers(8, 12))
def test_a_slip_in_a_longer_reference_is_seen_as_well(seed: int, digits: int) -> None:
    ref = reference.draw(digits, random.Random(seed))
    wrong = ref[:-1] + str((int(ref[-1]) + 1) % 10)
    for typed in (wrong, reference.shown(wrong)):
        found = take_reference(f"{typed} : text", digits)
        assert found is not None
        assert (found.good, found.shaped, found.rest) == (False, True, ": text")


@pytest.mark.parametrize(
    "text", ["", "   ", "advice", "-", "...", "a4827396", "u18 advice", "14:30 rang", "18-årig", "x 4827396"]
)
def test_a_text_that_starts_with_no_number_has_no_reference(text: str) -> None:
    assert take_reference(text, 7) is None


def test_the_usual_number_of_digits_is_preferred() -> None:
    ref = "4827396"
    extra = next(d for d in "0123456789" if reference.holds(ref + d))
    found = take_reference(f"{ref} {extra}", 7)
    assert found == FoundReference(ref, extra, good=True, shaped=True)
