"""The main job, in a real encrypted room, as staff see it in Element."""

from tests.e2e.helpline import Helpline
from tests.e2e.people import People


async def test_a_command_opens_a_case_and_is_answered_by_a_reply(helpline: Helpline) -> None:
    """The answer is an encrypted notice with plain and formatted text that pings nobody and names the case."""
    asked = await helpline.anna.say(helpline.room, "!case new phone relative religious 18-21")
    answer = await helpline.answer_to(asked)
    assert (answer.code, answer.msgtype, answer.reply_to) == ("case-opened", "m.notice", asked)
    assert (answer.encrypted, answer.shield, answer.mentions, answer.thread) == (True, "NONE", (), None)
    assert answer.ref is not None
    assert len(answer.ref) == 7
    shown = f"{answer.ref[:3]}-{answer.ref[3:]}"
    assert shown in answer.body
    assert answer.formatted_body is not None
    assert shown in answer.formatted_body
    assert answer.formatted_body.startswith("<p>")


async def test_a_case_is_noted_on_shown_and_closed(helpline: Helpline) -> None:
    """Each step answers with its own code and the case's number; the card shows the note."""
    ref = (await helpline.case()).ref
    steps = [
        (f"!case note {ref} advice : talked about the next step", "note-recorded"),
        (f"!ärende visa {ref}", "case-card"),
        (f"!a avsluta {ref} överens", "case-closed"),
        (f"!case note {ref} : too late", "error-case-closed"),
        (f"!case {ref}", "case-card"),
    ]
    answers = [await helpline.ask(command) for command, _ in steps]
    assert [answer.code for answer in answers] == [code for _, code in steps]
    assert {answer.ref for answer in answers if answer.code != "error-case-closed"} == {ref}
    assert "talked about the next step" in answers[1].body


async def test_a_reply_needs_neither_prefix_nor_reference(helpline: Helpline) -> None:
    """In a reply to a message about a case the words alone are the command; other words are talk."""
    opened = await helpline.case()
    noted = await helpline.ask("note talked about advice", reply_to=opened.event_id)
    assert (noted.code, noted.ref) == ("note-recorded", opened.ref)
    talk = await helpline.anna.say(helpline.room, "see you on Monday", reply_to=opened.event_id)
    assert talk not in [message.reply_to for message in await helpline.said()]


async def test_what_is_missing_is_asked_for_and_answered_in_one_reply(helpline: Helpline) -> None:
    """The question lists numbered choices; the reply opens the case."""
    question = await helpline.ask("!case new phone relative")
    assert question.code == "case-incomplete"
    opened = await helpline.ask("religious 18-21", reply_to=question.event_id)
    assert opened.code == "case-opened"


async def test_a_command_in_a_thread_is_answered_in_the_thread(helpline: Helpline) -> None:
    """There it needs no reference once the thread is about one case; in the room answers stay in the room."""
    root = await helpline.anna.say(helpline.room, "about this afternoon")
    opened = await helpline.ask("!case new chat self left 22-25", thread=root)
    assert (opened.code, opened.thread) == ("case-opened", root)
    shown = await helpline.ask("!case show", thread=root)
    assert (shown.code, shown.thread, shown.ref) == ("case-card", root, opened.ref)
    assert (await helpline.ask("!case status")).thread is None


async def test_a_further_device_that_its_owner_signed_takes_part(helpline: Helpline, people: People) -> None:
    """It comes while the bot runs; it commands the bot and reads the answer."""
    phone = await people.signed_device(helpline.lead)
    await phone.join(helpline.room)
    asked = await phone.say(helpline.room, "!case status")
    answer = await phone.wait_for(helpline.room, reply_to=asked, sender=helpline.bot.user_id, failure=False)
    assert (answer.code, answer.shield) == ("status", "NONE")


async def test_no_message_of_the_bot_has_a_warning(helpline: Helpline) -> None:
    """Whatever it said above: encrypted, shield NONE, both texts, a code, and a list of whom it pings."""
    said = await helpline.said()
    assert len(said) >= 10
    for message in said:
        assert (message.encrypted, message.failure, message.shield) == (True, None, "NONE")
        assert message.code is not None
        assert message.mentions == ()
        assert message.body
        assert message.formatted_body
