"""Numbers that lead to somebody: personnummer, phones, accounts, birth dates, papers, plates, postcodes, IPs."""

import ipaddress
import re
from collections.abc import Iterator

from personnummer import personnummer

from orosbot.rules.screening.births import births
from orosbot.rules.screening.phones import phones
from orosbot.rules.screening.spans import Span, digits
from orosbot.rules.screening.vocabulary import UNIT_WORDS

_PNR = re.compile(
    r"(?<![\d.,:/+])(?<!\d[-])(?:(?:18|19|20)[ -]?)?(\d{2})[ ./-]?(\d{2})[ ./-]?(\d{2})(\s?[-+/.]\s?|\s{1,2}|)"
    r"(\d{2} ?\d{2}|\d{3}[xX*?]|[xX*?]{4}|[tTxX][fF]\d{2}|\d{2}[xX*?]{2})(?![\d]|-\d)"
)
_PNR_HINT = re.compile(
    r"(?:\bpnr|\bp-nr|person(?:nr|nummer|no)|personal (?:identity )?(?:number|no)|samordn\w*|\bssn"
    r"|fyra sista|four last)\W*(?:är|is|nr)?\W*$",
    re.IGNORECASE,
)
_ABROAD = re.compile(r"(?:\+|\b00)\d{1,3}[ -]?$")
_LAST_FOUR = re.compile(
    r"(?:(?:fyra|4) sista|sista (?:fyra|4)|last (?:four|4))(?: siffrorna| siffror| digits"
    r"| of \w+)*(?: i \w+)?(?: är| is| are)?\W{0,3}(\d{4})(?!\d)",
    re.IGNORECASE,
)
_LAST_FOUR_SAID = re.compile(
    r"(?:(?:fyra|4) sista|sista (?:fyra|4)|last (?:four|4))(?: siffrorna| siffror| digits)?(?: är| is| are)?\W{1,3}"
    r"(?:personnumret\W{1,3})?((?:\d|\b(?:"
    + "|".join(UNIT_WORDS)
    + r"))(?:[ ,-]{1,2}(?:\d(?!\d)|(?:"
    + "|".join(UNIT_WORDS)
    + r")\b)){3})(?!\w)",
    re.IGNORECASE,
)
"""The last four one by one, `sista fyra ett två tre fyra`."""
_PNR_LABEL = re.compile(
    r"(?:\bpnr|\bpers?\.?nr|\bp-nr|person-?(?:nr|nummer)|personal (?:identity )?(?:number|no)"
    r"|samordningsn\w*|\bssn)\W{0,4}(?:är |is |nr )?\W{0,3}(\d[\d -]{4,}\d)",
    re.IGNORECASE,
)
_IBAN = re.compile(
    r"(?<![A-Za-z\d])[A-Za-z]{2}\d{2}(?:[ -]?[A-Za-z\d]{4}){3,7}(?:[ -]?[A-Za-z\d]{1,3})?(?![A-Za-z\d])"
)
_ACCOUNT = (
    re.compile(
        r"(?:\bclearing\w*|\bkonto(?:nr|nummer|numret)?\b|\bbankkonto\w*|\bbank ?account"
        r"|\baccount(?: number| no\.?)?|\bsort code|\bbg(?:nr)?\b|\bbank-?giro\w*|\bpg(?:nr)?\b"
        r"|\bplus-?giro\w*|\bpostgiro\w*|\bswish\w*|\biban|\bkort(?:nr|nummer)\b|\bcard (?:number|no)"
        r"|\bautogiro\w*|\bocr\w*)"
        r"[^\d\n]{0,22}(?:\d[\d ,.\-/]{2,}\d)",
        re.IGNORECASE,
    ),
    re.compile(r"(?<![\d-])\d{4}(?:-\d)?[,; ] ?\d{1,3}[ -]?\d{3}[ -]?\d{3}(?:-?\d)?(?![\d])"),
    re.compile(r"(?<![\d-])(?:\d{4}[ -]){3}\d{4}(?![\d])|(?<![\d+])(?!00)\d{13,19}(?!\d)"),
    re.compile(r"\b(?:bc1[a-z0-9]{20,60}|0x[a-fA-F0-9]{40})\b"),
    re.compile(r"(?<![\d-])\d{3,4}-\d{4}(?= (?:bg|bankgiro)\b)", re.IGNORECASE),
)
_PAPER = re.compile(
    r"(?:\bpass(?:nr|nummer|numret|et)?\b|\bpassport(?: number| no\.?)?|\blma(?:-?kort\w*)?(?:-?nr"
    r"|-?nummer)?\b|\bdossier\w*|\bbeteckningsn\w*|\bärende-?(?:nr|nummer|id|beteckning)?\b|\bdnr\b"
    r"|\bdiarie\w*|"
    r"\bmål(?:nr|nummer)\b|\bmål\b|\bkörkort\w*|\bid-?(?:kort|handling|nr|nummer|number|card)\w*"
    r"|\bjournal(?:nr|nummer)?\b|\bkund(?:nr|nummer|-id)\b|\bmedlemsn\w*|\bförsäkringsn\w*"
    r"|\banmälan?s?(?:nr|nummer)?\b|\bcase (?:no|number|id)\b|"
    r"\bfile (?:no|number)\b|\bapplication (?:no|number)\b|\breservn\w*|\bk-nummer|\bpatient-?(?:id|nr"
    r"|nummer)|\banställningsn\w*|\bstudent-?id|\bmigr\w*[- ]?(?:nr|nummer)|\bupp-?kort\w*"
    r"|\bresidence permit|\buppehållstillstånd\w*|\blicence|\blicense|\bpolisanmälan)"
    r"(?: (?:hos|på|vid|i) [\wåäöÅÄÖ]+)?(?: ?(?:nr|nummer|no|number|är|is"
    r"|med))*\W{0,4}(?:[A-Za-z]{0,3}[ -]?\d[\dA-Z]*(?:[ /.-]{0,1}\d[\dA-Z]*)*)",
    re.IGNORECASE,
)
_PAPER_SHAPES = (
    re.compile(r"(?<![\w-])\d{4}-K\d{3,7}-\d{2}(?!\w)|\bK\d{4,7}-\d{2}\b"),
    re.compile(r"(?<![\w-])[A-Z]{2}\d{6,7}(?!\w)"),
    re.compile(r"(?<![\w-])(?:[BTÖPMUÄF]|UM) ?\d{3,5}-\d{2}(?![\d-])"),
)
_PLATE_LETTERS = "A-HJ-PR-UW-Z"
_PLATE = re.compile(
    rf"(?<![\w-])(?!(?:SFS|SOU|LVU|LVM|LSS|SOL|LPT|LRV|PUL|HVB|BUP|SOS|TEL|KAP|DNR|AFS|SMS"
    rf"|MOB)\b)[{_PLATE_LETTERS}]{{3}}[ -]?\d{{2}}[{_PLATE_LETTERS}\d](?!\w)"
)
_PLATE_HINTED = re.compile(
    rf"(?:\breg(?:\.|istrerings|g)?\s?-?(?:nr|nummer|skylt|no|number)?\b|\bskylt\w*|\bplåt\w*"
    rf"|\bbil(?:en)?\b|\bplate\w*|\bcar\b|\bvan\b|\bvolvo\w*|\bsaab\w*|\bbmw\w*|\baudi\w*|\bmerca"
    rf"|\bmercedes|\btoyota|\bvw\b|\bmoped\w*|\bmc\b|\bkör)"
    rf"[^\d.\n]{{0,25}}?(?<![a-zåäö])([{_PLATE_LETTERS}]{{3}}[ -]?\d{{2}}[{_PLATE_LETTERS}\d])(?!\w)",
    re.IGNORECASE,
)
_PLATE_LOWER = re.compile(
    r"(?<![\w@./-])(?!(?:kap|dag|tel|ank|rum|kod|lgh|man|nov|dec|okt|sep|aug|jul|jun|apr|mar|feb|jan|mån"
    r"|box|sid|kap|art|par|sek|eur|usd|max|min)\d)[a-hj-pr-uw-z]{3}\d{2}[a-hj-pr-uw-z\d](?![\w@])"
)
_PLATE_SPACED = re.compile(
    r"(?<![\w@./-])(?!(?:sfs|str|mkr|tkr|sms|pnr|tfn|mbl|dnr|lgh|pkt|stk|ggr|grp|kvm|jmf|hrs|pts|mmm|hmm) )"
    r"[bcdfghjklmnprstwxz]{3} \d{2}[\da-hj-pr-uw-z](?![\w-])"
)
_PLATE_PARTED = re.compile(
    r"(?:\breg(?:\.|istrerings|g)?\s?-?(?:nr|nummer|skylt)?\b|\bskylt\w*|\bplåt\w*|\bbil(?:en)?\b|\bplate\w*|\bcar\b"
    r"|\bvolvo\w*|\bsaab\w*|\bbmw\w*|\baudi\w*|\bmerca|\btoyota|\bmoped\w*)(?: \w+){0,4}?[ :,]{1,2}(?!"
    r"(?:som|var|har|den|det|och|med|kom|stod|när|där|tar|tog|fick|gav|vid|men|såg|ska|kan|sen|dem|dom|tid"
    r"|kör|han|hon|the|and|had|has|was|at) )"
    r"([a-hj-pr-uw-z]{3} \d{2} [a-hj-npr-uw-z\d])(?![\wåäö])",
    re.IGNORECASE,
)
"""A plate in three groups, `abc 12 d`, beside a car."""
_PLATE_FOREIGN = re.compile(
    r"(?i:\bskylt\w*|\bplåt\w*|\bnumberplate|\bplates?)(?: är| is| med| m)?\W{0,3}"
    r"([A-ZÅÄÖ]{1,3}[ -]?[A-ZÅÄÖ]{0,2}[ -]?\d[\d ]{1,6}\d(?!\d)|[A-ZÅÄÖ]{4,7}(?!\w))"
)
_PLATE_OWN = re.compile(
    r"(?:\breg\.?-?(?:nr|nummer)|\bregistreringsn\w*|\bregskylt\w*|\bnumberplate|\bnumber plate"
    r"|\bregistration(?: no| number)?)(?: är| is)?\W{0,3}([A-ZÅÄÖ\d][A-ZÅÄÖ\d -]{3,8})",
    re.IGNORECASE,
)
_POSTCODE = (
    re.compile(
        r"(?<![\w+-])(?<!\d )(?:SE?[- ]?)?[1-9]\d{2} ?\d{2},?(?= {1,2}[A-ZÅÄÖ][a-zåäö]{2,}| {1,2}[A-ZÅÄÖ]{3,})"
    ),
    re.compile(r"(?<!\w)(?:[Ss][Ee]?-|SE? )[1-9]\d{2} ?\d{2}(?!\d)"),
    re.compile(r"(?<![\w+.,:/-])(?<!\d )[1-9]\d{2} \d{2}(?![\w-]| ?\d| ?[%€$])"),
    re.compile(
        r"\b(?:bor (?:i|på|vid)|området|hem till|adr\w*|skickas? till) (?:SE?-)?[1-9]\d{4}(?![\w-]| ?\d)"
    ),
    re.compile(r"(?<![\w+.,:/-])(?<!\d )[1-9]\d{4}(?= (?:hos|hemma) )"),
    re.compile(
        r"(?:\bpostn(?:r|ummer|umret)|\bpostkod\w*|\bpost ?code|\bzip(?: code)?)\W{0,3}(?:är "
        r"|is )?(?:SE?-)?\d{3} ?\d{2}(?!\d)",
        re.IGNORECASE,
    ),
    re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b"),
)
_POST_TOWN = re.compile(r"(?<![\w+-])(?<!\d )[1-9]\d{2} ?\d{2} ([a-zåäö]{3,})(?!\w)")
_DOT = r"(?:\.|\[\.\]|\(\.\)| ?(?:punkt|dot) ?)"
_V4 = re.compile(
    rf"(?<![\w.])\d{{1,3}}{_DOT}\d{{1,3}}{_DOT}\d{{1,3}}{_DOT}(?:\d{{1,3}}|[xX*]{{1,3}})(?::\d{{1,5}}|/\d\d?)?(?![\w]|\.\d)",
    re.IGNORECASE,
)
_V4_HINTED = re.compile(
    r"\bip(?:-?(?:adress\w*|nr|nummer|address))?\b\W{0,4}(?:är |is )?\d{1,3}(?:[ ._-]\d{1,3}){3}(?!\d)",
    re.IGNORECASE,
)
_V6 = re.compile(r"(?<![\w:.])(?:[0-9a-fA-F]{0,4}:){2,7}[0-9a-fA-F]{0,4}(?:%\w+)?(?![\w:])")

