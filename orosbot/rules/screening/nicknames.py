"""What somebody is called by others: `alias Lillen`, `alla säger Bumsen till honom`, `ledaren, "Doktorn"`."""

import re
from collections.abc import Iterator

from orosbot.rules.screening.lists import words
from orosbot.rules.screening.reading import Reading
from orosbot.rules.screening.spans import Span
from orosbot.rules.screening.tokens import Token
from orosbot.rules.screening.vocabulary import KIN, NICK, VERBS

_FILLER = words(
    "för ofta bara alltid sig som as är var is was also by name under namnet nicket smeknamnet honom henne hen"
)
_KNOWN = words("känd known under går goes gick")
_KNOWING = words("som as namnet nicket smeknamnet name by")
_SURELY = words("smeknamn smeknamnet alias aka nickname öknamn")
_SHAPE = r"([A-ZÅÄÖ][\w-]{2,})"
_PATTERNS = (
    re.compile(
        rf"\b(?:säger|sa|ropar|skriker|says?) {_SHAPE} (?:till|om|åt|to|about) (?:honom|henne|hen|mig|dig|sonen|dottern|him|her)\b"
    ),
    re.compile(
        rf"\b(?:kalla[rtd]?|kallade|döpt|calls?|called) (?:honom|henne|hen|sonen|him|her) (?:för |bara )?{_SHAPE}"
    ),
    re.compile(rf"\b(?:is|was|he's|she's|they're|are) called {_SHAPE}"),
    re.compile(rf"\b(?:går|gick) under {_SHAPE}"),
    re.compile(r"\bkallas (?:för )?([a-zåäö]{2,}(?:en|an|n)) av\b"),
    re.compile(rf"(?<!\w)(?:k\.a\.?|a\.k\.a\.?) {_SHAPE}"),
    re.compile(r"(?<!\w)(?:aka|alias) ([a-zåäö]{3,})(?!\w)"),
    re.compile(
        rf"{_SHAPE}[\"'“”»«]?,? som (?:(?:han|hon|hen|killen|tjejen|ledaren)(?: \w+)? (?:kallas|kallades|kallar sig)"
        r"|(?:alla|de|dom|vi|folk|kompisarna)(?: \w+)? (?:kallar|kallade) (?:honom|henne|hen))\b"
    ),
    re.compile(r"\b(?:säger|sa) ([A-ZÅÄÖ]?[a-zåäö]{3,}) till (?:honom|henne)\b"),
)
_SAYINGS = words(
    "hej nej ja tack stopp förlåt hejdå allt inget något det mycket saker sanningen ifrån sluta ingenting"
)
_QUOTED = re.compile(r"[\"“”»«]([A-ZÅÄÖ][\wåäö-]{2,})[\"“”»«]")
_LEADERS = words(
    "ledaren ledare bossen chefen killen tjejen kompisen polaren vännen snubben typen leader boss guy man mannen dealern"
)


def nicknames(text: str, reading: Reading) -> Iterator[Span]:
    """What stands after `kallas`, `alias`, `known as`, is said to somebody, or stands in quotes for a person."""
    for at, word in enumerate(reading.words):
        if word.folded in NICK or word.folded in _KNOWN:
            follower = _follower(at, word, reading)
            if follower is not None and _is_one(word, reading.words[follower], follower, reading):
                yield Span("nickname", reading.words[follower].start, reading.words[follower].end)
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if match.group(1).casefold() not in _SAYINGS:
                yield Span("nickname", *match.span(1))
    yield from _quoted(text, reading)


def _follower(at: int, word: Token, reading: Reading) -> int | None:
    """Where the name stands that this word announces."""
    to = at + 1
    while to < min(len(reading.words), at + 4) and reading.words[to].folded in _FILLER:
        to += 1
    introducing = {token.folded for token in reading.words[at + 1 : to]}
    if word.folded in _KNOWN and not introducing & _KNOWING:
        return None
    follower = reading.word(to)
    return None if follower is None or "\n" in follower.gap or len(follower.gap) > 4 else to


def _is_one(word: Token, follower: Token, at: int, reading: Reading) -> bool:
    quoted = bool(re.search(r"[\"'“”»«]", follower.gap))
    capital = follower.capital and len(follower.text) > 1
    plain = reading.lists.is_word(follower.folded) and not quoted and not capital
    if not plain and not (reading.listed[at] and not quoted) and len(follower.text) > 1:
        return True
    return word.folded in _SURELY and not reading.passes[at] and bool(re.search(r"[:=\"]", follower.gap))


def _quoted(text: str, reading: Reading) -> Iterator[Span]:
    """A capital word in quotes beside a person, or doing what people do."""
    for match in _QUOTED.finditer(text):
        near = [token for token in reading.words if match.start() - 24 <= token.end <= match.start()][-2:]
        after = next((token for token in reading.words if token.start >= match.end()), None)
        beside = any(token.folded in KIN | _LEADERS for token in near)
        acts = after is not None and after.folded in VERBS - {"och", "and"} and len(after.gap) <= 4
        if beside or (acts and not any(token.folded in ("heter", "boken", "filmen") for token in near)):
            yield Span("nickname", *match.span(1))
