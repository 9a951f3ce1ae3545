"""What may come next in the demo's terminal: names, verbs, words of the categories, numbers of cases."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document

from orosbot import texts
from orosbot.commands.verb import Verb
from orosbot.rules.words import Vocabulary, fold
from orosbot.texts import LANGUAGES, N_, Texts

PREFIXES = ("!case", "!ärende", "!arende", "!ä", "!a")
REACTIONS = {
    "✅": N_("done, reached, kept"),
    "❌": N_("no answer"),
    "⏰": N_("tomorrow"),
    "✋": N_("I take it"),
    "📞": N_("count a contact"),
}
FLAGS = ("child-caller", "barn-ringer", "interpreter", "tolk")
TO_THE_DEMO = (
    (("help", "hjälp"), N_("how this works")),
    (("quit", "sluta"), N_("the end")),
    (("as", "som"), N_("be somebody")),
)
NEW = ("channel", "caller", "concern", "age", "support")
CLOSE = "close:"

FACET_NAMES = {
    "channel": N_("channel"),
    "caller": N_("who calls"),
    "concern": N_("worry about"),
    "age": N_("age"),
    "support": N_("support"),
    "closing": N_("why it is closed"),
}

FACETS_AFTER: Mapping[str, tuple[str, ...]] = {
    "new": NEW,
    "call": ("channel",),
    "count": ("channel",),
    "set": NEW,
    "find": NEW,
    "note": ("support",),
    "close": ("closing",),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """A word that may be typed, and what it is."""

    text: str
    meta: str = ""


class LineCompleter(Completer):
    """Completes the last word of a line. `people` and `refs` are asked each time: both grow."""

    def __init__(
        self,
        verbs: Mapping[str, Verb],
        words: Vocabulary,
        people: Callable[[], Iterable[str]],
        refs: Callable[[], Iterable[str]],
        texts: Texts,
    ) -> None:
        self._verbs = verbs
        self._words = words
        self._people = people
        self._refs = refs
        self._texts = texts

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterator[Completion]:
        before = document.text_before_cursor
        *earlier, last = before.split(" ")
        wanted = fold(last)
        found = [
            choice
            for choice in self._choices([word for word in earlier if word], last)
            if fold(choice.text).startswith(wanted) and choice.text != last
        ]
        # what begins with the very letters first: `ån` means `ångra` before `annan`
        for choice in sorted(found, key=lambda choice: not choice.text.lower().startswith(last.lower())):
            yield Completion(
                choice.text, start_position=-len(last), display_meta=self._texts.get(choice.meta)
            )

    def _choices(self, earlier: Sequence[str], last: str) -> Iterator[Choice]:
        if not earlier:
            yield from self._beginnings(last)
            return
        if earlier[-1].endswith("+") and len(earlier) <= 2:
            yield from (Choice(key, meta) for key, meta in REACTIONS.items())
            return
        command = _command(earlier)
        if command is None:
            if earlier[-1].endswith(":"):
                yield Choice(PREFIXES[0])
            return
        if not command:
            yield from self._verb_names()
            return
        verb = self._verb(command[0])
        if verb is not None and ":" not in command[1:]:
            yield from self._after(verb, command[1:], last)

    def _beginnings(self, last: str) -> Iterator[Choice]:
        if not last:
            yield Choice(PREFIXES[0], N_("to the bot"))
            return
        yield from (Choice(prefix, N_("to the bot")) for prefix in PREFIXES)
        yield from (Choice(f"{name}:", N_("says")) for name in self._people())
        for words, meaning in TO_THE_DEMO:
            yield from (Choice(word, meaning) for word in words)

    def _verb_names(self) -> Iterator[Choice]:
        for verb in self._verbs.values():
            for form in (verb.name, *verb.forms):
                yield Choice(form, verb.summary)

    def _verb(self, typed: str) -> Verb | None:
        folded = fold(typed)
        for verb in self._verbs.values():
            if folded in {fold(form) for form in (verb.name, *verb.forms)}:
                return verb
        return None

    def _after(self, verb: Verb, typed: Sequence[str], last: str) -> Iterator[Choice]:
        if verb.name == "help":
            yield from self._verb_names()
        if verb.takes_case and not typed:
            yield from (Choice(ref, N_("a case")) for ref in self._refs())
        if verb.name == "new":
            yield from (Choice(flag) for flag in FLAGS)
            if last.startswith(CLOSE):
                yield from (Choice(CLOSE + word.text, word.meta) for word in self._of_facets(("closing",)))
            else:
                yield Choice(CLOSE, N_("and why it is closed at once"))
        yield from (Choice(word) for word in alternatives(verb))
        yield from self._of_facets(FACETS_AFTER.get(verb.name, ()))

    def _of_facets(self, facets: Iterable[str]) -> Iterator[Choice]:
        for facet in facets:
            for word in self._words.words(facet):
                for form in dict.fromkeys((*word.forms["en"], *word.forms["sv"])):
                    yield Choice(form, FACET_NAMES[facet])


def alternatives(verb: Verb) -> list[str]:
    """The words between which the verb's form lets one choose (`REF open|mine|…`), in both languages."""
    usages = [texts.load(language).get(verb.usage) for language in LANGUAGES]
    groups = [group for usage in usages for group in usage.split() if "|" in group]
    words = [word for group in groups for word in group.strip("[]").split("|")]
    return list(dict.fromkeys(word for word in words if word and not word.isupper()))


def _command(earlier: Sequence[str]) -> Sequence[str] | None:
    """The words after the prefix, or those of a reply; `None` if this is no command."""
    for at, word in enumerate(earlier):
        if fold(word) in {fold(prefix) for prefix in PREFIXES}:
            return earlier[at + 1 :]
    for at, word in enumerate(earlier[:-1]):
        if word == ">" and earlier[at + 1].rstrip(":").isdecimal() and at <= 1:
            return earlier[at + 2 :]
    return None
