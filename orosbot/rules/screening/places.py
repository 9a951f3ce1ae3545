"""Where somebody lives: addresses, and postcodes before towns in small letters."""

import re
from collections.abc import Iterator

from orosbot.rules.screening import numbers
from orosbot.rules.screening.allowed import Allowed
from orosbot.rules.screening.lists import WordLists, words
from orosbot.rules.screening.normal import fold
from orosbot.rules.screening.spans import Span

_ROAD = (
    r"(?:gatan|vägen|gränd|gränden|stigen|torget|allén|alle|backen|kajen|leden|esplanaden|gata|väg|gången"
    r"|slingan|ringen|stråket|promenaden|plats|plan|platsen|kroken|rondellen|parken|liden|svängen|tunet"
    r"|gårdsväg|brinken|gården|terrassen|bågen|gatu|dalen|åsen|höjden|kullen|ängen|skogen|trappan|trappor"
    r"|v\.|g\.|gat\.|väg\.)"
)
_HARD = (
    r"(?:gatan|vägen|gränd|gränden|stigen|allén|backen|kajen|esplanaden|gata|väg|slingan|stråket|kroken"
    r"|brinken|svängen|v\.|g\.|gat\.|väg\.)"
)
_NUMBER = r"\d{1,3}(?: ?[A-Za-z](?![\wåäö]))?(?:-\d{1,3}(?!\d))?"
_DEGREES = r"\d{1,3}(?:[.,]\d+)?° ?(?:\d{1,2}(?:[.,]\d+)?' ?)?(?:\d{1,2}(?:[.,]\d+)?(?:''|\"|”))?"
_ADDRESS = (
    re.compile(
        rf"\b(?:[A-ZÅÄÖ][\w:éü'-]*\s)?(?:[A-ZÅÄÖ][\w:éü'-]*\s)?[A-ZÅÄÖ][\wéü'-]*{_ROAD},? ?(?:nr )?{_NUMBER}(?!\d)"
    ),
    re.compile(
        rf"\b(?:[A-ZÅÄÖ][\w:éü'-]*\s){{1,3}}(?:gata|väg|plats|gränd|torg|allé|plan|park|backe|stig|gatan"
        rf"|vägen|torget|v\.|g\.),? ?(?:nr )?{_NUMBER}(?!\d)"
    ),
    re.compile(
        rf"\b[a-zåäö]{{2,}}{_HARD},? ?(?:nr )?{_NUMBER}(?![\d.:])(?! (?:kap|dag|tim|min|år|gång|mil|km"
        rf"|meter|timm))",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b\d{1,5}[A-Za-z]? (?:[A-Z][\w'-]+ ){1,3}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Close"
        r"|Way|Court|Ct|Square|Sq|Place|Terrace|Crescent|Gardens|Grove|Hill|Boulevard|Blvd)\b\.?"
    ),
    re.compile(
        r"\b(?:[A-Z][\w'-]+ ){1,3}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Drive|Close|Court|Square|Terrace),? \d{1,4}[A-Za-z]?(?!\w)"
    ),
    re.compile(r"\b\d{1,5} [a-z]+ (?:street|road|avenue|lane|drive|rd|ave)\b", re.IGNORECASE),
    re.compile(
        r"\b(?:lgh|lägenhet(?:snr|snummer)?|apt|apartment|flat)\.?(?: nr)?:? ?\d{1,4}[A-Z]?\b", re.IGNORECASE
    ),
    re.compile(
        r"\b(?:portkod\w*|port kod|dörrkod\w*|door code|entry code)(?: är| is|:)* ?\d{3,6}\b", re.IGNORECASE
    ),
    re.compile(r"\bc/o (?:på )?[A-ZÅÄÖ]\w+(?: [A-ZÅÄÖ]\w+)*"),
    re.compile(r"\b(?:Box|PO Box|P\.O\. Box|postbox|boxadress) \d{1,5}\b"),
    re.compile(r"\b\d{1,2} (?:tr|trappor)\b(?: upp)?,? (?:på )?[A-ZÅÄÖ]\w+"),
    re.compile(
        rf"(?<![\w.]){_DEGREES} ?[NS](?:,| och|) ?{_DEGREES} ?[EWOÖV](?!\w)|(?<!\w)[NS] ?{_DEGREES},? ?[EWOÖV] ?{_DEGREES}"
    ),
    re.compile(r"(?<![\d.])(?:5[5-9]|6\d)\.\d{4,}[ ,]+1\d\.\d{4,}"),
)
_STREET = re.compile(
    r"\b(?:[A-ZÅÄÖ][\wé'-]+ )?([A-Za-zÅÄÖåäö][\wé'-]{2,}(?:gatan|vägen|gränd|stigen|allén|gränden|backen"
    r"|torget|slingan)|(?<=[a-zåäö] )[A-ZÅÄÖ]\w+s? (?:gata|väg|gränd|street|road|Street|Road|Avenue"
    r"|Lane))(?!\w)"
)
_LIVING = re.compile(
    r"\b(?:bor|bodde|bo|boende|hemma|adress\w*|lives?|living|flyttat?|flyttade|hämta\w*|åka?|adr"
    r"|gömmer sig|huset|lägenhet\w*|porten|address)\b[^.\n]{0,20}$",
    re.IGNORECASE,
)
_COMMON_ROADS = words(
    "motorvägen järnvägen landsvägen luftvägen omvägen tvärgatan affärsgatan gågatan cykelvägen bilvägen "
    "skolvägen hemvägen genvägen halvvägen bakvägen framvägen returvägen köpvägen utvägen ingången "
    "mellanvägen tunnelbanevägen matvägen bakgatan återvändsgränd återvändsgränden medelvägen "
    "karriärvägen livsvägen riksvägen uppvägen väg-vägen huvudgatan sidogatan torget marknadstorget "
    "arbetstorget bytorget medborgartorget lärvägen flyktvägen rättsvägen räddningsvägen "
    "förvaltningsvägen långvägen småvägen studievägen körbacken uppförsbacken nedförsbacken kullerbacken "
    "hoppbacken skidbacken"
)
_KNOWN_ROADS = words("drottninggatan kungsgatan sveavägen vasagatan storgatan kungsportsavenyn strandvägen")
"""Roads that are a whole town's: where one is, not where one lives."""

_SHORTENED = re.compile(
    r"(?<![\w-])([A-Za-zÅÄÖåäö]{3,}?)(gr|g|v)\.? ?(\d{1,3})(?: ?[A-Ga-g](?!\w)|(?![\w:.-]))(?! ?(?:kr|st|år|%|gång))"
)
_NATURE = re.compile(
    r"\b([A-ZÅÄÖ][a-zåäö]{2,}(?:brynet|torpet|bruket|lunden|hagen|ängen|åsen|berget|höjden|udden|viken|näset|stranden"
    r"|gläntan|backen|dalen|gården|haget|kullen|tomten|ekan|holmen|sundet|gärdet|ledet)),? ?(?:nr )?\d{1,3}(?: ?[A-Ga-g](?!\w))?(?!\d)"
)
_ON_PLACE = re.compile(r"\b(?:port|hus|nr|nummer|uppgång) \d{1,3}[A-Ga-g]? (?:på|i|vid) [A-ZÅÄÖ][\wé-]{3,}")


def found(text: str, allowed: Allowed, lists: WordLists) -> Iterator[Span]:
    """Addresses."""
    for pattern in _ADDRESS:
        yield from (Span("address", *match.span()) for match in pattern.finditer(text))
    for match in _STREET.finditer(text):
        road = fold(match.group(1))
        capital = match.group(1)[0].isupper() and match.start() > 0
        living = _LIVING.search(text[max(0, match.start() - 40) : match.start()])
        if (
            road not in _COMMON_ROADS
            and (living or road not in _KNOWN_ROADS)
            and road not in allowed.phrases
            and (capital or living)
            and not (living is None and not capital)
        ):
            if not match.group(1)[0].isupper() and lists.is_word(road) and not living:
                continue
            yield Span("address", *match.span(1))
    for match in _SHORTENED.finditer(text):
        stem = fold(match.group(1))
        whole = fold(match.group(1) + match.group(2))
        if not lists.is_word(whole) and (lists.is_word(stem) or lists.is_word(stem.removesuffix("s"))):
            yield Span("address", *match.span())
    for pattern in (_NATURE, _ON_PLACE):
        yield from (Span("address", *match.span()) for match in pattern.finditer(text))
    for span, town in numbers.lower_postcodes(text):
        if lists.is_place(fold(town)) or fold(town) in allowed.phrases:
            yield span
