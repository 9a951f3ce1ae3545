"""Where somebody goes to school: classes, and schools by their names."""

import re
from collections.abc import Iterator

from orosbot.rules.screening.allowed import Allowed
from orosbot.rules.screening.lists import WordLists, words
from orosbot.rules.screening.normal import fold
from orosbot.rules.screening.spans import Span
from orosbot.rules.screening.vocabulary import PEOPLE

_CLASS_HINT = (
    r"(?:klass(?:en)?|årskurs|åk|årsk\.?|class|form|grade|year|går i|gick i|elev i|eleven i|börjat i"
    r"|flickan i|pojken i|killen i|tjejen i|läraren i|mentor (?:för|i))"
)
_CLASSES = (
    re.compile(
        rf"\b{_CLASS_HINT}\.? ?(?:[0-9]|1[0-2]) ?[:.]?[A-Za-zÅÄÖåäö]\d?(?![\wåäö])(?! (?:gång|år|månad"
        rf"|vecka|veckor))",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:klass(?:en)?|class|går i|gick i|elev i) [A-ZÅÄÖ]{{1,4}}-?\d{{1,2}}[A-Za-z]{{0,3}}(?!\w)"
        rf"|\b{_CLASS_HINT} [a-zåäö]{{2,3}}\d{{1,2}}[a-z]{{0,2}}(?!\w)",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?<![\w§.,/:+-])(?<!kap )(?<!kap\. )(?<!§ )(?<!plan )(?<!rum )(?<!punkt )(?<!spår )(?<!\d )[1-9][A-FÅÄÖ](?![\w§'/]| ?§|-vitamin)"
    ),
    re.compile(
        r"(?<![\w§.,/:+-])(?<!kap )(?<!kap\. )(?<!§ )(?<!plan )(?<!rum )(?<!punkt )(?<!\d )(?:[1-9][bcf]"
        r"|[3-9]a|[4-9]d)(?![\wåäö§'/]| ?§| (?:vån|gång|plats|dag))"
    ),
    re.compile(
        r"(?<![\w-])(?:NA|SA|EK|TE|ES|HU|BA|BF|EE|EL|FT|FS|HA|HT|HV|IN|NB|RL|VF|VO|IM|SP|SPR|IB|EST|SAM"
        r"|NAT|NV|SAMSAM|IMSPR|VVS|RX|BFS|BFP|TEK|HAN|EKO|HUM|OP|OB)-?(?:[1-3]"
        r"|[012]\d)(?:[A-Za-z]{1,3})?(?!\w)"
    ),
    re.compile(
        r"(?<![\w-])(?:Na|Sa|Ek|Te|Es|Hu|Ba|Bf|Ee|Ft|Ha|Ht|Vo|Im|Sp|na|sa|te|ek)-?(?:[1-3][a-dA-D]"
        r"|[12]\d[a-dA-D])(?!\w)"
    ),
    re.compile(
        r"\b(?:[1-9]|1[0-2])(?: |:)?[a-h](?:-klassen|:an|an|orna|klassen)\b|\b[1-9][a-h]:(?:an|a)\b",
        re.IGNORECASE,
    ),
)
_GENERIC_SCHOOL = re.compile(
    r"^(?:grund|för|hög|folkhög|gymnasie|mellanstadie|lågstadie|högstadie|fri|sär|special|hem|kvälls"
    r"|sommar|yrkes|musik|kultur|ung|sko|hela|special|språk|resurs|anpassade|anpassad|kommunala|bygg|kör"
    r"|ridskolan|simskolan|flyg|dans|cirkus|nya|gamla|hans|hennes|förra|svensk|same|polishög|idrotts"
    r"|koran|söndags|internat|bi|f-9|natur|polis|rid|sim|skid)s?(?:skola|skolan|skolans|skolor|gymnasium"
    r"|gymnasiet|förskolan)$"
)
_SCHOOL = re.compile(
    r"\b(?:[A-ZÅÄÖ][\wé'-]+ )?[A-ZÅÄÖ][\wé'-]*(?:skolan|skola|skolans|gymnasiet|gymnasium|gymnasiets"
    r"|förskola|förskolan)(?!\w)|\b[A-Z][\w']+ (?:School|High School|Primary School|Academy|College"
    r"|Elementary)\b|\b(?:går|gick|elev|börjat|skola:|skolan|lärare|rektorn?|kuratorn) (?:på|i"
    r"|vid) ([a-zåäö]{3,}(?:skolan|gymnasiet))(?!\w)"
)

