"""Where somebody lives, goes to school, works: addresses, classes and schools, a post at a named place."""

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
_NUMBER = r"\d{1,3}(?: ?[A-Za-z](?![\wåäö]))?"
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
    re.compile(r"\b\d{1,5} [a-z]+ (?:street|road|avenue|lane|drive|rd|ave)\b", re.IGNORECASE),
    re.compile(
        r"\b(?:lgh|lägenhet(?:snr|snummer)?|apt|apartment|flat)\.?(?: nr)?:? ?\d{1,4}[A-Z]?\b", re.IGNORECASE
    ),
    re.compile(
        r"\b(?:portkod\w*|port kod|dörrkod\w*|door code|entry code)(?: är| is|:)* ?\d{3,6}\b", re.IGNORECASE
    ),
    re.compile(r"\bc/o [A-ZÅÄÖ]\w+(?: [A-ZÅÄÖ]\w+)*"),
    re.compile(r"\b(?:Box|PO Box|P\.O\. Box|postbox|boxadress) \d{1,5}\b"),
    re.compile(r"\b\d{1,2} (?:tr|trappor)\b(?: upp)?,? (?:på )?[A-ZÅÄÖ]\w+"),
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


def found(text: str, allowed: Allowed, lists: WordLists) -> Iterator[Span]:
    """Addresses, school classes and schools, and classes and schools."""
    for pattern in _ADDRESS:
        yield from (Span("address", *match.span()) for match in pattern.finditer(text))
    for match in _STREET.finditer(text):
        road = fold(match.group(1))
        capital = match.group(1)[0].isupper() and match.start() > 0
        living = _LIVING.search(text[max(0, match.start() - 40) : match.start()])
        if (
            road not in _COMMON_ROADS
            and road not in allowed.phrases
            and (capital or living)
            and not (living is None and not capital)
        ):
            if not match.group(1)[0].isupper() and lists.is_word(road) and not living:
                continue
            yield Span("address", *match.span(1))
    for span, town in numbers.lower_postcodes(text):
        if lists.is_place(fold(town)) or fold(town) in allowed.phrases:
            yield span
    for pattern in _CLASSES:
        yield from (Span("school_class", *match.span()) for match in pattern.finditer(text))
    for match in _SCHOOL.finditer(text):
        name = fold(match.group(1) or match.group())
        last = name.split()[-1]
        if not (
            _GENERIC_SCHOOL.match(last)
            or last in allowed.phrases
            or name.split()[0] in allowed.phrases
            or last in ("skola", "skolan", "gymnasiet", "gymnasium", "skolans", "förskolan", "förskola")
        ):
            yield Span("school_class", *match.span())
