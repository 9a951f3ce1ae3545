"""The ground under the end-to-end tests: what those take for granted of Synapse and Element's client."""

import pytest

from tests.e2e.element_process import ElementError
from tests.e2e.people import People


async def test_cross_signed_clients_read_each_other_without_a_warning(people: People) -> None:
    """Between cross-signed devices a message has no shield, though nobody has verified anybody."""
    anna, bo = await people.persons("anna", "bo")
    room = await people.room(anna, bo)
    sent = await anna.say(room, "hej", mentions=[bo.user_id])
    received = await bo.wait_for(room, event_id=sent, failure=False)
    assert (received.body, received.sender, received.mentions) == ("hej", anna.user_id, (bo.user_id,))
    assert (received.encrypted, received.shield, received.shield_reason) == (True, "NONE", None)
    answer = await bo.say(room, "hej hej", reply_to=sent)
    assert (await anna.wait_for(room, reply_to=sent, failure=False)).event_id == answer


async def test_many_messages_arrive_in_the_order_in_which_they_were_sent(people: People) -> None:
    """Thirty in a row, none lost and none twice."""
    anna, bo = await people.persons("anna", "bo")
    room = await people.room(anna, bo)
    sent = [await anna.say(room, f"nr {number}") for number in range(30)]
    await bo.wait_for(room, sender=anna.user_id, count=30, failure=False)
    assert [message.event_id for message in await bo.messages(room)] == sent


async def test_an_unsigned_device_reads_nothing(people: People) -> None:
    """A second device of a member, not cross-signed, gets no keys, even from the same person's own device."""
    anna, bo = await people.persons("anna", "bo")
    room = await people.room(anna, bo)
    unsigned = await people.unsigned_device(anna)
    await unsigned.join(room)
    for sender in (anna, bo):
        sent = await sender.say(room, "hej")
        received = await unsigned.wait_for(room, event_id=sent, failure=True)
        assert (received.encrypted, received.shield) == (True, None)
        assert "hej" not in received.body


async def test_an_unsigned_device_is_not_read(people: People) -> None:
    """Element excludes what an unsigned device wrote; the device itself writes only when told to."""
    anna, bo = await people.persons("anna", "bo")
    room = await people.room(anna, bo)
    careful = await people.unsigned_device(anna)
    await careful.join(room)
    with pytest.raises(ElementError, match="your device is not verified"):
        await careful.say(room, "hej")
    careless = await people.unsigned_device(anna, exclude_insecure=False)
    await careless.join(room)
    sent = await careless.say(room, "hej")
    assert (await bo.wait_for(room, event_id=sent, failure=True)).failure == "UNSIGNED_SENDER_DEVICE"


async def test_a_further_device_that_was_signed_reads_and_writes(people: People) -> None:
    """A person's further device takes part as soon as the person's identity has signed it."""
    anna, bo = await people.persons("anna", "bo")
    room = await people.room(anna, bo)
    second = await people.signed_device(anna)
    await second.join(room)
    await bo.wait_until_signed(anna.user_id, second.device_id)
    from_second, from_bo = await second.say(room, "ett"), await bo.say(room, "två")
    assert (await bo.wait_for(room, event_id=from_second, failure=False)).shield == "NONE"
    assert (await second.wait_for(room, event_id=from_bo, failure=False)).body == "två"


async def test_edits_reactions_threads_and_deletions_arrive_as_such(people: People) -> None:
    """Each of them names the message that it is about."""
    anna, bo = await people.persons("anna", "bo")
    room = await people.room(anna, bo)
    sent = await anna.say(room, "frist")
    await anna.edit(room, sent, "först")
    edited = await bo.wait_for(room, body="* först")
    assert (edited.target, edited.encrypted) == (sent, True)
    await bo.react(room, sent, "✅")
    reaction = await anna.wait_for(room, kind="m.reaction", target=sent)
    assert (reaction.sender, reaction.encrypted) == (bo.user_id, False)
    await bo.say(room, "i tråden", thread=sent)
    assert (await anna.wait_for(room, body="i tråden")).thread == sent
    await anna.redact(room, sent)
    deletion = await bo.wait_for(room, kind="m.room.redaction", target=sent)
    assert deletion.sender == anna.user_id
    assert (await bo.wait_for(room, event_id=sent)).redacted


async def test_clear_text_can_be_put_into_an_encrypted_room(people: People) -> None:
    """The attack that the bot must not fall for: it arrives, and is seen to be unencrypted."""
    anna, bo = await people.persons("anna", "bo")
    room = await people.room(anna, bo)
    sent = await anna.say_in_clear(room, "öppet")
    received = await bo.wait_for(room, event_id=sent)
    assert (received.body, received.encrypted, received.shield) == ("öppet", False, None)


async def test_somebody_can_be_verified_and_the_verification_withdrawn(people: People) -> None:
    """Verifying holds from then on; withdrawing takes back the demand that the identity stays."""
    anna, bo = await people.persons("anna", "bo")
    await people.room(anna, bo)
    before = await anna.identity_of(bo.user_id)
    assert before.master_key is not None
    assert not before.verified
    verified = await anna.verify(bo.user_id)
    assert (verified.verified, verified.was_verified) == (True, True)
    assert verified.master_key == before.master_key
    assert [(device.device, device.signed_by_owner) for device in await anna.devices_of(bo.user_id)] == [
        (bo.device_id, True)
    ]
    assert not (await anna.withdraw_verification(bo.user_id)).was_verified


async def test_rooms_are_of_version_12_and_give_the_bot_what_it_needs(people: People) -> None:
    """The invited bot has power level 50; the creator, above all levels, is not listed."""
    anna = await people.person("anna")
    bot = await people.register("orosbot")
    room = await people.room(anna, bot=bot)
    assert ":" not in room
    assert (await anna.power_levels(room))["users"] == {bot: 50}
    assert await anna.members(room) == {anna.user_id: "join", bot: "invite"}
