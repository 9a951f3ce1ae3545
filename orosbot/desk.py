"""The desk: one received event → gate → handler → effects, in one transaction.

What a command changes, its audit row, its answer in the outbox and its place in the inbox are stored
together or not at all. No step needs to know whether it runs for the first time.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from orosbot import (
    deleted,
    erasing,
    gate,
    ownfiles,
    reactions,
    removing,
    rounds,
    texts,
)
from orosbot.ahead import Ahead
from orosbot.casebook import Casebook, Question
from orosbot.clock import Clock
from orosbot.commands import VERBS, notdone, talk
from orosbot.commands.opening import LAPSES
from orosbot.commands.undoing import WINDOW
from orosbot.commands.verb import Context, Reply
from orosbot.commands.whichcase import Outcome
from orosbot.duty import Duty
from orosbot.errors import CasebookError
from orosbot.eventsize import fit
from orosbot.log import get_logger
from orosbot.ownfiles import OwnFiles
from orosbot.picturing import follow
from orosbot.refused import named_case, of_refused
from orosbot.roomview import RoomView
from orosbot.rules import parsing
from orosbot.settings import Settings
from orosbot.staffed import schedule_of
from orosbot.texts import Texts
from orosbot.values import Incoming, Kind, Role
from orosbot.waiting import Waiting

log = get_logger(__name__)


class Desk:
    """Settles what came in, and does what falls due by itself."""

    def __init__(self, settings: Settings, book: Casebook, clock: Clock, own: OwnFiles, texts: Texts) -> None:
        self._settings = settings
        self._book = book
        self._clock = clock
        self._words = own.words
        self._texts = texts
        self._schedule = schedule_of(settings)
        self._duty = Duty()
        self._ahead = Ahead()
        self._view = RoomView(settings, book, own.screen)
        self._waiting = Waiting()

    @classmethod
    def build(cls, settings: Settings, book: Casebook, clock: Clock, language: str | None = None) -> "Desk":
        """A desk with the words and texts that the settings name.

        :raises ConfigError: for faults of the line's own files (see `ownfiles`).
        """
        own = ownfiles.read(settings)
        return cls(
            settings,
            book,
            clock,
            own,
            texts.load(language or settings.language),
        )

    def settle_next(self) -> bool:
        """Settle the oldest waiting event in one transaction; `False` if none waits.

        :raises CasebookError: if the casebook cannot be written; the event then waits on.
        """
        item = self._book.inbox.next()
        if item is None:
            return False
        try:
            with self._book.transaction():
                self._settle(item)
        except CasebookError:
            raise
        except Exception as error:
            log.failure("command-failed", error)
            with self._book.transaction():
                self._settle_failed(item)
        return True

    def tick(self, now: datetime) -> None:
        """Let lapse what has lapsed, and do what falls due."""
        with self._book.transaction():
            self._book.questions.lapse(now)
            self._book.audit.forget_effects(now - WINDOW)
            rounds.work(self._own_context())
            removing.queue(self._book, now)
        erasing.scrub(self._book)

    def next_due(self) -> datetime | None:
        """When something falls due next. What was found holds until then, if nothing is written meanwhile."""
        return self._ahead.next(self._book.version(), self._clock.now(), self._look_ahead)

    def _look_ahead(self) -> datetime | None:
        oldest = self._book.audit.oldest_effects()
        # Undo is possible to the last second of its window.
        forget = None if oldest is None else oldest + WINDOW + timedelta(seconds=1)
        due = [self._book.questions.next_expiry(), forget, rounds.next_due(self._own_context())]
        due.append(self._book.redactions.next_due())
        return min((moment for moment in due if moment is not None), default=None)

    def _settle(self, item: Incoming) -> None:
        handle: dict[Kind, Callable[[Incoming], bool]] = {
            Kind.MESSAGE: self._message,
            Kind.EDIT: self._edit,
            Kind.DELETION: self._deletion,
            Kind.REACTION: self._reaction,
        }
        now = self._clock.now()
        removing.follow(self._book, item, now)
        command = handle[item.kind](item)
        removing.queue(self._book, now)
        self._book.inbox.settle(item.event_id, now, command=command)

    def _own_context(self) -> Context:
        """What the bot does of its own accord, it does now and in nobody's name."""
        return self._context_of(self._clock.now(), "", Role.STAFF, "")

    def _context(self, item: Incoming, role: Role) -> Context:
        return self._context_of(item.at, item.sender, role, item.event_id)

    def _context_of(self, at: datetime, sender: str, role: Role, event_id: str) -> Context:
        return Context(
            book=self._book,
            settings=self._settings,
            words=self._words,
            schedule=self._schedule,
            duty=self._duty,
            members=self._view.members,
            look=self._view.look,
            is_full_name=self._view.is_full_name,
            names_a_person=self._view.names_a_person,
            is_given_name=self._view.is_given_name,
            may_remove=self._view.may_remove,
            waiting=self._waiting,
            texts=self._texts,
            verbs=VERBS,
            at=at,
            sender=sender,
            role=role,
            event_id=event_id,
        )

    def _message(self, item: Incoming) -> bool:
        role = self._settings.roles.role_of(item.sender)
        ctx = self._context(item, role or Role.STAFF)
        if role is None:
            return self._not_staff(ctx, item)
        if self._do(item, lambda: gate.answer(ctx, item)):
            return True
        if self._settings.privacy.watch_room and (warned := talk.warned(ctx, item)) is not None:
            self._answer(item, warned)
        return False

    def _do(self, item: Incoming, act: Callable[[], Outcome | None], *, reply_to: str | None = None) -> bool:
        """Run what somebody asked for, with an audit row from the start: what it changes belongs to that."""
        audit_id = self._book.audit.open(at=item.at, by=item.sender, verb="", event_id=item.event_id)
        self._book.changes.begin(audit_id)
        outcome = act()
        if outcome is None:
            self._book.audit.drop(audit_id)
            return False
        if item.kind is Kind.MESSAGE:
            role = self._settings.roles.role_of(item.sender) or Role.STAFF
            reply = of_refused(self._context(item, role), item.body, outcome.verb, outcome.reply)
            outcome = replace(outcome, reply=reply)
        changed = self._book.audit.changed(audit_id)
        if outcome.reply.refused and changed:
            raise RuntimeError("a refusal has changed something")
        verb = VERBS.get(outcome.verb)
        message = outcome.reply.message
        self._book.audit.finish(
            audit_id,
            verb=outcome.verb,
            code=message.code,
            ref=message.ref or (named_case(self._book, item.body) if outcome.reply.refused else None),
            undoable=changed and verb is not None and verb.undoable and not outcome.reply.lasting,
        )
        self._answer(item, outcome.reply, reply_to=reply_to)
        rounds.mend(self._own_context())
        return True

    def _reaction(self, item: Incoming) -> bool:
        role = self._settings.roles.role_of(item.sender)
        if role is None or self._view.has_left(item.sender):
            return False
        ctx = self._context(item, role)
        return self._do(item, lambda: reactions.answer(ctx, item), reply_to=item.target)

    def _not_staff(self, ctx: Context, item: Incoming) -> bool:
        if parsing.after_prefix(parsing.strip_fallback(item.body)) is None:
            return False
        self._answer(item, notdone.not_staff(ctx))
        return True

    def _answer(
        self, item: Incoming, reply: Reply, *, cause: str | None = None, reply_to: str | None = None
    ) -> None:
        message, written = fit(reply.message, self._texts).parted()
        now = self._clock.now()
        if reply.personal is not None:
            if not reply.personal.stays:
                event_id = reply.personal.event_id or item.event_id
                removing.plan(self._book, event_id, now, certain=reply.personal.certain)
            reply = replace(reply, also=(*reply.also, *removing.alert(self._own_context())))
        cause, live = cause or item.event_id, self._book.inbox.is_live(item.event_id)
        txn_id = self._book.outbox.put(
            cause,
            0,
            message.content(reply_to=reply_to or item.event_id, thread=item.thread),
            queued=now,
            code=message.code,
            ref=message.ref,
            items=message.items,
            subjects=message.subjects,
            subject=message.subject,
            thread=item.thread,
            live=live,
            written=written,
        )
        for ordinal, other in enumerate(reply.also, 1):
            self._book.outbox.put(cause, ordinal, other.content(), queued=now, code=other.code, ref=other.ref)
        last = len(reply.also) + 1
        follow(self._book, message, txn_id, cause, last, queued=now, thread=item.thread, live=live)
        if reply.personal is not None:
            self._waiting.put(txn_id, reply.personal.cleaned)
        if reply.ask is not None:
            # From now, not from when the command was typed: nobody could answer before it was asked.
            question = Question(txn_id, reply.ask.verb, item.sender, now + LAPSES, reply.ask.body)
            self._book.questions.ask(question, now)

    def _edit(self, item: Incoming) -> bool:
        target = item.target or item.event_id
        cause = f"edit:{target}"
        is_command = parsing.after_prefix(parsing.strip_fallback(item.body)) is not None
        removing.of_edit(self._own_context(), item)
        if not (is_command or self._book.inbox.was_command(target)) or self._book.outbox.has(cause):
            return False
        role = self._settings.roles.role_of(item.sender)
        if role is None:
            return False
        self._answer(item, notdone.edited(self._context(item, role)), cause=cause, reply_to=target)
        return False

    def _deletion(self, item: Incoming) -> bool:
        if item.target is not None:
            deleted.forget(self._book, self._waiting, self._texts, item.target)
        role = self._settings.roles.role_of(item.sender)
        if role is None or self._view.has_left(item.sender):
            return False
        ctx = self._context(item, role)
        return self._do(item, lambda: reactions.withdraw(ctx, item), reply_to=item.event_id)

    def _settle_failed(self, item: Incoming) -> None:
        ctx = self._context(item, Role.STAFF)
        self._answer(item, notdone.failed(ctx), cause=f"failed:{item.event_id}")
        self._book.inbox.settle(item.event_id, self._clock.now(), command=True)
