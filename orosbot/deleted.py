"""What staff delete in the room is deleted here too, wherever it is still kept."""

from orosbot.casebook import Casebook
from orosbot.texts import Texts
from orosbot.waiting import Waiting


def forget(book: Casebook, waiting: Waiting, texts: Texts, event_id: str) -> None:
    """Erase the text that was written in the event; what was coded in it stands, and so do its times."""
    _ = texts.get
    book.notes.erase_text(event_id)
    book.agreements.erase_promise_text(event_id)
    book.journal.erase_text(event_id)
    book.questions.forget_text(event_id)
    book.outbox.erase_text(event_id, _("(deleted)"))
    waiting.drop(event_id)
