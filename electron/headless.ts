/** `npm run gems`: the same loop, store and engine as the studio's, from the terminal. */
import path from "node:path";
import { asStudioError } from "../shared/errors";
import { readArguments, usage } from "./headless/arguments";
import { runHeadless } from "./headless/run";

async function main(): Promise<number> {
  const asked = readArguments(process.argv.slice(2));
  if (asked === null) {
    console.log(usage);
    return 0;
  }
  return runHeadless(asked, path.resolve(__dirname, "..", ".."));
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (thrown: unknown) => {
    const error = asStudioError(thrown);
    console.error(`${error.message}\n${error.remedy}`);
    if (error.code === "internal" && error.detail !== undefined) console.error(error.detail);
    process.exitCode = 1;
  },
);
