// Signing in, Element's crypto in its mode "exclude insecure devices", cross-signing, syncing.
import { ClientEvent, createClient, Filter, SyncState } from "matrix-js-sdk";
import { AllDevicesIsolationMode, OnlySignedDevicesIsolationMode } from "matrix-js-sdk/lib/crypto-api/index.js";

import { until } from "./until.js";
import { watchMessages } from "./messages.js";

const SYNC_LIMIT = 100; // the most that Synapse gives at once

export function sessionOperations(shared) {
    const passwordAuth = () => ({
        type: "m.login.password",
        identifier: { type: "m.id.user", user: shared.user },
        password: shared.password,
    });

    return {
        // A new device of `user`. Its crypto store is in memory: it lasts as long as this process.
        // With `exclude_insecure`, as Element does since April 2026, an unsigned device cannot even send.
        async login({ homeserver, user, password, device_name, exclude_insecure }) {
            Object.assign(shared, { user, password });
            const signedIn = await createClient({ baseUrl: homeserver }).loginRequest({
                ...passwordAuth(),
                initial_device_display_name: device_name,
            });
            shared.client = createClient({
                baseUrl: homeserver,
                userId: signedIn.user_id,
                deviceId: signedIn.device_id,
                accessToken: signedIn.access_token,
            });
            await shared.client.initRustCrypto({ useIndexedDB: false });
            const mode = exclude_insecure ? new OnlySignedDevicesIsolationMode() : new AllDevicesIsolationMode(false);
            shared.client.getCrypto().setDeviceIsolationMode(mode);
            watchMessages(shared);
            return { user: signedIn.user_id, device: signedIn.device_id };
        },

        // Make this user's identity and sign this device with it.
        async bootstrap() {
            await shared.client.getCrypto().bootstrapCrossSigning({
                authUploadDeviceSigningKeys: (makeRequest) => makeRequest(passwordAuth()),
            });
        },

        // Throw this user's identity away and make another one, as after "Forgot your recovery key?".
        async reset_identity() {
            await shared.client.getCrypto().bootstrapCrossSigning({
                setupNewCrossSigning: true,
                authUploadDeviceSigningKeys: (makeRequest) => makeRequest(passwordAuth()),
            });
        },

        // The private parts of the identity, and how a further device of the same user takes them over and is signed.
        async export_identity() {
            return { secrets: await shared.client.getCrypto().exportSecretsBundle() };
        },
        async import_identity({ secrets }) {
            const crypto = shared.client.getCrypto();
            await crypto.importSecretsBundle(secrets);
            await crypto.getUserDeviceInfo([shared.client.getUserId()], true);
            await crypto.crossSignDevice(shared.client.getDeviceId());
        },

        async start({ seconds }) {
            const filter = new Filter(shared.client.getUserId());
            filter.setTimelineLimit(SYNC_LIMIT);
            await shared.client.startClient({ initialSyncLimit: SYNC_LIMIT, filter });
            const synced = () => shared.client.getSyncState() === SyncState.Syncing;
            await until(shared.client, [ClientEvent.Sync], synced, seconds, "sync");
        },
        async stop() {
            shared.client.stopClient();
        },

        // Straight to the homeserver, past the SDK: `path` with its prefix, for instance /_matrix/client/v3/...
        async http({ method, path, content }) {
            const answer = await shared.client.http.authedRequest(method, path, undefined, content, { prefix: "" });
            return { answer };
        },
    };
}
