"""What staff change or take away after they sent it."""

from tests.e2e.helpline import Helpline

TOLD = "resonerade om nästa steg"


async def test_an_edit_of_a_command_is_answered_once_and_changes_nothing(helpline: Helpline) -> None:
    """The answer stands under the command and says what to do instead; a second edit has none."""
    ref = (await helpline.case()).ref
    asked = await helpline.anna.say(helpline.room, f"!case note {ref} : {TOLD}")
    assert (await helpline.answer_to(asked)).code == "note-recorded"
    before = await helpline.codes()
    for text in ("something else", "and again"):
        await helpline.anna.edit(helpline.room, asked, f"!case note {ref} : {text}")
    answers = (await helpline.said())[len(before) :]
    assert [(answer.code, answer.reply_to) for answer in answers] == [("error-edit", asked)]
    card = await helpline.ask(f"!case show {ref}")
    assert TOLD in card.body
    assert "something else" not in card.body


async def test_an_edit_of_talk_is_nobodys_business(helpline: Helpline) -> None:
    """Unless it makes a command of it."""
    talk = await helpline.anna.say(helpline.room, "see you at nien")
    before = await helpline.codes()
    await helpline.anna.edit(helpline.room, talk, "see you at nine")
    assert await helpline.codes() == before
    await helpline.anna.edit(helpline.room, talk, "!case status")
    assert (await helpline.answer_to(talk)).code == "error-edit"


async def test_deleting_a_notes_message_erases_its_text(helpline: Helpline) -> None:
    """The note stays with its code and without its text; nothing is said about it."""
    ref = (await helpline.case()).ref
    asked = await helpline.anna.say(helpline.room, f"!case note {ref} advice : {TOLD}")
    assert (await helpline.answer_to(asked)).code == "note-recorded"
    assert TOLD in (await helpline.ask(f"!case show {ref}")).body
    before = await helpline.codes()
    await helpline.anna.redact(helpline.room, asked)
    assert await helpline.codes() == before
    card = await helpline.ask(f"!case show {ref}")
    assert (card.code, TOLD in card.body) == ("case-card", False)
    assert "Support given: advice" in card.body


async def test_what_was_deleted_while_the_bot_was_away_is_erased_too(helpline: Helpline) -> None:
    """A note that was taken before, and a command that was deleted before the bot could read it."""
    ref = (await helpline.case()).ref
    noted = await helpline.anna.say(helpline.room, f"!case note {ref} : {TOLD}")
    assert (await helpline.answer_to(noted)).code == "note-recorded"
    await helpline.bot.stop()
    unread = await helpline.anna.say(helpline.room, f"!case note {ref} : never mind")
    for event_id in (noted, unread):
        await helpline.anna.redact(helpline.room, event_id)
    await helpline.bot.start()
    card = await helpline.ask(f"!case show {ref}")
    assert TOLD not in card.body
    assert "never mind" not in card.body
    assert unread not in [answer.reply_to for answer in await helpline.said()]
