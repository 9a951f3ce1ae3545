// One Matrix client of the kind Element is, driven over JSON lines.
//
// stdin:  {"id": 1, "do": "send", ...}     one request a line
// stdout: {"id": 1, "ok": true, ...}       one answer to each, in any order
//         {"id": 1, "ok": false, "error": "..."}
//         {"event": "ready"}               once; {"event": "message", ...} for each new message
// The end of stdin ends the process.
import "./quiet.js";

import { createInterface } from "node:readline";

import { messageOperations } from "./messages.js";
import { sessionOperations } from "./session.js";
import { trustOperations } from "./trust.js";

const tell = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);
const shared = { tell };
const operations = { ...sessionOperations(shared), ...messageOperations(shared), ...trustOperations(shared) };

async function answer({ id, do: name, ...request }) {
    try {
        if (!(name in operations)) throw new Error(`no such operation: ${name}`);
        tell({ id, ok: true, ...(await operations[name](request)) });
    } catch (error) {
        tell({ id, ok: false, error: `${error.name}: ${error.message}` });
    }
}

const input = createInterface({ input: process.stdin });
input.on("line", (line) => void answer(JSON.parse(line)));
input.on("close", () => {
    shared.client?.stopClient();
    process.exit(0);
});
tell({ event: "ready" });
