// What this user holds of other people's identities and devices, and how that is changed.
import { UserId } from "@matrix-org/matrix-sdk-crypto-wasm";
import { ClientEvent } from "matrix-js-sdk";
import { CryptoEvent } from "matrix-js-sdk/lib/crypto-api/index.js";

import { until } from "./until.js";

export function trustOperations(shared) {
    const crypto = () => shared.client.getCrypto();

    async function identity(user) {
        await crypto().getUserDeviceInfo([user], true);
        const status = await crypto().getUserVerificationStatus(user);
        const keys = await crypto().getUserCrossSigningKeys(user);
        return {
            master_key: keys ? Object.values(keys.master_key.keys)[0] : null,
            verified: status.isVerified(),
            was_verified: status.wasCrossSigningVerified(),
            needs_approval: status.needsUserApproval,
        };
    }

    async function devices(user) {
        const known = (await crypto().getUserDeviceInfo([user], true)).get(user) ?? new Map();
        const described = [...known.values()].map(async (device) => {
            const status = await crypto().getDeviceVerificationStatus(user, device.deviceId);
            return {
                device: device.deviceId,
                name: device.displayName ?? null,
                fingerprint: device.getFingerprint() ?? null,
                signed_by_owner: status.signedByOwner,
                verified: status.isVerified(),
            };
        });
        return Promise.all(described);
    }

    return {
        async identity({ user }) {
            return { identity: await identity(user) };
        },

        async devices({ user }) {
            return { devices: await devices(user) };
        },
        // Until this client has heard that the owner of `device` signed it.
        async signed_device({ user, device, seconds }) {
            const signed = async () => (await devices(user)).some((one) => one.device === device && one.signed_by_owner);
            const what = `signature of ${user} on ${device}`;
            await until(shared.client, [ClientEvent.Sync, CryptoEvent.DevicesUpdated], signed, seconds, what);
        },

        // Say "I compared the fingerprint, this is them". Element does it at the end of an emoji comparison; the
        // SDK offers no way to it without the other side taking part, its Rust half does.
        async verify({ user, seconds }) {
            await identity(user);
            const theirs = await crypto().getOlmMachineOrThrow().getIdentity(new UserId(user));
            if (!theirs) throw new Error(`no identity known of ${user}`);
            await crypto().outgoingRequestProcessor.makeOutgoingRequest(await theirs.verify());
            const events = [ClientEvent.Sync, CryptoEvent.UserTrustStatusChanged];
            await until(shared.client, events, async () => (await identity(user)).verified, seconds, "verification");
            return { identity: await identity(user) };
        },
        async withdraw_verification({ user }) {
            await crypto().withdrawVerificationRequirement(user);
            return { identity: await identity(user) };
        },
        // Accept a changed identity of somebody who was never verified.
        async pin({ user }) {
            await crypto().pinCurrentUserIdentity(user);
            return { identity: await identity(user) };
        },
    };
}
