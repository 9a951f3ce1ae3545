"""What was meant as a reference is blanked before numbers are looked for; somebody's number is not."""

import pytest

from orosbot.rules.mistyped import near, without_references

KNOWN = {"4827396"}


def blanked(text: str) -> str:
    return without_references(text, 7, KNOWN.__contains__)


@pytest.mark.parametrize(
    "typed",
    [
        "482-7396",
        "4827396",
        "482 7396",
        "482.7396",
        "482-7391",
        "482-7936",
        "482-739",
        "482-73966",
        "4827391",
        "999-9999",
    ],
)
def test_after_the_verb_a_reference_goes_and_what_follows_stays(typed: str) -> None:
    assert blanked(f"rätta {typed} 22-25") == "rätta # 22-25"
    assert blanked(f"{typed} 22-25") == "# 22-25"


@pytest.mark.parametrize("typed", ["482-7396", "482 7396", "4827396", "482-7391", "428-7396"])
def test_elsewhere_only_what_is_a_case_of_ours_or_one_slip_away(typed: str) -> None:
    assert blanked(f"hänvisa mora till {typed} 22-25") == "hänvisa mora till # 22-25"


@pytest.mark.parametrize(
    "text",
    [
        "visa 070-174 06 05",
        "note 0701740605",
        "note +46 70 174 06 05",
        "ny tel anh 174 06 05 22",
        "ny tel anh 999-9999 22",
        "note 555-123-4567",
        "note 46701740605",
        "anteckna 070-4827396",
    ],
)
def test_phone_numbers_stay(text: str) -> None:
    assert blanked(text) == text


def test_behind_a_reference_a_phone_number_stays() -> None:
    assert blanked("ant 482-7391 070-174 06 05") == "ant # 070-174 06 05"


def test_near_is_one_slip() -> None:
    assert "4827369" in set(near("4827396"))
    assert "482739" in set(near("4827396"))
    assert "48273966" in set(near("4827396"))
    assert "4827388" not in set(near("4827396"))
