"""Mail addresses, links and names of accounts on the net, however they are written out."""

import re
from collections.abc import Iterator

from linkify_it import LinkifyIt

from orosbot.rules.screening.allowed import Allowed
from orosbot.rules.screening.joined import joined
from orosbot.rules.screening.lists import ALSO_WORD, WordLists, words
from orosbot.rules.screening.normal import fold
from orosbot.rules.screening.spans import Span

_TLD = (
    r"(?:com|se|net|org|nu|eu|info|io|me|uk|de|no|dk|fi|ru|tv|app|online|live|gg|ly|be|co|fr|es|pl|tr|ir"
    r"|so|xyz|link|site|chat|social|dev|edu|biz)"
)
_PROVIDER = (
    r"(?:g-?mail|hotmail|outlook|i?cloud|yahoo|live|telia|protonmail|proton|icloud|msn|bredband|spray"
    r"|comhem|tutanota|gmx)"
)
_AT = (
    r"(?: ?@ ?| ?[(\[{<] ?(?:at|a|ä|@|snabel-?a|snabel) ?[)\]}>] ?| snabel-? ?a | ?-at- ?|_at_"
    r"| kanelbulle | alfakrull )"
)
_DOT = r"(?: ?\. ?(?=\w)|[ ]?[(\[{<] ?(?:dot|punkt|\.|prick) ?[)\]}>][ ]?| (?:dot|punkt|prick) )"
_SAID_DOT = r"(?: (?:dot|punkt|prick) |[ ]?[(\[{<] ?(?:dot|punkt|\.|prick) ?[)\]}>][ ]?)"
_MAIL = re.compile(
    rf"[\w.+'-]{{1,64}}(?:{_SAID_DOT}[\w+-]{{1,64}})??{_AT}[\w-]{{1,64}}(?:{_DOT}[\w-]{{1,64}}){{0,5}}?{_DOT}[a-z]{{2,}}\b"
    rf"|[\w.+'-]{{0,63}}\w(?:{_AT}| at | ät | på ){_PROVIDER}(?:(?:{_DOT}){_TLD}| (?:com|net|org|se(?! \w)))?\b"
    rf"|[\w.+'-]{{0,63}}\w at [\w-]{{1,64}}(?:\.| dot | punkt ){_TLD}\b"
    r"|[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,6}"
    r"|(?<![\w.@])[a-zåäö][\w.+-]{1,63}@[a-zåäö]{3,64}(?![\w.@])"
    r"|\b(?:mailto|e-?mail|e-?post(?:adress\w*)?|mejl(?:adress\w*)?|mail(?:adress\w*)?)(?: är"
    r"| is)?:? [\w.+-]{1,64} ?@ ?[\w-]{1,64}",
    re.IGNORECASE,
)
_ANY_MAIL = re.compile(r"@|[(\[{<]|snabel|kanelbulle|alfakrull|[ _-]at[ _-]| ät | på ", re.IGNORECASE)
"""What a mail address cannot do without, however it is written: looked for first, for it costs less."""
_MENTION = re.compile(rf" @(?!.*\.{_TLD}$)\S", re.IGNORECASE)
"""An account that is spoken of, `hon heter @name.x`, and no mail address with a space in it."""
_OFFICE = re.compile(
    r"^(?:info|kontakt|contact|registrator|kansli|support|stod|stöd|hej|jour|office|press|admin|kundtjanst)(?= ?[@(\[{<])",
    re.IGNORECASE,
)
_URL = re.compile(
    r"\bh(?:tt|xx|\*\*)ps?(?::|\[:\])? ?/ ?/ ?\S+|\bftp://\S+|\bwww ?[.,] ?[\w-]+ ?[.,] ?\w+\S*"
    rf"|\b[\w-]{{1,64}}(?: ?(?:\[\.\]|\(\.\)|\[dot\]|\(dot\)|\(punkt\)|\[punkt\]) ?| punkt | dot )(?:[\w-]{{1,64}}(?:\."
    rf"| punkt | dot |\[\.\])){{0,5}}{_TLD}\b(?: ?(?:/| slash | snedstreck ) ?\S+)?"
    r"|\b(?:t\.me|wa\.me|bit\.ly|fb\.me|youtu\.be|m\.me|discord\.gg|snapchat\.com|instagram\.com"
    r"|tiktok\.com|facebook\.com|fb\.com|x\.com|linkedin\.com)\b\S*"
    rf"|(?<![\w@.])[\w-]{{1,64}} ?\. ?{_TLD}/\S+",
    re.IGNORECASE,
)
_WORDY = words(
    "de vi om so at is in no my me to it be do en et er sa co us pa al am an as ha hu id la ma mu ne ni "
    "om pa re se tv va io ai"
)
_LINKIFY = LinkifyIt()

