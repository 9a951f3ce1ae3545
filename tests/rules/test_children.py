"""Child cases."""

import pytest

from orosbot import categories
from orosbot.rules import children
from orosbot.values import Facts

WORDS = categories.load()


@pytest.mark.parametrize(
    ("facts", "child"),
    [
        (Facts(age="under18"), True),
        (Facts(age="18-21"), False),
        (Facts(age="ageunknown"), False),
        (Facts(age="noperson"), False),
        (Facts(), False),
        (Facts(age="over25", child_caller=True), True),
    ],
)
def test_a_child_case_is_about_a_child_or_from_one(facts: Facts, child: bool) -> None:
    assert children.is_child_case(facts, WORDS) is child


@pytest.mark.parametrize(
    ("facts", "asked"),
    [
        (Facts(child_caller=True, caller="self", age="over25"), True),
        (Facts(child_caller=True, caller="self", age="18-21"), True),
        (Facts(child_caller=True, caller="self", age="under18"), False),
        (Facts(child_caller=True, caller="self", age="ageunknown"), False),
        (Facts(child_caller=True, caller="relative", age="over25"), False),
        (Facts(caller="self", age="over25"), False),
    ],
)
def test_a_child_who_calls_about_themself_cannot_be_an_adult(facts: Facts, asked: bool) -> None:
    assert children.contradicts(facts, WORDS) is asked


@pytest.mark.parametrize(
    ("answer", "is_open"),
    [
        (None, True),
        ("consult", True),
        ("report", False),
        ("caller", False),
        ("unknown", False),
        ("none", False),
    ],
)
def test_an_assessment_is_open_until_it_is_decided(answer: str | None, is_open: bool) -> None:
    assert children.assessment_open(answer) is is_open
