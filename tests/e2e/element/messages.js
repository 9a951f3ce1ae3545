// Reading and writing in rooms, as Element shows it: what was decrypted, with which shield, or why not.
import { Attachment, EncryptedAttachment } from "@matrix-org/matrix-sdk-crypto-wasm";
import { ClientEvent, MatrixEventEvent, RoomStateEvent } from "matrix-js-sdk";
import { EventShieldColour, EventShieldReason } from "matrix-js-sdk/lib/crypto-api/index.js";

import { until } from "./until.js";

// Remember every timeline event of every room in the order of its coming.
export function watchMessages(shared) {
    const { client, tell } = shared;
    shared.seen = new Map();
    client.on(ClientEvent.Event, (event) => {
        const id = event.getId();
        if (!id || event.isState() || !event.getRoomId() || shared.seen.has(id)) return;
        shared.seen.set(id, { event, order: shared.seen.size, arrived: Date.now() });
        tell({ event: "message", room: event.getRoomId(), event_id: id });
    });
}

async function shieldOf(client, event) {
    const info = await client.getCrypto().getEncryptionInfoForEvent(event);
    if (!info) return { shield: null, shield_reason: null };
    const reason = info.shieldReason === null ? null : EventShieldReason[info.shieldReason];
    return { shield: EventShieldColour[info.shieldColour], shield_reason: reason };
}

async function describe(shared, { event: first, arrived }) {
    const { client } = shared;
    const room = client.getRoom(first.getRoomId());
    // Our own messages come back as a second object; the room keeps the first, which has the plain text.
    const event = room?.findEventById(first.getId()) ?? first;
    await client.decryptEventIfNeeded(event);
    return {
        room: event.getRoomId(),
        event_id: event.getId(),
        sender: event.getSender(),
        type: event.getType(),
        content: event.getOriginalContent(),
        encrypted: event.isEncrypted(),
        failure: event.isDecryptionFailure() ? event.decryptionFailureReason : null,
        redacted: event.isRedacted(),
        redacts: event.getAssociatedId() && event.isRedaction() ? event.getAssociatedId() : null,
        at: event.getTs(),
        arrived,
    };
}

async function withShield(shared, message) {
    const event = shared.client.getRoom(message.room)?.findEventById(message.event_id);
    return { ...message, ...(await shieldOf(shared.client, event ?? shared.seen.get(message.event_id).event)) };
}

const relation = (message) => message.content["m.relates_to"] ?? {};

// Every field of `wanted` must hold.
function fits(message, { event_id, sender, type, body, code, reply_to, target, failure }) {
    return (
        (event_id === undefined || message.event_id === event_id) &&
        (sender === undefined || message.sender === sender) &&
        (type === undefined || message.type === type) &&
        (body === undefined || (message.content.body ?? "").includes(body)) &&
        (code === undefined || message.content["se.orosbot"]?.code === code) &&
        (reply_to === undefined || relation(message)["m.in_reply_to"]?.event_id === reply_to) &&
        (target === undefined || relation(message).event_id === target || message.redacts === target) &&
        (failure === undefined || (message.failure !== null) === failure)
    );
}

export function messageOperations(shared) {
    const inRoom = async (room) => {
        const seen = [...(shared.seen?.values() ?? [])].filter(({ event }) => event.getRoomId() === room);
        return Promise.all(seen.map((one) => describe(shared, one)));
    };
    const shielded = (messages) => Promise.all(messages.map((one) => withShield(shared, one)));

    return {
        // Join `room` and wait until it is known as encrypted.
        async join({ room, seconds }) {
            const { client } = shared;
            await client.joinRoom(room);
            const events = [ClientEvent.Sync, ClientEvent.Event, RoomStateEvent.Events];
            const ready = async () =>
                client.getRoom(room)?.getMyMembership() === "join" &&
                (await client.getCrypto().isEncryptionEnabledInRoom(room));
            await until(client, events, ready, seconds, `encryption of ${room}`);
        },

        async send({ room, type, content }) {
            const { event_id } = await shared.client.sendEvent(room, type, content);
            return { event_id };
        },
        async redact({ room, event_id }) {
            const redaction = await shared.client.redactEvent(room, event_id);
            return { event_id: redaction.event_id };
        },
        // Begin a new Megolm session with the next message.
        async discard_session({ room }) {
            await shared.client.getCrypto().forceDiscardSession(room);
        },

        async list({ room }) {
            return { messages: await shielded(await inRoom(room)) };
        },
        // All that fit, as soon as there are `count` of them.
        async wait({ room, wanted, count, seconds }) {
            const events = [ClientEvent.Event, MatrixEventEvent.Decrypted, ClientEvent.Sync];
            const look = async () => {
                const found = (await inRoom(room)).filter((message) => fits(message, wanted));
                return found.length >= count && found;
            };
            const what = `${count} of ${JSON.stringify(wanted)}`;
            return { messages: await shielded(await until(shared.client, events, look, seconds, what)) };
        },
        // The file of a message: what the homeserver gives out, and that decrypted and checked, both in base64.
        async attachment({ room, event_id }) {
            const { content } = (await inRoom(room)).find((message) => message.event_id === event_id);
            const url = shared.client.mxcUrlToHttp(content.file.url, undefined, undefined, undefined, false, true, true);
            const headers = { Authorization: `Bearer ${shared.client.getAccessToken()}` };
            const answer = await fetch(url, { headers });
            if (!answer.ok) throw new Error(`the homeserver does not give out the file: ${answer.status}`);
            const stored = new Uint8Array(await answer.arrayBuffer());
            const file = Attachment.decrypt(new EncryptedAttachment(stored, JSON.stringify(content.file)));
            return { stored: Buffer.from(stored).toString("base64"), file: Buffer.from(file).toString("base64") };
        },
        async members({ room }) {
            const state = await shared.client.roomState(room);
            const members = state.filter((event) => event.type === "m.room.member");
            return { members: Object.fromEntries(members.map((event) => [event.state_key, event.content.membership])) };
        },
        async power_levels({ room }) {
            return { levels: await shared.client.getStateEvent(room, "m.room.power_levels", "") };
        },
    };
}
