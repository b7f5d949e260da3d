/**
 * How far the bench's independent judge can be trusted, and where it and the loop's own eyes part.
 *
 *   npm run bench:judge -- [--pictures 1000] [--out bench/results/judge.json]
 *     against the truth: held-out engine scenes, drawn by the real renderer
 *   npm run bench:judge -- --agreement bench-out/FOLDER
 *     against the loop's eyes: the results of `npm run bench`, judged by both
 *   npm run bench:judge -- --calibrate
 *     fits the judge's confidences anew, on scenes of their own
 *
 * The judge is loaded by path: nothing in bench/ but its own folder imports it by name.
 */
import path from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";

const { values } = parseArgs({
  options: {
    pictures: { type: "string", default: "1000" },
    out: { type: "string" },
    agreement: { type: "string" },
    calibrate: { type: "boolean", default: false },
  },
});

const load = (name: string) =>
  import(pathToFileURL(path.join(import.meta.dirname, "judge", `${name}.ts`)).href);

if (values.agreement !== undefined) (await load("agreement")).printAgreement(values.agreement);
else if (values.calibrate) await (await load("calibrate")).calibrate(Number(values.pictures));
else await (await load("measure")).measure(Number(values.pictures), values.out);
