/** The whole benchmark in a process of its own, to be killed: `npm run bench` with the worker from source. */
import { readArguments } from "../../../../bench/product/arguments";
import { measure } from "../../../../bench/product/measure";
import { forkInNode } from "../../../../electron/inference/fork";
import { forkOptions, worker } from "../../electron/inference/real-worker";

const asked = readArguments(process.argv.slice(2));
if (asked === null) throw new Error("usage: kill-child OPTIONS");
await measure(asked, forkInNode(worker, forkOptions));
