"""The numbered line of a list that a reply names, and the slip that has the same number."""

from orosbot.commands.verb import Context, Reply
from orosbot.messages import para
from orosbot.rules.parsing import Token
from orosbot.rules.reference import shown

Lines = tuple[tuple[str, str], ...]
"""The numbered lines of the message replied to: the item and the thing that falls due, or an empty text."""


def line_number(word: Token) -> int | None:
    """The number of a line as it is typed: `9`, `9.`, `9)`."""
    number = word.folded.rstrip(".):")
    return int(number) if number.isascii() and number.isdecimal() and len(number) <= 3 else None


def line_named(word: Token, lines: Lines) -> tuple[str, str] | None:
    """The line whose number a word is; `None` if there is none."""
    number = line_number(word)
    return lines[number - 1] if number is not None and 1 <= number <= len(lines) else None


def line_or_slip(ctx: Context, word: Token, lines: Lines) -> Reply | None:
    """A number that is a line of the list and another line's slip: shredding cannot be undone, so ask."""
    _ = ctx.texts.get
    chosen = line_named(word, lines)
    slip = None if chosen is None else ctx.book.followups.slip_numbered(int(word.folded.rstrip(".):")))
    if slip is None or chosen is None or slip.item == chosen[0]:
        return None
    if slip.ref is None:
        text = para(
            _("Line {number} or slip {number}? Type `!case shredded {number}` for the slip."),
            number=slip.number,
        )
        return ctx.refuse("error-ambiguous", text)
    text = para(
        _("Line {number} or slip {number}? Type the case's number: `!case shredded {ref}`."),
        number=slip.number,
        ref=shown(slip.ref),
    )
    return ctx.refuse("error-ambiguous", text)
