// The version of this program, as `--version` prints it.
//
// A constant rather than a read of deno.json: a compiled executable has no such file beside it.
// A test holds the two together.

/** Semantic version (semver.org) of the whole program. The wire protocol has its own. */
export const VERSION = "0.1.0";
