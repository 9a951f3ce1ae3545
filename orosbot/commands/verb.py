"""What a verb is, what it is given, and what it gives back.

A verb is data: its name, its other forms, whether it is about a case, its help. Its handler is a
synchronous function of a narrow context; refusals are values. The desk runs it inside one transaction.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from orosbot import dates
from orosbot.casebook import AuditRow, Casebook, Question
from orosbot.duty import Duty
from orosbot.messages import Block, Message, Rich, rich
from orosbot.rules.hours import Schedule
from orosbot.rules.reference import shown
from orosbot.rules.routine import part_of_day
from orosbot.rules.screening import Screening
from orosbot.rules.words import Vocabulary, fold
from orosbot.settings import Settings
from orosbot.texts import N_, Texts
from orosbot.values import Case, Role
from orosbot.waiting import Cleaned, Waiting

ROLE_TEXTS = {"staff": N_("somebody of us"), "lead": N_("a lead")}
"""What stands for people once it is forgotten who they were."""

PART_TEXTS = {"morning": N_("morning"), "afternoon": N_("afternoon"), "evening": N_("evening")}
"""What stands for a time once it is forgotten which it was."""


@dataclass(frozen=True, slots=True)
class Ask:
    """A question back: the verb that takes the answer, and what it needs to go on."""

    verb: str
    body: dict[str, object] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Personal:
    """The message answered holds personal data and is to be removed: at once if it is `certain`, else a little
    later. `cleaned` waits for an `ok`. `event_id` names another message than the one answered. One that `stays` is
    removed only when somebody says `ok`."""

    certain: bool
    cleaned: Cleaned | None = None
    event_id: str | None = None
    stays: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """What a verb says. A refusal changes nothing; `unread` tells that the words could not be taken as
    this command at all, so that an answer without the prefix is mere talk. `also` are messages to others.
    `lasting` is what the verb can undo at other times, and not this."""

    message: Message
    refused: bool = False
    unread: bool = False
    ask: Ask | None = None
    also: tuple[Message, ...] = ()
    personal: Personal | None = None
    lasting: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """All that a handler may touch."""

    book: Casebook
    settings: Settings
    words: Vocabulary
    schedule: Schedule
    duty: Duty
    members: Callable[[], list[str]] = field(repr=False)
    look: Callable[[str], Screening] = field(repr=False)
    is_full_name: Callable[[str], bool] = field(repr=False)
    names_a_person: Callable[[str], bool] = field(repr=False)
    is_given_name: Callable[[str], bool] = field(repr=False)
    may_remove: Callable[[], bool] = field(repr=False)
    waiting: Waiting
    texts: Texts
    verbs: "dict[str, Verb]" = field(repr=False)
    at: datetime
    sender: str
    role: Role
    event_id: str

    def word(self, facet: str, key: str) -> str:
        """What a coded word is called."""
        return self.words.label(facet, key, self.texts.language)

    def forms(self, *facets: str) -> list[str]:
        """What can be typed in these facets, in the configured language."""
        return self.words.forms(facets, self.texts.language)

    def who(self, user: str) -> str:
        """Somebody as colleagues call them: the name part of the Matrix user, or the role that is left of them."""
        _ = self.texts.get
        if user in ROLE_TEXTS:
            return _(ROLE_TEXTS[user])
        return user.removeprefix("@").partition(":")[0]

    def day(self, moment: datetime) -> str:
        """`fredag 24 mars`."""
        zone = self.settings.zone
        return dates.day(moment, zone, self.texts.language, today=self.at.astimezone(zone).date())

    def short_day(self, moment: datetime) -> str:
        """`24 mars`."""
        zone = self.settings.zone
        return dates.short_day(moment, zone, self.texts.language, today=self.at.astimezone(zone).date())

    def clock(self, moment: datetime) -> str:
        """`14.00`."""
        return dates.clock(moment, self.settings.zone, self.texts.language)

    def hour(self, moment: datetime, by: str) -> str:
        """When on its day somebody did something: `14.00`, or the part of the day if no more is kept of it."""
        _ = self.texts.get
        if by not in ROLE_TEXTS:
            return self.clock(moment)
        return _(PART_TEXTS[part_of_day(self.local(moment).time())])

    def full(self, moment: datetime, *, timed: bool) -> str:
        """`fredag 24 mars kl. 14.00`; without the time when none was set and it is the day's first."""
        zone, today = self.settings.zone, self.local(self.at).date()
        return dates.full(moment, zone, self.texts.language, today=today, has_time=timed)

    def local(self, moment: datetime) -> datetime:
        """A moment by the line's own clock."""
        return moment.astimezone(self.settings.zone)

    def verb_word(self, name: str) -> str:
        """The word for a verb in the configured language."""
        verb = self.verbs[name]
        return verb.forms[0] if self.texts.language == "sv" and verb.forms else name

    def say(
        self,
        code: str,
        *blocks: Block,
        ref: str | None = None,
        items: tuple[str, ...] = (),
        subjects: tuple[str, ...] = (),
    ) -> Reply:
        """An answer; `items` and `subjects` are those of its numbered lines (see `Message`)."""
        return Reply(Message(code, blocks, ref=ref, items=items, subjects=subjects))

    def refuse(
        self,
        code: str,
        *blocks: Block,
        ref: str | None = None,
        items: tuple[str, ...] = (),
        subjects: tuple[str, ...] = (),
        unread: bool = False,
    ) -> Reply:
        """A refusal: it changes nothing."""
        return Reply(Message(code, blocks, ref, items, subjects), refused=True, unread=unread)


@dataclass(frozen=True, slots=True)
class Request:
    """What follows the verb, the reference taken out, and the case it is about. `subject` is the thing that
    falls due which the message replied to, or the line named in the reply, is about, as `followup:12`."""

    rest: str
    case: Case | None
    subject: str | None = None


Handler = Callable[[Context, Request], Reply]
Answerer = Callable[[Context, Question, str], Reply | None]


@dataclass(frozen=True, slots=True)
class Verb:
    """One verb of the commands.

    `forms` are its other words, Swedish and short ones. `usage`, `summary` and `example` are texts to
    be translated; `{ref}` in the example is a reference, `{actor}` a name of the directory. `first` are
    examples that make the one work, `more` such that go on from it. `answer` takes replies to what the
    verb asked. `taken_back` mends what the verb has told others, when it is undone, and says so.
    """

    name: str
    forms: tuple[str, ...]
    run: Handler
    family: str
    usage: str
    summary: str
    example: str
    first: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    takes_case: bool = False
    case_optional: bool = False
    on_closed: bool = True
    lead: bool = False
    undoable: bool = True
    answer: Answerer | None = None
    taken_back: "Callable[[Context, AuditRow], tuple[Block, ...]] | None" = None


def is_form(verb: Verb, folded: str) -> bool:
    """Whether a verb can be typed like this."""
    return folded in {fold(form) for form in (verb.name, *verb.forms)}


def with_more(reply: Reply, blocks: tuple[Block, ...]) -> Reply:
    """A reply that says something more at its end."""
    return replace(reply, message=replace(reply.message, blocks=(*reply.message.blocks, *blocks)))


def the_case(request: Request) -> Case:
    """The case of a request whose verb takes one."""
    if request.case is None:
        raise RuntimeError("a verb that takes a case was run without one")
    return request.case


def bold_ref(ref: str) -> Rich:
    """A reference as it stands in a sentence."""
    return rich("**{ref}**", ref=shown(ref))
