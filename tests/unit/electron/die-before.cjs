/** Kills the process just before its so-manieth change to the disk through node:fs/promises. */
/** @type {any} the functions are put in the place of others of their kind */
const fs = require("node:fs/promises");
const { syncBuiltinESMExports } = require("node:module");

const fatal = Number(process.env.KILL_BEFORE_CHANGE);
let changes = 0;

for (const name of [
  "appendFile",
  "copyFile",
  "link",
  "mkdir",
  "open",
  "rename",
  "rm",
  "unlink",
  "writeFile",
]) {
  const real = fs[name];
  fs[name] = (/** @type {unknown[]} */ ...args) => {
    changes += 1;
    if (changes === fatal) process.kill(process.pid, "SIGKILL");
    return real(...args);
  };
}
syncBuiltinESMExports();
