"""The verbs of the commands, as data."""

from orosbot.commands import (
    about,
    agreements,
    assessment,
    attempts,
    cards,
    closing,
    contacts,
    correcting,
    counting,
    due,
    duty,
    finding,
    followups,
    lists,
    notes,
    opening,
    undoing,
)
from orosbot.commands.verb import Verb

VERBS: dict[str, Verb] = {
    verb.name: verb
    for verb in (
        opening.VERB,
        contacts.VERB,
        counting.VERB,
        correcting.VERB,
        notes.VERB,
        assessment.VERB,
        followups.FOLLOWUP,
        agreements.CALLBACK,
        agreements.PROMISE,
        agreements.DONE,
        attempts.REACHED,
        attempts.NO_ANSWER,
        attempts.NOT_NOW,
        attempts.OTHER,
        attempts.WRONG_NUMBER,
        followups.SHREDDED,
        followups.SLIPS,
        closing.CLOSE,
        closing.REOPEN,
        cards.SHOW,
        lists.VERB,
        due.VERB,
        finding.VERB,
        undoing.VERB,
        duty.TAKE,
        duty.ON,
        duty.OFF,
        about.HELP,
        about.STATUS,
        about.ABOUT,
    )
}
