"""Where somebody works, and as what: a post at a named place leads to a person as a name does."""

import re
from collections.abc import Iterator

from orosbot.rules.screening.allowed import Allowed
from orosbot.rules.screening.lists import WordLists
from orosbot.rules.screening.normal import fold
from orosbot.rules.screening.spans import Span
from orosbot.rules.screening.vocabulary import COMPANIES

_POST = (
    r"(?:rektorn?|biträdande rektor|skolchef(?:en)?|chef(?:en)?|vd:?n?|ägaren?|direktör(?:en)?"
    r"|föreståndaren?|ordföranden?|kassören?|kyrkoherden?|imam(?:en)?|präst(?:en)?|pastorn?|tränaren?"
    r"|lärar(?:en|e)|kurator(?:n)?|"
    r"kock(?:en)?|servitris(?:en)?|servitör(?:en)?|butikschef(?:en)?|platschef(?:en)?|enhetschef(?:en)?"
    r"|frisör(?:en)?|tandläkaren?|läkaren?|sjuksköterskan?|vaktmästaren?|chaufför(?:en)?|undersköterskan?"
    r"|mattelärar(?:en|e)|idrottslärar(?:en|e)|svensklärar(?:en|e)|klassföreståndaren?|"
    r"målvakt(?:en)?|lagkapten(?:en)?|spelaren?|styrelseledamot(?:en)?|sekreteraren?|kommunalråd(?:et)?"
    r"|borgmästaren?|kommundirektör(?:en)?|polischef(?:en)?|manager|owner|head ?teacher|headmaster"
    r"|principal|ceo|director|coach|nurse|doctor|chef|waiter|cashier|barber|dentist|imam|priest"
    r"|chair(?:man|woman)?)"
)
_AT_PLACE = r"(?:på|för|hos|vid|i|till|of|at|in|for)"
_VENUE = (
    r"(?i:restaurangen|restaurang|pizzerian|pizzeria|salongen|salong|café|cafe|kafé|the|butiken|företaget"
    r"|firman|frisörsalongen|moskén|klubben|bageriet|bageri|gymmet|hotellet|hotell|åkeriet|garage)"
)
_PROPER = r"[A-ZÅÄÖ][\wé'&-]*(?: (?:& )?[A-ZÅÄÖ][\wé'&-]*)*"
_EMPLOYER = (
    re.compile(rf"\b(?i:{_POST} {_AT_PLACE}) ((?:{_VENUE} )?{_PROPER})"),
    re.compile(
        r"\b(?i:jobbar|arbetar|jobbade|arbetade|anställd|anställning|extrajobbar|praktik|praktiserar"
        r"|praktiken|works?|worked|working|employed|äger|owns|runs)\b"
        r"(?i:(?: (?:extra|deltid|heltid|nu|just nu|part-time))?(?: (?:som"
        r"|as) (?:an? )?[\wåäö-]+(?: [\wåäö-]+)?)?(?: (?:på|hos|i|vid|at|for|in|by))?)"
        rf" ((?:{_VENUE} )?{_PROPER})"
    ),
)
_HEAD = (
    r"\b[a-zåäö]*(?:rektorn?|cheferna|chef(?:en)?|direktör(?:en)?|ordförande[nt]?|föreståndare[n]?|vd:?n?"
    r"|kyrkoherde[n]?|imam(?:en)?|ägare[n]?|head|manager|headmaster|principal)"
)
_OCCUPATION = (
    r"\b[a-zåäö]{2,}(?:sköterska|sköterskan|skötare|skötaren|isten|ist|tören|tör|ören|are|aren|ledare"
    r"|ledaren|biträde|biträdet|assistent|assistenten|ansvarig|"
    r"värd|värdinna|mästare|mästaren|väktare|vakt|vakten|läkaren|lärare|läraren|kassörska|kassörskan"
    r"|servitris|servitrisen|sekreterare|chaufför|chauffören|frisör|frisören|ingenjör|ingenjören|coach"
    r"|spelare|spelaren)"
)
_MORE = (
    re.compile(
        rf"(?i:{_HEAD}) (?i:på|för|vid|hos|at|of) (?:(?i:the )?[a-zåäö-]+ )?(?:{_PROPER} )?(?i:i"
        rf"|in) {_PROPER}"
    ),
    re.compile(
        rf"(?i:{_HEAD}) (?i:på|för|vid|at|of) (?!(?i:en|ett|the) ){_PROPER} "
        r"(?i:skola|gymnasium|gymnasieskola|grundskola|förskola|folkhögskola|friskola)\b"
    ),
    re.compile(
        r"\b(?i:pastor|präst|prost|imam|kyrkoherde|diakon|rabbin|församlingsledare)(?i:en|n)? (?i:i|på|vid|för) "
        rf"{_PROPER} (?i:i|in|på) {_PROPER}"
    ),
    re.compile(rf"(?i:{_HEAD}) (?i:på|för|vid|at|of) [a-zåäö]{{4,}}(?:skolan|gymnasiet)\b"),
    re.compile(
        rf"\b(?i:jobbar|arbetar|jobbade|arbetade|works?|worked|anställd) (?i:som"
        rf"|as) (?:an? )?[\wåäö-]+ (?i:på|hos|vid|at|for|åt) (?:the )?{_PROPER}"
    ),
    re.compile(
        rf"\b(?i:äger|driver|owns|runs) (?i:en |ett |a |the )?(?:[a-zåäö]+ )?(?i:{_VENUE}"
        rf"|[a-zåäö]*(?:butik|salong|restaurang|pizzeria|firma|åkeri|kiosk|shop|store|restaurant|verkstad"
        rf"|bageri)) (?i:i|in|på|on|vid) {_PROPER}"
    ),
    re.compile(
        r"\b(?i:spelar|spelade|tränar|plays)(?: (?i:fotboll|handboll|hockey|ishockey|basket|innebandy"
        r"|football))? (?i:i|för|for|med) [A-ZÅÄÖ]\w+(?: (?:FF|BK|IF|IK|FK|SK|FC|AIF|HK|United|City))+"
    ),
)
_SCHOOL = re.compile(r"(?:skolan?|gymnasiet|gymnasium|School|Academy|College)$")
_SMALL_SCHOOL = re.compile(r"(?<= )[a-zåäö]{2,}(?:skolan|gymnasiet)$")
_WORKER = re.compile(rf"(?i:{_OCCUPATION}) (?i:på|hos|åt) ({_PROPER})")
_UNIQUE = re.compile(
    r"\b(?i:kommunalråd(?:et)?|borgmästaren?|kyrkoherden?|imam(?:en)?|kommundirektör(?:en)?"
    r"|polischef(?:en)?|skolchef(?:en)?|mayor|socialchef(?:en)?|kassör(?:en)?|ordförande[nt]?"
    r"|styrelseledamot(?:en)?) "
    rf"(?i:i|för|på|of|in) {_PROPER}"
)


