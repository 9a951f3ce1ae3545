"""When somebody was born, or has a birthday: a date beside a word that says so, or one that can hardly be another."""

import re
from collections.abc import Iterator

from orosbot.rules.screening.masking import MONTHS
from orosbot.rules.screening.spans import Span

_ORDINAL = (
    r"(?:(?:tjugo|trettio)?(?:första|andra|tredje|fjärde|femte|sjätte|sjunde|åttonde|nionde)|tionde|elfte|tolfte"
    r"|trettonde|fjortonde|femtonde|sextonde|sjuttonde|artonde|nittonde|tjugonde|trettionde"
    r"|(?:twenty-? ?|thirty-? ?)?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|tenth|eleventh|twelfth"
    r"|(?:thir|four|fif|six|seven|eigh|nine)teenth|twentieth|thirtieth)"
)
_DATE = (
    rf"(?:(?:18|19|20)\d{{2}}[-/. ]?\d{{1,2}}[-/. ]?\d{{1,2}}|\d{{6}}(?!\d)"
    rf"|\d{{1,2}}[-/. ]{{1,2}}\d{{1,2}}(?:[-/. ]{{1,2}}(?:19|20)?\d{{2}})?(?!\d)"
    rf"|(?:den )?\d{{1,2}}(?::?[ae]|st|nd|rd|th)?\.? ?(?:of )?{MONTHS}\b\.?(?:,? ?(?:19|20)?\d{{2}}\b)?"
    rf"|{MONTHS} \d{{1,2}}(?:st|nd|rd|th)?(?:,? (?:19|20)?\d{{2}})?\b"
    rf"|(?:den |the )?{_ORDINAL} (?:i |of )?{MONTHS}\b"
    rf"(?:,? (?:19|20)?\d{{2}}\b| (?:nittio|åttio|sjuttio|sextio|tjugo|nittonhundra|tvåtusen)\w*)?)"
)
_WHEN = rf"(?P<date>{_DATE})"
_BORN = (
    r"(?:\bfödd?s?\b|\bföddes\b|\bföds\b|\bfödelse\w*|\bf\.(?= ?\d)|\bf (?=\d{4,}|\d{1,2} [a-z]{3,9} \d{2})"
    r"|\bfd\b\.?|\bfyller\b"
    r"|\bfyllde\b|\bbursdag\w*|\bd\.?o\.?b\b\.?|\bborn\b|\bbirth\w*|\bb-day\b|\bbday\b|\bturns\b"
    r"|\bturned\b|\bturning\b|\bnamnsdag\b|\bmyndig\b|års ?dag\w*|årskalas|\bsweet sixteen\b)"
)
_AGE = r"(?:\d{1,2}|arton|[a-zåäö]{2,8}ton|tjugo\w*|tolv|elva|tio|åtta|nio|sju|sex|fem)"
_FEAST = (
    r"(?:julafton|juldagen|annandag(?:en)? jul|nyårsafton|nyårsdagen|nyår|midsommarafton|midsommardagen|midsommar"
    r"|nationaldagen|valborg\w*|lucia\w*|alla hjärtans dag|skottdagen|påskafton|påskdagen|trettondagen|trettondedag jul"
    r"|christmas eve|christmas day|new year'?s (?:eve|day)|boxing day|valentine'?s(?: day)?|halloween|midsummer(?: eve)?)"
)
_BIRTH = (
    re.compile(
        rf"\b(?:blir|blev|bli|blivit) {_AGE}(?: år)?,? (?:nu |på \w+dag |den |i \w+ )*(?<!\d){_WHEN}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\bfyll(?:er|de|t|a)\b(?: {_AGE})?(?: år)?[^.\n\d]{{0,18}}\bden (?P<date>\d{{1,2}}(?::?[ae])?)(?!\d)",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:his|her|their|my) \d{{1,2}}(?:st|nd|rd|th)(?: birthday)? (?:is )?(?:on )?(?:the )?{_WHEN}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?:{_BORN}|\b(?:blir|blev|bli) {_AGE}\b)[^.\n]{{0,24}}?\b(?P<date>{_FEAST}\b(?: (?:19|20)\d{{2}})?)",
        re.IGNORECASE,
    ),
    re.compile(
        rf"{_BORN}(?:(?!\d)[^.\n]|(?<=\d) ){{0,24}}?(?:\d{{1,2}} (?:år )?(?:den |on "
        rf"|i \w+ den )?)?(?<!\d){_WHEN}",
        re.IGNORECASE,
    ),
    re.compile(rf"{_WHEN}[^\d.\n]{{0,18}}{_BORN}(?! (?:den |on )?\d)", re.IGNORECASE),
    re.compile(
        r"(?<![\d/:.-])(?:19[2-9]\d|200\d|201[0-6])([-/. ]?)(?:0[1-9]|1[0-2])\1(?:0[1-9]|[12]\d|3[01])(?![\d-])"
    ),
    re.compile(
        rf"(?<![\d/:.-])(?:0?[1-9]|[12]\d|3[01])(?:[/.-](?:0?[1-9]|1[0-2])[ /.-]| ?{MONTHS} )(?:19[2-9]\d"
        rf"|200\d|201[0-2])(?![\d-])",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?<![\w/:.,+-])(?<!\d )(?:[4-9]\d|0\d|1[0-8])(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?![\w-]"
        r"|[ .,]\d)(?! ?kr)"
    ),
)


def births(text: str) -> Iterator[Span]:
    """Dates of birth, without the words that say that they are: those may stay."""
    for pattern in _BIRTH:
        where = "date" if "date" in pattern.groupindex else 0
        yield from (Span("birthdate", *match.span(where)) for match in pattern.finditer(text))
