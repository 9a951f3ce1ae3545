"""Trades at a place: `är polis i Arvika`, `enda veterinären i byn`, `kör buss för Nobina i Borås`.

A trade alone is nobody's; with the town, the employer, or because there is only one, it leads to a person.
"""

import re
from collections.abc import Iterator

from orosbot.rules.screening.allowed import Allowed
from orosbot.rules.screening.lists import WordLists, words
from orosbot.rules.screening.normal import fold
from orosbot.rules.screening.spans import Span
from orosbot.rules.screening.vocabulary import COMPANIES

_TRADE = (
    r"(?:[a-zåäö]*(?:läkare|lärare|chaufför|förare|chef|sköterska|skötare|tränare|mästare|snickare|säljare|ledare|tekniker"
    r"|mekaniker|ingenjör|vakt|arbetare|spelare|ägare)|polis(?:man)?|rektor|präst|prost|imam|pastor|diakon|kantor|brandman"
    r"|kyrkoherde|kock|bagare|frisör|målare|elektriker|rörmokare|kassörska|kassör|städare|lokalvårdare|jurist|advokat"
    r"|åklagare|domare|kommunalråd|politiker|journalist|redaktör|veterinär|apotekare|psykolog|bibliotekarie|ordförande"
    r"|styrman|kapten|fiskare|bonde|lantbrukare|väktare|officer|ekonom|revisor|mäklare|konditor|slaktare|servitör"
    r"|servitris|optiker|barnmorska|fotograf|musiker|professor|lektor|forskare|vd|direktör|föreståndare|borgmästare"
    r"|doctor|teacher|nurse|manager|dentist|vet|priest|police officer|mayor|accountant|lawyer|driver|chef|barber"
    r"|pharmacist|principal|headmaster|engineer|librarian|butcher|baker|carpenter|pastor)"
)
_DEFINITE = rf"{_TRADE}(?:en|n|an)?"
_PROPER = r"[A-ZÅÄÖ][\wé&'-]*(?: [A-ZÅÄÖ][\wé&'-]*)*"
_AT = r"(?:på|i|vid|hos|för|åt|till|at|in|of|for)"
_BEING = r"(?:är|var|blev|blivit|som|is|was|as)(?: (?:en|ett|a|an|the|numera|nu|själv|också|utbildad))*"
_BEING_ONE = re.compile(
    rf"\b(?i:{_BEING} {_TRADE} {_AT}) ((?:[a-zåäöé&-]+ ){{0,3}}?)({_PROPER})((?: (?:i|in) {_PROPER})?)"
)
_ONLY = re.compile(
    rf"\b(?i:enda|ende|the only|only) (?i:{_DEFINITE}) (?i:i|på|in|at) "
    rf"(?:{_PROPER}|byn|stan|staden|orten|samhället|kommunen|town|the village)"
)
_HERE = re.compile(
    r"\b(?:brandchef|rektor|polischef|kyrkoherde|prost|kommunalråd|borgmästare|socialchef|skolchef|veterinär|distriktsläkare)(?:en|n)? "
    r"(?:här|i byn|i stan|på orten|i kommunen)(?!\w)",
    re.IGNORECASE,
)
_ONE_OF_A_TOWN = re.compile(
    rf"\b(?i:prost|brandchef|kyrkoherde|jägmästare|veterinär|stadsarkitekt|fjärdingsman)(?i:en|n)? (?i:i|på) {_PROPER}"
)
_CLUB = re.compile(
    r"\b(?i:tränare|tränaren|coach|lagledare|ordförande|kassör|målvakt|spelare|lagkapten|spelar|spelade)n? (?i:i|för|in|for) "
    r"(?:[A-ZÅÄÖ][\wåäö]+ (?:FF|BK|IF|IK|FK|SK|FC|AIF|HK|GIF|BoIS|IBK|BTK)|(?:P|F|PJ|FJ)-?\d{2} i [A-ZÅÄÖ]\w+)"
)
_SEAT = re.compile(
    rf"\b(?i:sitter|satt|invald|ledamot) (?i:i|in) (?:kommunfullmäktige|kommunstyrelsen|[a-zåäö]*nämnden|[a-zåäö]*styrelsen)"
    rf"(?: för [\wåäö]+)? (?:i|för|på) {_PROPER}"
)
_KEEPS = re.compile(
    r"\b(?i:driver|driva|äger|ägde|drev|owns|runs) (?:[a-zåäö]+ ){0,2}"
    r"[a-zåäö]*(?:salong|restaurang|pizzeria|butik|affär|verkstad|firma|kiosk|café|gym|åkeri|bageri|hotell|bolag|shop|"
    rf"store|restaurant|garage|bakery|kebab|grill|gatukök|mack|krog|pub)(?:en|n|et|t)?(?: [a-zåäö]+){{0,3}} (?:i|in|på) {_PROPER}"
)
_FIRM = re.compile(
    rf"\b(?:{_DEFINITE}|jobbar|arbetar|anställd|extrajobbar|works?|employed)\b[^.\n]{{0,20}}? (?:på|hos|åt|för|vid|at|for) "
    r"(?:[\wåäö&-]+ ){1,3}(?:ab|hb|kb|aktiebolag|ltd|inc|gmbh)(?!\w)",
    re.IGNORECASE,
)
_HOUSE = re.compile(rf"\b(?i:{_TRADE}) (?i:på|hos|vid|at) ([A-ZÅÄÖ][\wé]+s [A-ZÅÄÖ][\wé]+)")
_COMPANY = re.compile(
    rf"\b(?i:kör|kör \w+|jobbar?|jobbade|arbetar|anställd|städar|väktare|works?|{_TRADE})(?: \w+)? (?:på|för|hos|åt|at|for) "
    rf"([\wåäöÅÄÖ]+) (?:i|in) {_PROPER}"
)
_LANDS = words(
    "sverige norge danmark finland syrien irak iran afghanistan somalia eritrea etiopien turkiet bosnien polen ukraina "
    "ryssland tyskland england usa europa libanon pakistan egypten jemen palestina gaza kurdistan indien kina sudan iraq "
    "sweden norway denmark syria turkey ethiopia poland ukraine russia germany lebanon egypt yemen palestine india china"
)


def found(text: str, allowed: Allowed, lists: WordLists) -> Iterator[Span]:
    """Trades with what makes them somebody's."""
    for match in _BEING_ONE.finditer(text):
        if match.group(3) or _somewhere(match.group(2), allowed, lists):
            yield Span("employer_title", _after_being(match), match.end())
    for pattern in (_ONLY, _HERE, _ONE_OF_A_TOWN, _CLUB, _SEAT, _KEEPS, _FIRM, _HOUSE):
        yield from (Span("employer_title", *match.span()) for match in pattern.finditer(text))
    for match in _COMPANY.finditer(text):
        if fold(match.group(1)).removesuffix("s") in COMPANIES:
            yield Span("employer_title", *match.span())


def _after_being(match: re.Match[str]) -> int:
    """Where the trade starts: `är` and `is` may stay."""
    being = re.match(rf"{_BEING} ", match.group(), re.IGNORECASE)
    return match.start() + (being.end() if being else 0)


def _somewhere(place: str, allowed: Allowed, lists: WordLists) -> bool:
    """Whether this narrows it down: a town, or a house that no list has, but no country."""
    folded = fold(place)
    if folded.removesuffix("s") in _LANDS:
        return False
    first = folded.split()[0]
    return (
        lists.is_place(folded)
        or lists.is_place(first)
        or not (first in allowed.phrases or lists.is_word(first))
    )