_YEAR = r"(?:ettan|tvåan|trean|fyran|femman|sexan|sjuan|åttan|nian|nia|åtta|sjua)"
_SPOKEN = (
    re.compile(rf"\b{_YEAR} [a-fA-F](?![\wåäö.])"),
    re.compile(r"(?<![\w.,:/§-])(?<!\d )[1-9] [a-fA-F](?=,? (?:samma |i |hennes |hans )?klass)"),
)
_OF_A_PLACE = re.compile(
    r"\b([A-ZÅÄÖ][\wé-]{2,}s|(?<=på )[a-zåäö]{4,}s|(?<=vid )[a-zåäö]{4,}s) "
    r"(?:för|grund|gymnasie|fri|hög|sär)?(?:skola|gymnasium)(?:n|s|ns|et)?(?!\w)"
)
_PRESCHOOL = re.compile(r"\b(?:[Ff]örskolan|[Dd]agis|[Ff]ritids|[Ss]kolan) ([A-ZÅÄÖ][\wé-]{2,})")
_SMALL = re.compile(r"\b(?:på|vid|från|i|fr) ([a-zåäö]{2,})(?:skolan|gymnasiet)s?(?!\w)")
_NO_PLACE = words(
    "hans hennes hens sonens dotterns barnets barnens elevens pojkens flickans dagens stadens kommunens landets skolans "
    "vårens höstens årets deras sveriges stockholms göteborgs malmös ortens traktens byns"
)


def found(text: str, allowed: Allowed, lists: WordLists) -> Iterator[Span]:
    """Classes and schools."""
    for pattern in (*_CLASSES, *_SPOKEN):
        yield from (Span("school_class", *_code(match)) for match in pattern.finditer(text))
    yield from _schools(text, allowed)
    for match in _OF_A_PLACE.finditer(text):
        whose = fold(match.group(1))
        nobodys = whose in _NO_PLACE or whose.removesuffix("s") in PEOPLE or whose in allowed.phrases
        if not nobodys and (match.group(1)[0].isupper() or not _genitive(whose, lists)):
            yield Span("school_class", *match.span(), "school")
    for match in _PRESCHOOL.finditer(text):
        called = fold(match.group(1))
        plain = lists.is_word(called) and match.group().casefold().startswith(("skolan", "fritids"))
        if not (plain or called in allowed.phrases or lists.is_place(called)):
            yield Span("school_class", *match.span(), "school")
    for match in _SMALL.finditer(text):
        whole = fold(text[match.start(1) : match.end()])
        if not (_GENERIC_SCHOOL.match(whole) or lists.is_word(whole) or whole in allowed.phrases):
            yield Span("school_class", match.start(1), match.end(), "school")


def _code(match: re.Match[str]) -> tuple[int, int]:
    """What the class is called, without `går i` and `klass` before it."""
    code = re.search(r"\S+(?: [A-Za-zÅÄÖåäö])?$", match.group())
    return (match.start() + code.start() if code else match.start()), match.end()


def _genitive(whose: str, lists: WordLists) -> bool:
    """Whether this is an everyday word in the genitive: `gårdagens skola`."""
    return lists.is_word(whose) and not whose.endswith(("ens", "ets"))


def _schools(text: str, allowed: Allowed) -> Iterator[Span]:
    for match in _SCHOOL.finditer(text):
        name = fold(match.group(1) or match.group())
        last = name.split()[-1]
        if not (
            _GENERIC_SCHOOL.match(last)
            or last in allowed.phrases
            or name.split()[0] in allowed.phrases
            or last in ("skola", "skolan", "gymnasiet", "gymnasium", "skolans", "förskolan", "förskola")
        ):
            yield Span("school_class", *(match.span(1) if match.group(1) else match.span()), "school")