def found(text: str, allowed: Allowed, lists: WordLists) -> Iterator[Span]:
    """Posts at a named place of work."""
    for pattern in _MORE:
        yield from (_span(match, match.start()) for match in pattern.finditer(text))
    for match in _WORKER.finditer(text):
        words = [fold(word) for word in match.group(1).split()]
        if any(word.removesuffix("s") in COMPANIES for word in words) or not all(
            _known(word, allowed, lists) for word in words
        ):
            yield Span("employer_title", *match.span())
    for pattern in _EMPLOYER:
        for match in pattern.finditer(text):
            place = match.group(1).strip()
            words = [fold(word) for word in re.findall(r"[\w'&åäö-]+", place)]
            company = any(word.removesuffix("s") in COMPANIES or word in COMPANIES for word in words)
            named = bool(re.match(_VENUE + " ", place))
            own = [
                word
                for word in words
                if any(part[:1].isupper() for part in place.split() if fold(part) == word)
            ]
            known = all(word.removesuffix("s") in COMPANIES or _known(word, allowed, lists) for word in own)
            post = pattern is _EMPLOYER[0] or len(own) > 1 or re.search(r" (?i:som|as) ", match.group())
            if (
                (company and (post or re.match(r" (?:i|in) [A-ZÅÄÖ]", text[match.end() :])))
                or named
                or not known
            ):
                yield _span(match, match.start(1))
    yield from (Span("employer_title", *match.span()) for match in _UNIQUE.finditer(text))


def _span(match: re.Match[str], place: int) -> Span:
    """The find; of a post at a school, the school alone: `prata med kurator på [skola]`."""
    at = match.group().rfind(" ", 0, place - match.start()) + 1 if place > match.start() else 0
    if place > match.start() and _SCHOOL.search(match.group()[at:]):
        return Span("employer_title", place, match.end(), "school")
    small = _SMALL_SCHOOL.search(match.group())
    if small:
        return Span("employer_title", match.start() + small.start(), match.end(), "school")
    return Span("employer_title", *match.span())


def _known(word: str, allowed: Allowed, lists: WordLists) -> bool:
    bare = word.removesuffix("s")
    return (
        word in allowed.phrases
        or bare in allowed.phrases
        or lists.is_word(word)
        or lists.is_place(word)
        or lists.is_place(bare)
    )
