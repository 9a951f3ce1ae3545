// Waiting for something to become true, looked at again whenever the client says that something happened.

// Resolves with the first value of `look()` that is neither null, undefined nor false; `what` names it in the error.
export async function until(client, events, look, seconds, what) {
    const deadline = Date.now() + seconds * 1000;
    for (;;) {
        const happened = somethingHappens(client, events, deadline);
        try {
            const found = await look();
            if (found) return found;
            if (Date.now() >= deadline) throw new Error(`deadline of ${seconds} s passed, waiting for ${what}`);
            await happened.promise;
        } finally {
            happened.forget();
        }
    }
}

// Listens before the look, so that nothing falls between the two.
function somethingHappens(client, events, deadline) {
    const { promise, resolve } = Promise.withResolvers();
    const timer = setTimeout(resolve, Math.max(0, deadline - Date.now()));
    for (const event of events) client.on(event, resolve);
    const forget = () => {
        clearTimeout(timer);
        for (const event of events) client.off(event, resolve);
    };
    return { promise, forget };
}
