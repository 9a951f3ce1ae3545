// The SDK and its Rust half log to the console. stdout carries our answers, so it all goes to stderr.
// Imported first: loggers bind the console's methods when they are made.
import { format } from "node:util";

for (const level of ["trace", "debug", "log", "info", "warn", "error"]) {
    console[level] = (...words) => process.stderr.write(`${level} ${format(...words)}\n`);
}
