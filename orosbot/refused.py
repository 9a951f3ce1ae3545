"""A command that was refused for another reason may hold personal data all the same: it is removed as a note's
message would be, and the answer does not repeat it.

Among coded words a slip of the fingers often looks like a name, a user name or initials. There only those names count
that can be nothing else: a given name that is no form of ours, or a given name and a surname.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from orosbot.casebook import Casebook
from orosbot.commands import counting, journal, lists
from orosbot.commands.actorlines import ACTIONS
from orosbot.commands.screening import kinds, labels, removal
from orosbot.commands.verb import Context, Personal, Reply, with_more
from orosbot.messages import Block, Segment, para
from orosbot.rules import actorfields, children, opening, parsing, referrals
from orosbot.rules.mistyped import without_references
from orosbot.rules.reference import SHORTEST
from orosbot.rules.screening import CERTAIN, Find, Screening, masked
from orosbot.rules.words import fold, one_slip

_ANYWHERE = CERTAIN | {"address", "plate", "school_class", "employer_title", "id_number"}
"""Kinds that no mistyped code looks like."""

_TABLES: tuple[Mapping[str, tuple[str, ...]], ...] = (
    *(ACTIONS, counting.KINDS, journal.KINDS, journal.WHY, lists.OPTIONS, actorfields.FIELDS),
    *(children.ANSWERS, opening.FLAGS, opening.KEYS, opening.ANSWERS, referrals.OUTCOMES),
)
"""Words of commands that are no verbs and stand in no file, with their forms."""

_KEYS = {
    fold(form) for table in (opening.KEYS, actorfields.FIELDS) for forms in table.values() for form in forms
}
"""Words whose colon belongs to a coded word: `region:skåne`."""

_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_TYPED = re.compile(rf"(?P<word>{_WORD.pattern})(?P<cut>…?)")
"""A word as an answer repeats it, perhaps cut short."""

_AGAIN = re.compile(r"(\[[^]]+\])(?:[ -]\1)+")


@dataclass(frozen=True, slots=True)
class Left:
    """What a command holds: the finds' kinds, and each word of them that an answer must not repeat, with its kind."""

    finds: tuple[Find, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def screening(self) -> Screening:
        return Screening(self.finds)


def of_refused(ctx: Context, body: str, verb: str, reply: Reply) -> Reply:
    """The answer to a refused command, without what is personal in it; the command's message is removed."""
    _ = ctx.texts.get
    if not reply.refused or reply.personal is not None:
        return reply
    left = in_command(ctx, body, verb)
    found = left.screening
    if not found.refused:
        return reply
    blocks = tuple(_blank(ctx, block, left.words) for block in reply.message.blocks)
    told = para(_("There is personal data in your message ({kinds})."), kinds=kinds(ctx, found))
    return replace(
        with_more(
            replace(reply, message=replace(reply.message, blocks=blocks)), (told, removal(ctx, found.certain))
        ),
        personal=Personal(found.certain),
    )


def named_case(book: Casebook, body: str) -> str | None:
    """The one case of ours that a command names without being about it, for it was refused; what is said of a case
    leaves the room with it."""
    found = [parsing.take_reference(word.raw, SHORTEST) for word in parsing.tokens(body)]
    refs = {one.digits for one in found if one is not None and one.good and book.cases.find(one.digits)}
    return refs.pop() if len(refs) == 1 else None


def in_command(ctx: Context, body: str, verb: str = "") -> Left:
    """What a command holds besides its reference, which may be mistyped and have digits behind it."""
    body = parsing.strip_fallback(body)
    rest = parsing.after_prefix(body)
    digits, given_out = ctx.settings.reference.digits, ctx.book.cases.given_out
    typed = without_references(body if rest is None else rest, digits, given_out)
    forms = _forms(ctx)
    coded, text = _parted(typed, verb, forms)
    said = dict[str, str]()
    finds = list[Find]()
    for find in _but_references(coded, ctx.look(coded).finds):
        if find.kind == "name":
            # Whom staff trust is a member of the room, and said by name.
            words = () if verb == "trust" else _names(ctx, coded[find.start : find.end], forms)
            said |= dict.fromkeys(words, find.kind)
            finds += [find] if words else []
        elif find.kind in _ANYWHERE:
            said |= _words(coded[find.start : find.end], find.kind, forms)
            finds.append(find)
    for find in _but_references(text, ctx.look(text).finds):
        finds.append(find)
        said |= _words(text[find.start : find.end], find.kind, forms)
    return Left(tuple(finds), said)


def _words(found: str, kind: str, forms: frozenset[str]) -> dict[str, str]:
    return {word: kind for word in _WORD.findall(found) if fold(word) not in forms}


def _parted(typed: str, verb: str, forms: frozenset[str]) -> tuple[str, str]:
    """The coded words of a command and its free text; all of a note is text."""
    words = parsing.tokens(typed)
    if verb == "note" and words:
        return typed[: words[0].end], typed[words[0].end :]
    ahead = forms - _KEYS
    coded, text = parsing.split_text(typed, lambda word: word in ahead or not any(map(str.isalpha, word)))
    return coded, text or ""


def _forms(ctx: Context) -> frozenset[str]:
    """Every word that commands are made of, folded, what staff call each other, and whom they refer to."""
    words = [form for word in _coded(ctx) for form in word]
    verbs = [form for verb in ctx.verbs.values() for form in (verb.name, *verb.forms)]
    members = [ctx.who(user) for user in ctx.members()]
    actors = [word for name in ctx.book.actors.names() for word in name.split()]
    return frozenset(fold(form) for form in (*words, *verbs, *members, *actors))


def _coded(ctx: Context) -> Iterable[tuple[str, ...]]:
    for words in ctx.words.by_facet.values():
        for word in words:
            yield from word.forms.values()
    for table in _TABLES:
        yield from table.values()


def _names(ctx: Context, found: str, forms: frozenset[str]) -> tuple[str, ...]:
    """Of what looks like a name the words that can be nothing else."""
    every = found.split()
    words = [word for word in every if fold(word) not in forms]
    for some in (every, words):
        if ctx.is_full_name(" ".join(some)):
            return tuple(some)
    return tuple(word for word in words if ctx.is_given_name(word) and not _slip(word, forms))


def _slip(word: str, forms: frozenset[str]) -> bool:
    """Whether a word that is not written as a name is one of ours but for one slip."""
    return not word.istitle() and any(one_slip(fold(word), form) for form in forms)


def _but_references(typed: str, finds: Iterable[Find]) -> list[Find]:
    return [find for find in finds if not _perhaps_a_reference(typed[find.start : find.end])]


def _perhaps_a_reference(found: str) -> bool:
    """Whether this can be a reference of ours with a digit wrong, missing or too many: phone numbers that staff
    write begin with 0 or +."""
    digits = "".join(character for character in found if character.isdecimal())
    usual = not any(character.isalpha() for character in found) and not found.lstrip("( ").startswith(
        ("0", "+")
    )
    return usual and abs(len(digits) - SHORTEST) <= 1


def _blank(ctx: Context, block: Block, said: Mapping[str, str]) -> Block:
    called = labels(ctx)

    def instead(found: re.Match[str]) -> str:
        typed = found["word"]
        cut = (word for word in said if found["cut"] and word.startswith(typed))
        word = typed if typed in said else next(cut, None)
        return found[0] if word is None else f"[{called[said[word]]}]"

    def blank(segment: Segment) -> Segment:
        finds = _but_references(segment.text, ctx.look(segment.text).finds)
        certain = Screening(tuple(find for find in finds if find.kind in CERTAIN))
        text = _TYPED.sub(instead, masked(segment.text, certain, called))
        return replace(segment, text=_AGAIN.sub(r"\1", text))

    return replace(block, lines=tuple(tuple(blank(one) for one in line) for line in block.lines))
