"""Child cases: when one is, and when its assessment is still open."""

from orosbot.rules.words import Vocabulary
from orosbot.values import Facts

ANSWERS = {
    "report": ("report", "anmäler", "anmälan", "anmält"),
    "consult": ("consult", "rådgör", "rådgjort"),
    "caller": ("caller", "inringaren", "inringare"),
    "unknown": ("unknown", "okänt", "okänd"),
    "none": ("none", "ingen", "inget"),
}
"""How the question of a concern report can be answered, and how the answers are typed."""

AGREE = ("agree", "instämmer")


def about_child(facts: Facts, words: Vocabulary) -> bool:
    """Whether the worry concerns somebody under 18."""
    word = words.get("age", facts.age) if facts.age else None
    return word is not None and word.child


def calls_about_self(facts: Facts, words: Vocabulary) -> bool:
    """Whether who contacts the line is the one whom it is about."""
    word = words.get("caller", facts.caller) if facts.caller else None
    return word is not None and word.myself


def contradicts(facts: Facts, words: Vocabulary) -> bool:
    """A child who calls about themself cannot be an adult: that must be asked about."""
    age = words.get("age", facts.age) if facts.age else None
    return (
        facts.child_caller
        and calls_about_self(facts, words)
        and age is not None
        and age.ages is not None
        and not age.child
    )


def is_child_case(facts: Facts, words: Vocabulary) -> bool:
    """Whether the matter is treated as a child case."""
    return facts.child_caller or about_child(facts, words)


def assessment_open(answer: str | None) -> bool:
    """Whether the assessment of a child case is still to be recorded; consulting leaves it open."""
    return answer is None or answer == "consult"
