"""Names of what is nobody: rooms, films and games, faiths, holy persons, hospitals and churches called after somebody."""

import re
from collections.abc import Iterator, Sequence

from orosbot.rules.screening.lists import ALSO_WORD, GIVEN, WordLists, words
from orosbot.rules.screening.tokens import Token
from orosbot.rules.screening.vocabulary import NAMING

_ROOMS = ("rum", "rummet", "salen", "lokalen")
_ROOM = words("sal lokal room hall aula mötesrummet")
_THINGS = words(
    "film filmen serie serien bok boken spel spelet låt låten band bandet app appen program programmet kanal "
    "kanalen podd podden sajt sajten sida sidan grupp gruppen förening föreningen projekt projektet kurs kursen "
    "metod metoden medicin medicinen tablett tabletten hund hunden katt katten häst hästen linje linjen parti "
    "partiet tidning tidningen rörelse rörelsen butik butiken film movie book game song app channel group project "
    "dog cat medicine organisation organisationen mottagning mottagningen boende boendet insats insatsen stöd "
    "stödet utbildning utbildningen broschyr broschyren stad staden by byn land ort orten"
)
_MEDIA = words(
    "tittar tittade tittat kollar kollade kollat lyssnar lyssnade lyssnat spelar spelade spelat läser läste läst "
    "citerar citerade citerat gillar gillade hejar håller supportrar streamar såg ser watches watched watching plays "
    "played playing reads reading quotes quoted likes supports"
)
_LINKS = words("på till of to on the av m med")
_CHRISTIANS = words("is are was were be been a an the as become became not muslim")
_MUHAMMED = re.compile(r"m[ou]ha?mm?[ae]d")
_HOLY = words(
    "profeten profet prophet allah jesus moses moses koranen koran bibeln islam gud quran holy heliga"
)
_SAINTS = words("sankt sankta saint s:t s:ta st jungfru")
_HOUSES = words(
    "sjukhus sjukhuset barnsjukhus barnsjukhuset kyrka kyrkan församling sjukhem folkhögskola domkyrka kapell "
    "hospital church ungdom ungdomsmottagning"
)


def things(tokens: Sequence[Token], lists: WordLists) -> Iterator[int]:
    """Which of these words name something that is nobody, by what stands around them."""
    for at, word in enumerate(tokens):
        if at and not word.first and _thing(at, word, tokens, lists):
            yield at
    for at, word in enumerate(tokens):
        if word.folded in _HOUSES and not word.first and not word.capital:
            yield from _called_after(at, tokens)


def _thing(at: int, word: Token, tokens: Sequence[Token], lists: WordLists) -> bool:
    before = tokens[at - 1].folded
    near = {token.folded for token in tokens[max(0, at - 3) : at]}
    if before in _ROOM or before.endswith(_ROOMS):
        return True
    if before in NAMING and near & _THINGS:
        return True
    if word.folded in ("christian", "christians") and before in _CHRISTIANS:
        return True
    if _MUHAMMED.fullmatch(word.folded) and near & _HOLY:
        return True
    if before in _SAINTS:
        return True
    if word.folded == "max" and before in ("på", "åt") and word.capital:
        return bool(near & words("jobb jobbar extrajobb jobbade sommarjobb äter käkar åt jobbat"))
    marks = lists.name_marks(word.folded)
    return (
        word.capital
        and bool(near & _MEDIA)
        and (before in _MEDIA or before in _LINKS)
        and (not marks & GIVEN or bool(marks & ALSO_WORD))
    )


def _called_after(at: int, tokens: Sequence[Token]) -> Iterator[int]:
    """The capital words before a house: `Astrid Lindgrens barnsjukhus`, `Maria ungdom`."""
    while at and not tokens[at].first and tokens[at].gap == " " and tokens[at - 1].capital:
        at -= 1
        yield at