_PLATFORM = (
    r"(?:insta(?:gram)?(?:konto\w*)?|snap(?:chat)?(?:konto\w*)?|\big|tik ?tok(?:konto\w*)?|kik|discord"
    r"|telegram|twitter|facebook|messenger|skype|steam|roblox|wickr|threema|signal|whatsapp|reddit|twitch"
    r"|youtube|yt|xbox|psn|fortnite|minecraft|jodel|viber|linkedin|mastodon|bluesky|onlyfans|fb|vk)"
)
_SAYS = (
    r"(?: ?[:=] ?| (?:är|heter|hette|som|namn|user|username|kallar sig|under|is|as|konto|account|handle"
    r"|nick|användarnamn|profil|finns som|handen|namnet)(?:[: ]+(?:är|heter|är|is|as)?:? ?)*)"
)
_VALUE = r"[\"'@]?([\w](?:[\w.\-]*[\w])?(?:#\d{3,5})?)"
_HANDLES = (
    re.compile(rf"\b{_PLATFORM}\b{_SAYS}{_VALUE}", re.IGNORECASE),
    re.compile(
        rf"\b(?:heter|hette|kallar sig|user(?:name)?|användarnamn\w*|nick(?:name)?|alias|som|as|called|is"
        rf"|är|skriver (?:till|med)|följer|lägg till|add|named)\b:? {_VALUE} (?:på|i|on|hos) {_PLATFORM}\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:user ?name|användarnamn(?:et)?|login|inlogg\w*|gamertag|konto(?:t)? heter|account (?:is"
        rf"|named|called)|handle|profil(?:en|namn\w*)?|nick(?:et)?)\b(?: är| e| is| heter|:|=| )+? ?{_VALUE}",
        re.IGNORECASE,
    ),
)
_BESIDE = re.compile(
    rf"\b(?:{_PLATFORM}\b|(?:tt|ig|yt|fb|sc)[- ]?konto\w*|konto(?:t|namn\w*)?:) ?:? ?([a-z0-9åäö][\w.-]{{3,}}\w)(?![\w@])",
    re.IGNORECASE,
)
"""A platform and what may be an account there, with nothing between."""
_SPACED = re.compile(r"(?<!\w)@(?: \w){4,}(?!\w)")
_AT_NAME = re.compile(
    r"(?<![\w@.])@ ?([\w][\w.\-]*\w)(?::[\w.-]+)?|(?<!\w)/?u/[\w-]{3,}|(?<![\w#])[\w.]{2,64}#\d{4}(?!\d)"
)
_MIXED = re.compile(
    r"(?<![\w@./:#§-])(?=[\w.]*[^\W\d_])(?:[^\W\d_]+(?:[._][^\W_]+)*_[\w.]*\w|_[\w.]+\w"
    r"|[^\W\d_]{2,}\.[^\W\d_]{2,}\.?\d{1,4}|[^\W\d_]{4,}[._]?\d{2,}|[^\W\d_]{3,}\d+[^\W\d_]+\w*"
    r"|[^\W\d_]+_\d+|xX\w+Xx)(?![\w@])"
)


def found(text: str, allowed: Allowed, lists: WordLists) -> Iterator[Span]:
    """Mail addresses and links."""
    for match in _MAIL.finditer(text) if _ANY_MAIL.search(text) else ():
        host = match.group().rpartition("@")[2].strip().casefold()
        if _MENTION.search(match.group()):
            continue
        if not (allowed.domain(host) or _OFFICE.match(match.group())) or "(" in match.group():
            yield Span("email", *match.span())
    for match in _URL.finditer(text):
        if not allowed.domain(_host(match.group())):
            yield Span("url", *match.span())
    if "." not in text and ":" not in text:
        return
    for link in _LINKIFY.match(text) or ():
        if link.schema == "mailto:":
            if not _OFFICE.match(link.text) and not allowed.domain(link.text.rpartition("@")[2]):
                yield Span("email", link.index, link.last_index)
        elif not allowed.domain(_host(link.text)) and not (
            link.schema == "" and _sentence_end(text, link.text, lists)
        ):
            yield Span("url", link.index, link.last_index)


def _host(link: str) -> str:
    return (
        re.sub(r"^\w+:/*", "", link.replace(" ", ""))
        .partition("/")[0]
        .partition(":")[0]
        .rstrip(".,")
        .casefold()
    )


def _sentence_end(text: str, link: str, lists: WordLists) -> bool:
    """Whether this is but a missing space between two sentences: `ringer igen.vi hörs`."""
    left, _, right = link.partition(".")
    if "." in right or "/" in right:
        return False
    return (
        (right.casefold() in _WORDY and lists.is_word(fold(left))) or right[:1].isupper() or left.isdecimal()
    )


def handles(text: str, allowed: Allowed, lists: WordLists) -> Iterator[Span]:
    """Names of accounts: after an @, beside a platform, or of letters, digits and underscores mixed."""
    for match in _AT_NAME.finditer(text):
        if not (match.group(1) and match.group(1).casefold() in ("home", "room")):
            yield Span("handle", *match.span())
    for pattern in _HANDLES:
        for match in pattern.finditer(text):
            if _handle(match.group(1), lists):
                yield Span("handle", *match.span(1))
    yield from (Span("handle", *match.span()) for match in _SPACED.finditer(text))
    for match in _BESIDE.finditer(text):
        value = fold(match.group(1))
        plain = (
            lists.is_word(value) or lists.is_place(value) or value in allowed.phrases or joined(value, lists)
        )
        if not plain and not value.startswith(("konto", "stor", "grupp", "kanal", "chatt", "meddel")):
            yield Span("handle", *match.span(1))
    for match in _MIXED.finditer(text):
        if fold(match.group()) not in allowed.phrases and not re.fullmatch(
            r"(?:covid|vt|ht|kl|åk|sfs|page|step|del|steg|under|over|över|nästan|minst|högst|ungefär|snart|plan|grupp|lapp|punkt|vecka|rum|sal)[\W_]?\d+",
            match.group(),
            re.IGNORECASE,
        ):
            yield Span("handle", *match.span())


def _handle(value: str, lists: WordLists) -> bool:
    if re.search(r"[\d_.#]", value) and not value.isdecimal():
        return True
    folded = fold(value)
    marks = lists.name_marks(folded)
    return len(value) > 2 and (
        bool(marks and not marks & ALSO_WORD) or not (lists.is_word(folded) or lists.is_place(folded))
    )
