"""Whether what follows a word says that it is a person: `Björn slog sin bror`, `Love har inte svarat`."""

import re

from orosbot.rules.screening.lists import GIVEN, RARE, SELDOM_WORD, UNUSUAL, words
from orosbot.rules.screening.reading import Reading
from orosbot.rules.screening.vocabulary import KIN, PERSONAL, PRONOUNS, VERBS

_OWN = words("sin sitt sina sig his her herself himself")
_HOME = words("hem hemma ut sen sent hit dit hemifrån home")
_DONE = words(
    "svarat ringt sagt slagit rymt flyttat åkt hotat berättat bett fått gått slutat lovat skrivit mejlat "
    "pratat bråkat träffat druckit rökt sovit stuckit börjat varit blivit kommit lämnat hört tänkt bott "
    "gjort velat orkat vågat kunnat hoppat chattat sökt gråtit levt tagit bestämt ångrat köpt polisanmält anmält "
    "stopped left called said told been moved started answered run gone disappeared changed lost texted"
)
_COMING = words("kommer kom går gick bor bodde åker åkte came comes went goes lives")
_HAVING = words("har hade has had")
_BETWEEN = words(
    "inte aldrig redan nu alltid ju också bara sönder ihjäl ner igen av not never already always just"
)
_JOINING = words("och and")
_ENGLISH = words(
    "has had is was does did said says wants wanted called rang told came went lives feels felt needs stopped"
)
_SUBJECTS = words("jag du hon han hen vi ni de dom man")
_STATES = words(
    "nu här där sen då hem hemma ute inne redo arg trött stark lugn glad still stilla frisk klar trygg rädd borta igen "
    "själv ensam både bara också inte aldrig alltid nog än ju väl lite mer mest sällan snart "
    "detta hela enda sin heller ofta par so now here there is"
)
"""What is said of a relative in one word, and some list holds as a name."""
_POSSESSIVE = words("hans per my bo")
"""Names that are possessives, prepositions or verbs: a verb never follows those."""
_DATED = words("maj april juni juli augusti mars dag sal ring plan sida spår bok art")
"""Names before which a number is a date, or one of a thing."""
_AGED = re.compile(
    r"(?:,|,? är|,? is)? (?:[6-9]|1\d|2[0-5])(?: år| yrs| years old)?(?: gammal)?(?: och | and |[,.;!]|$)"
)


def acts(at: int, reading: Reading) -> bool:
    """Whether the word that starts a sentence does what people do."""
    word, after = reading.words[at], reading.word(at + 1)
    if after is None or after.first or after.gap != " ":
        return False
    if word.folded == "will":
        return after.folded in _ENGLISH
    if word.folded in PRONOUNS:
        then = reading.word(at + 2)
        asked = then is not None and not then.first and then.folded in _SUBJECTS
        acting = after.folded in PERSONAL or does(at + 1, reading)
        return word.folded in _POSSESSIVE and acting and not asked
    if not reading.is_word[at]:
        return after.folded in VERBS
    if reading.marks[at] & SELDOM_WORD:
        return after.folded in VERBS - _JOINING
    return after.folded in PERSONAL or (bool(reading.marks[at] & GIVEN) and does(at + 1, reading))


def aged(at: int, text: str, reading: Reading) -> bool:
    """Whether the word that starts a sentence has an age, `My är 17 och hotas`, `Max 17`: so have only people."""
    word, marks = reading.words[at], reading.marks[at]
    if not (word.first and word.capital) or word.folded in _DATED:
        return False
    if word.folded in PRONOUNS and word.folded not in _POSSESSIVE:
        return False
    named = word.folded in _POSSESSIVE or (marks & GIVEN and not marks & (RARE | UNUSUAL))
    return bool(named) and bool(_AGED.match(text, word.end))


def does(at: int, reading: Reading) -> bool:
    """Whether a verb here goes on as only people do: `har inte svarat`, `slog sin`, `kommer inte hem`."""
    if at >= len(reading.words):
        return False
    verb = reading.words[at].folded
    rest = [token.folded for token in reading.words[at + 1 : at + 4] if not token.first]
    while rest and rest[0] in _BETWEEN:
        rest.pop(0)
    if not rest:
        return False
    if verb in _HAVING:
        return rest[0] in _DONE
    if verb in _COMING and rest[0] in _HOME:
        return True
    return verb in VERBS and rest[0] in _OWN


def related(at: int, reading: Reading) -> bool:
    """Whether somebody's relative is named after this word in the genitive: `Rickards flickvän`, `Olssons son`."""
    word, after = reading.words[at], reading.word(at + 1)
    if after is None or after.first or after.gap != " " or after.folded not in KIN:
        return False
    folded = word.folded.replace("'", "").replace(":", "")
    return folded.endswith("s") and len(folded) > 3 and bool(reading.lists.name_marks(folded[:-1]))


def named_relative(at: int, reading: Reading) -> bool:
    """Whether a small word that may be a name follows a relative, and a verb it: `dottern saga rymde`."""
    word, before, after = reading.words[at], reading.word(at - 1), reading.word(at + 1)
    if before is None or before.folded not in KIN or word.gap != " " or not reading.marks[at] & GIVEN:
        return False
    if word.folded in VERBS or word.folded in _STATES:
        return False
    return (
        after is None or after.gap.startswith(",") or (after.gap == " " and after.folded in VERBS - _JOINING)
    )
