// From an error of SQLite or of the file system to a fault with a code of ours.
//
// SQLite's errors are told apart by their result code (sqlite.org/rescode.html), never by text.

import { Fault, type FaultCode } from "../base/fault.ts";
import { LedgerCorrupt } from "./ledger_corrupt.ts";

/**
 * Result codes (the low byte of SQLite's extended ones) by what they mean here. A code that is not
 * listed says that we used SQLite wrongly: a bug, not a fault.
 */
const FAULT_OF_RESULT: ReadonlyMap<number, FaultCode> = new Map([
  // ERROR, TOOBIG, CONSTRAINT: our statements are fixed and appends are asserted first, so these
  // come from a file that is not what it claims to be.
  ...[1, 18, 19].map((code) => [code, "ledger_corrupt"] as const),
  // CORRUPT, FORMAT, NOTADB.
  ...[11, 24, 26].map((code) => [code, "ledger_corrupt"] as const),
  // BUSY, LOCKED.
  ...[5, 6].map((code) => [code, "ledger_locked"] as const),
  // PERM, NOMEM, READONLY, IOERR, FULL, CANTOPEN, PROTOCOL, NOLFS, AUTH.
  ...[3, 7, 8, 10, 13, 14, 15, 22, 23].map((code) => [code, "ledger_unwritable"] as const),
]);

/**
 * The fault behind `error`, which SQLite or Deno threw over the file at `path`.
 * Anything else, a bug of ours above all, comes back as it is.
 */
export function sqliteFault(error: unknown, path: string): unknown {
  if (!(error instanceof Error) || error instanceof Fault) return error;
  switch (codeOf(error)) {
    case "ledger_locked":
      return new Fault("ledger_locked", `Cannot open the ledger "${path}": it is in use`, {
        hint: "Another house has this record open: stop it, or give this one another data folder.",
        cause: error,
      });
    case "ledger_corrupt":
      return new LedgerCorrupt(`Ledger "${path}" is damaged: ${error.message}`, { cause: error });
    case "ledger_unwritable":
      return new Fault("ledger_unwritable", `Cannot use the ledger "${path}": ${error.message}`, {
        hint: "See that the data folder exists, is writable and has free space, and start again.",
        cause: error,
      });
    default:
      return error;
  }
}

/** Whether SQLite found the file damaged, or no database at all. */
export function isDamage(error: unknown): boolean {
  return error instanceof Error && codeOf(error) === "ledger_corrupt";
}

function codeOf(error: Error): FaultCode | null {
  if ("errcode" in error && typeof error.errcode === "number") {
    return FAULT_OF_RESULT.get(error.errcode & 0xff) ?? null;
  }
  const name = "code" in error ? error.code : null;
  // node:sqlite reports no result code where it could not even open the file.
  if (name === "ERR_SQLITE_ERROR") return "ledger_unwritable";
  // An integer beyond 2^53 - 1: no row of ours has one.
  if (name === "ERR_OUT_OF_RANGE") return "ledger_corrupt";
  return isFileError(error, name) ? "ledger_unwritable" : null;
}

/** Deno has a class for the usual errors of files, and only the system's name for the others. */
function isFileError(error: Error, name: unknown): boolean {
  if (typeof name === "string" && /^E[A-Z0-9]+$/.test(name)) return true;
  return Object.values(Deno.errors).some((kind) => error instanceof kind);
}
