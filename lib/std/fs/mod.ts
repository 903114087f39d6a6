// Stand-in for the JSR package @std/fs, for machines that cannot reach JSR.
// It gives the few names of @std/fs 1.x that an auction house uses, over `Deno.*`.
// It leaves out copying, globs, links and end-of-line conversion.
export { emptyDir, emptyDirSync } from "./empty_dir.ts";
export { ensureDir, ensureDirSync } from "./ensure_dir.ts";
export { ensureFile, ensureFileSync } from "./ensure_file.ts";
export { exists, type ExistsOptions, existsSync } from "./exists.ts";
export { move, type MoveOptions, moveSync } from "./move.ts";
export { walk, type WalkEntry, type WalkOptions, walkSync } from "./walk.ts";