_MAC = re.compile(
    r"(?<![\w:-])(?:[0-9a-f]{2}(?::[0-9a-f]{2}){5}|(?=[\d-]*[a-f])[0-9a-f]{2}(?:-[0-9a-f]{2}){5})(?![\w:-])",
    re.IGNORECASE,
)
"""What tells a device on the net, as an IP address does."""


def before_masking(text: str) -> Iterator[Span]:
    """What must be found before dates and amounts are blanked."""
    yield from _pnr(text)
    yield from _ips(text)
    yield from (Span("ip", *match.span()) for match in _MAC.finditer(text))
    for match in _IBAN.finditer(text):
        compact = re.sub(r"[ -]", "", match.group())
        if sum(map(str.isdecimal, compact)) >= 12:
            yield Span("account", *match.span())
    yield from births(text)


def found(text: str) -> Iterator[Span]:
    """What is found when harmless numbers are blanked."""
    for pattern in _ACCOUNT:
        yield from (Span("account", *digits(match)) for match in pattern.finditer(text))
    for match in _PAPER.finditer(text):
        if sum(map(str.isdecimal, match.group())) >= 4:
            yield Span("id_number", *digits(match))
    for pattern in _PAPER_SHAPES:
        yield from (Span("id_number", *match.span()) for match in pattern.finditer(text))
    yield from _plates(text)
    yield from _postcodes(text)
    yield from phones(text)


