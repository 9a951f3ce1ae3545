"""What the demo says of itself is in the language that the bot speaks."""

import re

import pytest

from orosbot import texts
from orosbot.demo.helpline import Access
from orosbot.demo.typed import Help, Quit, read
from orosbot.demo.welcome import help_lines, welcome
from orosbot.script import Say

ACCESS = Access(
    "http://127.0.0.1:8008", "!abc", ("@anna:x", "@bertil:x", "@lead:x"), "@guest:x", "secret", "EsTx key"
)
ENGLISH = re.compile(
    r"\b(?:the|you|your|this|reply|say|with|and|of|it|room|user|password|help)\b", re.IGNORECASE
)


@pytest.mark.parametrize("lines", [help_lines(texts.load("sv")), welcome(ACCESS, texts.load("sv"))])
def test_in_swedish_there_is_no_english(lines: list[str]) -> None:
    told = [re.sub(r"`[^`]*`|https?://\S+|<\s\S+|Element Web", "", line) for line in lines]
    assert {line: found for line in told if (found := ENGLISH.findall(line))} == {}


@pytest.mark.parametrize("language", ["sv", "en"])
def test_what_one_is_told_to_type_can_be_typed(language: str) -> None:
    _ = texts.load(language).get
    begin = next(line for line in welcome(ACCESS, texts.load(language)) if "!" in line and "18-21" in line)
    assert isinstance(read(1, begin[begin.index("!") :], "anna"), Say)
    leave, stop = _("help, quit").split(", ")
    assert read(1, leave, "anna") == Help()
    assert read(1, stop, "anna") == Quit()


@pytest.mark.parametrize("language", ["sv", "en"])
def test_everything_that_one_needs_for_element_is_named(language: str) -> None:
    told = "\n".join(welcome(ACCESS, texts.load(language)))
    assert all(
        one in told for one in (ACCESS.homeserver, ACCESS.room, "guest", ACCESS.password, ACCESS.recovery_key)
    )
