// A fault: the surroundings failed us (a file, a port, a disk, a key, what a person typed).
//
// Faults are thrown, carry a code from a closed union, and are meant for the operator in full.
// They are not rejections (the rules refuse a fair request: a value), not drops (a datagram not
// believed: a counter) and not bugs (our own invariant broke: `assert`).

import type { Language } from "./language.ts";

/** Every way in which the surroundings can fail. Tests and callers compare codes, never texts. */
export type FaultCode =
  | "bad_arguments" // the command line or an environment variable cannot be understood
  | "bad_config" // a setting is out of range or contradicts another
  | "bad_key" // key material is malformed, weak, or of the wrong kind
  | "key_exposed" // a private key file can be read by others
  | "key_exists" // a key would be overwritten
  | "file_exists" // another file would be overwritten, or does not belong there
  | "wrong_passphrase" // a protected key did not open
  | "not_found" // a named file, bidder or lot does not exist
  | "bad_file" // a file's content is not what its kind demands
  | "file_unreadable" // the system refused to read a file
  | "file_unwritable" // the system refused to write a file
  | "already_registered" // a key, name or paddle is taken
  | "port_taken" // another program listens on the address
  | "no_such_address" // this machine has no such network address
  | "unreachable" // the house did not answer on the network
  | "wrong_house" // the house that answered is not the one pinned
  | "two_histories" // the house shows another past than the one that it signed before
  | "replaced" // this bidder has joined from another place
  | "refused_join" // the house refused the join, for a stated reason
  | "bad_protocol" // the other side broke the protocol
  | "ledger_corrupt" // the record fails a check of its chain, a signature or a replay
  | "record_rolled_back" // the record lacks or contradicts a checkpoint that the house has signed
  | "ledger_locked" // another house has the record open
  | "ledger_unwritable" // a commit failed: disk full or I/O error
  | "worker_failed" // a worker thread died or stopped answering
  | "not_permitted" // the program was started without a permission that it needs
  | "timeout" // something bounded took too long
  | "internal"; // anything unforeseen, wrapped at a boundary

/** The options of a {@link Fault}. `hint` says what the person can do next, in one sentence. */
export interface FaultOptions {
  /** In English, or in each language where nothing more general would do. */
  readonly hint?: string | Readonly<Record<Language, string>>;
  readonly cause?: unknown;
}

/** An error of the surroundings. The message follows: what failed, colon, what was found and wanted. */
export class Fault extends Error {
  readonly code: FaultCode;
  readonly hint: string | null;
  /** The hint in each language, where it was given so. */
  readonly hints: Readonly<Record<Language, string>> | null;

  constructor(code: FaultCode, message: string, options: FaultOptions = {}) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.name = "Fault";
    this.code = code;
    const { hint = null } = options;
    this.hints = typeof hint === "string" ? null : hint;
    this.hint = typeof hint === "string" ? hint : hint?.en ?? null;
  }
}

/** The fault inside `error`, or a new `internal` one around it, so that a boundary always has a code. */
export function asFault(error: unknown): Fault {
  if (error instanceof Fault) return error;
  if (error instanceof Deno.errors.NotCapable) {
    return new Fault("not_permitted", error.message.split(",")[0] ?? error.message, {
      cause: error,
    });
  }
  const text = error instanceof Error ? error.message : String(error);
  return new Fault("internal", text, { cause: error });
}
