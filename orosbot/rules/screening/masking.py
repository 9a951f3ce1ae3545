"""What is blanked before numbers are looked for: the line's own references, hours, times, dates, amounts, law."""

import re
from collections.abc import Callable, Iterable

from orosbot.rules.screening.lists import ALSO_WORD, WordLists, words

BLANK = "\x1f"
"""Stands for a blanked character: no letter, no digit, no space."""

_SPELLED_SIGNS = words("at a ä dot punkt prick snabel snabel-a")
"""What stands in brackets in a mail address that is written out."""
PLACEHOLDER = re.compile(r"\[((?:I[DP][ -]|[a-zåäö])[a-zåäö/ -]{1,28})\]")
MONTHS = (
    r"(?:jan(?:uari|uary)?|feb(?:ruari|ruary)?|mars|march|mar|apr(?:il)?|maj|may|juni|june|jun|juli|july"
    r"|jul|aug(?:usti|ust)?|"
    r"sep(?:t(?:ember)?)?|okt(?:ober)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
CASE = re.compile(
    r"(?<![\d+-])(?<!(?<![\d-])0\d )(?<!(?<![\d-])0\d\d )(?<!(?<![\d-])0\d\d\d )(?<!\+\d\d )"
    r"(?:\d{3}-\d{4}|\d{4}-\d{4}|\d{1,4}-\d{4}-\d{4})(?!\d|-\d)"
)
BARE_CASE = re.compile(
    r"(?<![\d+-])(?<!(?<![\d-])0\d )(?<!(?<![\d-])0\d\d )(?<!(?<![\d-])0\d\d\d )(?<!\+\d\d )(?<!(?<!\d{3})\d{4} )(?<!\d{4}, )"
    r"(?:\d{7,12}(?!\d|-\d| \d{2,4}\b)|(?<!\d[ .])[1-9]\d{2}(?: - |[ ./])\d{4}(?!\d|[ -]\d))"
)
NAMED_CASE = re.compile(
    r"(?:ärende(?:t|nr|nummer|numret)?|case|ref|referens|reference|#)\s*(?:nr|nummer|no)?\.?:?\s*#?$",
    re.IGNORECASE,
)
PERSONAL = re.compile(r"(?:19|20)?\d{2}(?:0\d|1[0-2])(?:[0-2]\d|3[01]|[6-8]\d|9[01])\d{4}")
"""Digits that may be a personnummer."""

OTHERS = re.compile(
    r"\b(?:bg|bgnr|bank-?giro\w*|pg|plus-?giro\w*|konto\w*|swish\w*|clearing\w*|tel\w*|mob\w*|nås på)\W*$",
    re.IGNORECASE,
)
_PAPERS = (
    r"|\bpass\w*|\blma\S*|\bdossier\w*|\bbeteckn\w*|\bdnr|\bdiarie\w*|\bkörkort\w*|\bid-?(?:kort|nr|nummer|number|card)\w*"
    r"|\bjournal\w*|\bkund\w*|\bmedlems\w*|\bmål(?:nr|nummer)?|\bpatient\w*|\bmigr\w*"
)
CALLING = re.compile(
    r"(?:\btel\w*|\btfn\w*|\bmob\w*|\bnås på|\bring\w*(?: \w+)? på|\bphone\w*|\bcall(?: \w+)? (?:on|at)|\bsms\w*(?: \w+)? till"
    r"|\b(?:hans|hennes|hens|mitt|her|his|my|pappans|mammans) (?:nr|nummer|number)|\bpnr|\bpersonn\w*|\bkonto\w*|\bswish\w*|\b[bp]g|giro"
    + _PAPERS
    + r")(?:[ -]?(?:nr|nummer|no|number))?(?: är| is)?\W*$",
    re.IGNORECASE,
)

_HARMLESS = (
    r"20(?:1[7-9]|[23]\d)(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?![\d-])",
    r"(?<!tel )(?<!tel: )(?<!tel\. )(?<!nr )(?<!ring )(?<!ret )(?<!mob )"
    r"(?:19|2\d|3[0-5])(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?![\d-]| \d)",
    r"(?<!\d )(?:[1-9]\d?[ .,]\d{3}[ .,]000|[1-9]\d{0,2}[ .,]000)(?![\d-]|[ .,]\d)",
    r"(?:(?:0200?|077\d?)[ -]\d{2,3}(?:[ -]?\d{2,3}){1,2}|0771\d{6}|020\d{6})(?![\d-]| \d)",
    r"010[ -]?\d{3} ?\d{2} ?00(?![\d-])",
    r"(?:rum|sal|hus|lokal) [A-Za-z]?\d{1,4}[A-Za-z]?(?:,? plan \d{1,2})?(?!\d)",
    r"\d{1,2} ?(?:[.:]|\s?:\s?)\d{2}(?: ?(?:-|till|to) ?\d{1,2}(?:[.:]\d{2})?)?(?![\d.:]|-\d{3})",
    r"kl(?:ockan|\.)? ?\d{1,2}(?:[.:]?\d{2})?(?: ?(?:-|till|och) ?\d{1,2}(?:[.:]?\d{2})?)?(?!\d)",
    r"(?:19|20)\d{2}-\d{2}-\d{2}(?:[T ]\d{1,2}[:.]\d{2})?(?![\d-])",
    r"(?:19|20)\d{2} ?(?:[-/]|till) ?(?:(?:19|20)\d{2}|\d{2})(?![\d-])",
    r"\d{1,2}/\d{1,2}(?: ?[-/] ?\d{1,2}/\d{1,2}|[ /-](?:19|20)?\d{2}(?![\d-]))?(?!\d)",
    r"\d{1,2}[.-]\d{1,2}[.-](?:19|20)\d{2}(?!\d)",
    rf"\d{{1,2}}(?:[:.]?[ae])? ?(?:- ?\d{{1,2}} )?{MONTHS}\b\.?(?: (?:19|20)\d{{2}})?",
    r"(?:v|vecka|veckor|week|weeks|v\.) ?\d{1,2}(?: ?(?:-|och|to) ?\d{1,2})?(?!\d)",
    r"(?:\d{1,3}(?:[ .]\d{3})+|\d+)(?:[,.]\d{1,2})? ?(?:kr\b|kronor|sek\b|:-|tkr|mkr|euro|eur\b|€|usd"
    r"|dollar|%|procent|kkr|miljoner|pund)",
    r"(?:SEK|EUR|€|\$|£) ?\d[\d ,.]*",
    r"(?:SFS|SOU|prop\.?|HSLF-FS|SOSFS|SKOLFS|bet\.?|Ds|LSFS|AFS|MIGRFS|PMFS|skr\.?) ?\d{4}(?:/\d{2})?:\d{1,4}",
    r"\d{4}:\d{1,4}(?!\d)",
    r"\d{1,3} ?(?:kap|§)\.?(?: ?\d{0,3} ?[a-h]? ?§{0,2})?",
    r"§§? ?\d{1,3}(?: ?[a-h]\b)?(?: ?- ?\d{1,3})?",
    r"(?:NJA|HFD|RÅ|AD|MIG) (?:19|20)\d{2}(?::\d+| (?:s\.|ref\.?|nr) ?\d+)",
    r"\d{1,3} ?(?:-|till|to|och) ?\d{1,3} ?(?:år|åringar|st|ggr|gånger|min|minuter|h|tim|timmar|dagar"
    r"|veckor|mån|månader|years|times|hours|days|weeks)\b",
    r"(?<![\d-])\d{1,2} ?- ?\d{1,2}(?:,| och) ?\d{1,2} ?- ?\d{1,2}(?:(?:,"
    r"| och) ?\d{1,2} ?- ?\d{1,2})*(?![\d-])",
)
HARMLESS = re.compile(
    "|".join(rf"(?<![\d+.:/-])(?<!\w)(?:{pattern})" for pattern in _HARMLESS), re.IGNORECASE
)


def blanked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with these spans blanked, as long as before."""
    for start, end in spans:
        text = text[:start] + BLANK * (end - start) + text[end:]
    return text


def placeholders(text: str, lists: WordLists) -> str:
    """The text without what the bot puts in the place of a find, such as `[namn]`."""

    def plain(found: re.Match[str]) -> bool:
        if found.group(1) in _SPELLED_SIGNS:
            return False
        words = re.findall(r"[a-zåäö]+", found.group(1))
        return all(
            lists.is_word(word) and (not lists.name_marks(word) or lists.name_marks(word) & ALSO_WORD)
            for word in words
        )

    return blanked(text, (found.span() for found in PLACEHOLDER.finditer(text) if plain(found)))


def masked(text: str) -> str:
    """The text without numbers that are nobody's: hours, dates, amounts, law."""
    return blanked(text, (found.span() for found in HARMLESS.finditer(text)))


def like_a_case(text: str, start: int, end: int) -> bool:
    """Whether a number stands in the groups of a reference, `482-7391`, and nothing announces another number."""
    before = text[max(0, start - 24) : start]
    return (
        text[start] != "0"
        and CASE.fullmatch(text, start, end) is not None
        and (NAMED_CASE.search(before) is not None or not (CALLING.search(before) or OTHERS.search(before)))
    )


def cases(text: str, is_case: Callable[[str], bool]) -> list[tuple[int, int]]:
    """Where references of the line stand: in groups as shown, or bare where no number is announced."""
    found = []
    for pattern, needs in ((CASE, False), (BARE_CASE, True)):
        for match in pattern.finditer(text):
            digits = "".join(filter(str.isdecimal, match.group()))
            before = text[max(0, match.start() - 24) : match.start()]
            if len(digits) < 7 or not is_case(digits):
                continue
            called = (CALLING if needs else OTHERS).search(before)
            if re.fullmatch(r"7[02369]\d{7}", match.group()) and not NAMED_CASE.search(before):
                continue
            if (
                called or ((needs or len(digits) == 12) and PERSONAL.fullmatch(digits))
            ) and not NAMED_CASE.search(before):
                continue
            found.append(match.span())
    return found
