"""The verbs of the commands, as data."""

from orosbot.commands import about, assessment, cards, closing, contacts, notes, opening, undoing
from orosbot.commands.verb import Verb

VERBS: dict[str, Verb] = {
    verb.name: verb
    for verb in (
        opening.VERB,
        contacts.VERB,
        notes.VERB,
        assessment.VERB,
        closing.CLOSE,
        closing.REOPEN,
        cards.SHOW,
        cards.LIST,
        undoing.VERB,
        about.HELP,
        about.STATUS,
        about.ABOUT,
    )
}
