"""Initials and nicknames: `A.K.`, `pojken kallas J`, `alias Lillen`."""

import re
from collections.abc import Iterator

from orosbot.rules.screening.lists import words
from orosbot.rules.screening.reading import Reading
from orosbot.rules.screening.spans import Span
from orosbot.rules.screening.tokens import Token
from orosbot.rules.screening.vocabulary import NAMING, NICK, PEOPLE, VERBS

_ACRONYMS = words(
    "tv hr it eu fn ud kk af fk sv en ok id pk lg pm sms bb vd ic dm cv ab os vm em ht vt el uk us usa np "
    "dr mr st sl sj ap bo ht ny ig fb yt pc rh bm sa sd mp kd vg no ai qr vr mvc bvc mvg ivo sis msb fhm "
    "sfi pt bf ev pga kl mm dv ej ja ju så nu nj vi du de är om på av ur in ut jo få gå ha ta sa se ge må "
    "om ni he we my me is it at to of or on up so do go be by an as if ok ah oj hej uf rs st gbg sth rb "
    "kf jk do bo ho so ii iv mc lo tco"
)
_LETTER_NOUNS = words(
    "vitamin hepatit plan grupp punkt typ alternativ modul bilaga del avdelning hus ingång trapp uppgång "
    "klass nivå skala kategori betyg spår buss linje zon gate group type option plan section part level "
    "version step rum sal block bokstaven bokstav letter appendix category punkterna kurs matte svenska "
    "engelska ma"
)
_NICK_FILLER = words("för ofta bara alltid sig som as är was is also by name under namnet nicket smeknamnet")


def nicknames(reading: Reading) -> Iterator[Span]:
    """What somebody is called by others: after `kallas`, `alias`, `known as`."""
    for at, word in enumerate(reading.words):
        known = word.folded in ("känd", "known", "under", "går")
        if word.folded not in NICK and not known:
            continue
        next_at = at + 1
        while (
            next_at < len(reading.words)
            and next_at < at + 4
            and reading.words[next_at].folded in _NICK_FILLER
        ):
            next_at += 1
        introducing = {token.folded for token in reading.words[at + 1 : next_at]}
        if known and not introducing & {"som", "as", "namnet", "nicket", "smeknamnet", "name"}:
            continue
        follower = reading.word(next_at)
        if follower is None or "\n" in follower.gap or len(follower.gap) > 4:
            continue
        quoted = bool(re.search(r"[\"'“”»«]", follower.gap))
        capital = follower.capital and len(follower.text) > 1
        plain = reading.is_word[next_at] and not quoted and not capital
        if (not plain and not (reading.listed[next_at] and not quoted) and len(follower.text) > 1) or (
            word.folded in ("smeknamn", "smeknamnet", "alias", "aka", "nickname", "öknamn")
            and not reading.passes[next_at]
            and re.search(r"[:=\"]", follower.gap)
        ):
            yield Span("nickname", follower.start, follower.end)


_DOTTED = re.compile(
    r"(?<![\w.])(?:[A-ZÅÄÖ]\. ?){2,3}(?!\w)|(?<![\w.])[A-ZÅÄÖ]\.[A-ZÅÄÖ](?![\w])"
    r"|(?<![\w.])[A-ZÅÄÖ][a-zåäö]?\. (?=[A-ZÅÄÖ][a-zåäö]+)"
)
_NOT_DOTTED = words("t.ex f.d s.k u.a p.s n.n u.s u.k u.s.a a.a o.d d.v.s p.g.a a.k.a ph.d m.m")


def initials(text: str, reading: Reading) -> Iterator[Span]:
    """Letters that stand for a person."""
    for match in _DOTTED.finditer(text):
        if match.group().strip().rstrip(".").replace(" ", "").casefold() not in _NOT_DOTTED and not re.match(
            r"(?:St|Dr|Mr|Ms|Fr|Hr|Nr|Kl|Ca|Jr|Sr)\.", match.group()
        ):
            yield Span("initials", match.start(), match.start() + len(match.group().rstrip()))
    for at, word in enumerate(reading.words):
        before, after = reading.word(at - 1), reading.word(at + 1)
        if reading.passes[at]:
            continue
        acting = after is not None and after.gap == " " and after.folded in VERBS and not after.shouted
        role = before is not None and not word.gap.strip(" :") and before.folded in PEOPLE | NAMING | NICK
        if len(word.text) == 1 and word.text.isupper():
            if _lettered(word, before, text):
                continue
            if role or (acting and word.text not in "IÅÖ") or (not word.first and word.text not in "IÅÖ"):
                yield Span("initials", word.start, word.end)
        elif (
            word.shouted
            and len(word.text) in (2, 3)
            and word.folded not in _ACRONYMS
            and (len(word.text) == 2 or not reading.is_word[at])
        ):
            shouting = sum(other.shouted for other in reading.words) > len(reading.words) / 2
            if not shouting and (
                role or (acting and len(word.text) == 2) or (len(word.text) == 2 and not word.first)
            ):
                yield Span("initials", word.start, word.end)
        elif (
            len(word.text) == 1
            and role
            and before is not None
            and before.folded in NAMING | NICK
            and word.folded not in "iåöo"
        ):
            yield Span("initials", word.start, word.end)


def _lettered(word: Token, before: Token | None, text: str) -> bool:
    """Whether a letter names a thing, as in `plan B`, `vitamin D`, `A-hus`, `14 B`."""
    if before is not None and before.folded in _LETTER_NOUNS:
        return True
    if word.gap[-1:] in tuple("-/&':") or text[word.end : word.end + 1] in tuple("-/&'+:"):
        return True
    return bool(re.search(r"[\d\x1f§] ?$", word.gap)) or text[word.end : word.end + 1].isdecimal()
