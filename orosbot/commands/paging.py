"""Long lists go page by page: what is not shown is counted, with the words that show it."""

from orosbot.commands.verb import Context, Reply
from orosbot.messages import Para, para
from orosbot.rules.parsing import Token


def more(ctx: Context, count: int, where: str) -> tuple[Para, ...]:
    """How many lines do not stand here and what to type for them; nothing if all do."""
    if count <= 0:
        return ()
    text = ctx.texts.plural("… and {count} more: `{where}`.", "… and {count} more: `{where}`.", count)
    return (para(text, count=count, where=where),)


def take_page(words: list[Token]) -> tuple[list[Token], int]:
    """The words without the number of a page at their end, and that number; the first page if there is none."""
    last = words[-1].folded if words else ""
    if not (last.isascii() and last.isdecimal() and len(last) <= 4):
        return words, 1
    return words[:-1], int(last)


def no_such_page(ctx: Context, number: int, last: int) -> Reply | None:
    """The refusal of a page that there is not; without the prefix `idag 9` is talk."""
    _ = ctx.texts.get
    if 1 <= number <= last:
        return None
    text = ctx.texts.plural(
        "There is no page {number}: the list has one page.",
        "There is no page {number}: the list has {count} pages.",
        last,
    )
    return ctx.refuse("error-nothing-open", para(text, number=number, count=last), unread=True)