def _pnr(text: str) -> Iterator[Span]:
    yield from (Span("personnummer", *match.span(1)) for match in _LAST_FOUR_SAID.finditer(text))
    for pattern in (_LAST_FOUR, _PNR_LABEL):
        yield from (Span("personnummer", *match.span(1)) for match in pattern.finditer(text))
    for match in _PNR.finditer(text):
        year, month, day, gap, _last = match.groups()
        number = int(day) - 60 if int(day) >= 60 else int(day)
        if int(month) > 12 or number > 31 or _ABROAD.search(text[: match.start()]):
            continue
        hinted = bool(_PNR_HINT.search(text[max(0, match.start() - 30) : match.start()]))
        plain = re.sub(r"\D", "", match.group())
        if not gap and not hinted and len(plain) == 10 and year[0] == "0" and not personnummer.valid(plain):
            continue  # a phone number without separators
        yield Span("personnummer", *match.span())


def _ips(text: str) -> Iterator[Span]:
    for match in _V4.finditer(text):
        if all(
            int(octet) < 256 and octet == str(int(octet))
            for octet in re.findall(r"\d+", re.split(r"[:/]", match.group())[0])
        ):
            yield Span("ip", *match.span())
    for match in _V4_HINTED.finditer(text):
        yield Span("ip", *digits(match))
    for match in _V6.finditer(text):
        try:
            ipaddress.IPv6Address(match.group().partition("%")[0])
        except ValueError:
            continue
        if len(match.group()) > 4:
            yield Span("ip", *match.span())


def _plates(text: str) -> Iterator[Span]:
    for pattern in (_PLATE, _PLATE_LOWER, _PLATE_SPACED):
        yield from (Span("plate", *match.span()) for match in pattern.finditer(text))
    yield from (Span("plate", *match.span(1)) for match in _PLATE_FOREIGN.finditer(text))
    for pattern in (_PLATE_HINTED, _PLATE_PARTED, _PLATE_OWN):
        for match in pattern.finditer(text):
            if any(map(str.isdecimal, match.group(1))):
                yield Span("plate", *match.span(1))


def _postcodes(text: str) -> Iterator[Span]:
    for pattern in _POSTCODE:
        yield from (Span("postcode", *digits(match)) for match in pattern.finditer(text))


def lower_postcodes(text: str) -> Iterator[tuple[Span, str]]:
    """Five digits before a word in small letters, with the word: a postcode if that is a town."""
    for match in _POST_TOWN.finditer(text):
        yield Span("postcode", match.start(), match.start(1) - 1), match.group(1)
