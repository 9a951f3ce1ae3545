"""Letters that stand for a person: `A.K.`, `pojken kallas J`, `O:s bror`, `pratade m h.s.`."""

import re
from collections.abc import Collection, Iterator

from orosbot.rules.screening.lists import words
from orosbot.rules.screening.reading import Reading
from orosbot.rules.screening.scripts import FIRST_OTHER
from orosbot.rules.screening.spans import Span
from orosbot.rules.screening.tokens import Token
from orosbot.rules.screening.vocabulary import NAMING, NICK, PEOPLE, VERBS

_ACRONYMS = words(
    "tv hr it eu fn ud kk af fk sv en ok id pk lg pm sms bb vd ic dm cv ab os vm em ht vt el uk us usa np "
    "dr mr st sl sj ap bo ht ny ig fb yt pc rh bm sa sd mp kd vg no ai qr vr mvc bvc mvg ivo sis msb fhm "
    "sfi pt bf ev pga mm dv ej ja ju så nu nj vi du de är om på av ur in ut jo få gå ha ta sa se ge må "
    "om ni he we my me is it at to of or on up so do go be by an as if ok ah oj hej uf rs st gbg sth rb "
    "ip ps mac kf jk do bo ho so ii iv mc lo tco"
)
_LETTER_NOUNS = words(
    "vitamin hepatit plan grupp punkt typ alternativ modul bilaga del avdelning hus ingång trapp uppgång "
    "klass nivå skala kategori betyg spår buss linje zon gate group type option plan section part level "
    "version step rum sal block bokstaven bokstav letter appendix category punkterna kurs matte svenska "
    "engelska ma"
)


_DOTTED = re.compile(
    r"(?<![\w.])(?:[A-ZÅÄÖ]\. ?){2,3}(?!\w)|(?<![\w.])[A-ZÅÄÖ]\.[A-ZÅÄÖ](?![\w])"
    r"|(?<![\w.])[A-ZÅÄÖ][a-zåäö]?\. (?=[A-ZÅÄÖ][a-zåäö]+)"
)
_NOT_DOTTED = words(
    "t.ex f.d s.k u.a p.s n.n u.s u.k u.s.a a.a o.d d.v.s p.g.a a.k.a ph.d m.m t.o.m m.a.o e.d o.s.v i.e e.g "
    "a.m p.m n.b f.n f.ö e.m f.m i.o o.k k.a s.a u.å e.o s.s i.a c.a i.u u.p b.l m.h m.v d.o a.s k.l p.g t.v t.h "
    "n.b o.s s.o f.v e.v h.v s.u e.k n.d j.u d.å v.b i.s"
)
_SMALL_DOTTED = re.compile(r"(?<![\w.])[a-zåäö]\.[a-zåäö]\.?(?![\w.])")
_GENITIVE = re.compile(r"(?<![\w.:])[A-ZÅÄÖ]{1,2}(?=:s [a-zåäö])")
_HYPHENED = re.compile(r"(?<=[a-zåäö] )[A-ZÅÄÖ]-[A-ZÅÄÖ](?![\w-])")
_SAID = re.compile(
    r"\binitial(?:er|s|erna|erna är)?(?: är| is| are)?[ :]{1,3}([A-Za-zÅÄÖåäö]{1,3})(?!\w)", re.IGNORECASE
)
_EITHER = words("annars eller och or and till to sen sedan el o")


def initials(text: str, reading: Reading, names: Collection[int]) -> Iterator[Span]:
    """Letters that stand for a person; `names`: which words are names, as one behind a letter says what it is."""
    yield from _dotted(text)
    shouting = sum(word.shouted for word in reading.words) > len(reading.words) / 2
    lettered = False
    for at, word in enumerate(reading.words):
        if len(word.text) > 3 or reading.passes[at] or ord(word.text[0]) >= FIRST_OTHER:
            continue
        if len(word.text) == 1 and word.text.isupper():
            if _lettered(word, reading.word(at - 1), text, lettered) or _behind_place(at, reading):
                lettered = True
            elif _one(at, word, reading) or (at + 1 in names and reading.words[at + 1].gap == " "):
                yield Span("initials", word.start, word.end)
        elif word.shouted:
            if not shouting and not _behind_place(at, reading) and _few(at, word, reading, text):
                yield Span("initials", word.start, word.end)
        elif len(word.text) == 1 and _called(at, word, reading):
            yield Span("initials", word.start, word.end)


