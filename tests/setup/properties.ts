import fc from "fast-check";

/**
 * Properties try the same examples every time, so that a red test is about the change at hand and can be seen again.
 * New examples are tried by `npm run hunt`; what it finds becomes a test of its own.
 */
if (process.env.HUNT_TIMES === undefined) fc.configureGlobal({ seed: 20261123 });