def _dotted(text: str) -> Iterator[Span]:
    """`A.K.`, `h.s.`, `O:s bror`, and what is said to be initials."""
    for match in _DOTTED.finditer(text):
        if match.group().strip().rstrip(".").replace(" ", "").casefold() not in _NOT_DOTTED and not re.match(
            r"(?:St|Dr|Mr|Ms|Fr|Hr|Nr|Kl|Ca|Jr|Sr)\.", match.group()
        ):
            yield Span("initials", match.start(), match.start() + len(match.group().rstrip()))
    for match in _SMALL_DOTTED.finditer(text):
        if match.group().rstrip(".") not in _NOT_DOTTED:
            yield Span("initials", *match.span())
    for match in _GENITIVE.finditer(text):
        if match.group().casefold() not in _ACRONYMS:
            yield Span("initials", *match.span())
    for match in _HYPHENED.finditer(text):
        if match.group() not in ("A-Ö", "A-O", "A-Z", "A-B", "A-C", "A-D"):
            yield Span("initials", *match.span())
    for match in _SAID.finditer(text):
        yield Span("initials", *match.span(1))


def _acting(at: int, reading: Reading) -> bool:
    after = reading.word(at + 1)
    return after is not None and after.gap == " " and after.folded in VERBS and not after.shouted


def _role(at: int, word: Token, reading: Reading) -> bool:
    before = reading.word(at - 1)
    return before is not None and not word.gap.strip(" :") and before.folded in PEOPLE | NAMING | NICK


def _one(at: int, word: Token, reading: Reading) -> bool:
    """One capital letter: `pojken N`, `P ringde`."""
    return _role(at, word, reading) or (
        word.text not in "IÅÖ" and (_acting(at, reading) or not word.first or at + 1 == len(reading.words))
    )


def _few(at: int, word: Token, reading: Reading, text: str) -> bool:
    """Two or three capitals that are no known abbreviation."""
    two = len(word.text) == 2
    if (
        word.folded in _ACRONYMS
        or (reading.is_word[at] and not two)
        or text[word.end : word.end + 1].isdecimal()
    ):
        return False
    return _role(at, word, reading) or (two and (_acting(at, reading) or not word.first))


def _called(at: int, word: Token, reading: Reading) -> bool:
    """A small letter that somebody is called by: `kallas j`."""
    before = reading.word(at - 1)
    return (
        before is not None
        and _role(at, word, reading)
        and before.folded in NAMING | NICK
        and word.folded not in "iåöo"
        and not (word.folded == "a" and before.folded in ("called", "named"))
    )


def _behind_place(at: int, reading: Reading) -> bool:
    """Whether the letters belong to a place: `Malmö FF`, `Lund C`."""
    before = reading.word(at - 1)
    return (
        before is not None
        and before.capital
        and reading.passes[at - 1]
        and reading.words[at].gap == " "
        and not _acting(at, reading)
    )


def _lettered(word: Token, before: Token | None, text: str, already: bool) -> bool:
    """Whether a letter names a thing, as in `plan B`, `vitamin D`, `A-hus`, `14 B`; `already` one before it did."""
    if before is not None and (before.folded in _LETTER_NOUNS or (already and before.folded in _EITHER)):
        return True
    if word.gap[-1:] in tuple("-/&':") or text[word.end : word.end + 1] in tuple("-/&'+:"):
        return True
    if re.match(r"A och O(?!\w)", text[word.start :]) or re.search(r"(?<!\w)A och O$", text[: word.end]):
        return True
    return bool(re.search(r"[\d\x1f§] ?$", word.gap)) or text[word.end : word.end + 1].isdecimal()
