// The house's checkpoints in a backup: without them the house that is restored could not tell an
// older record from its own, and nobody could see that the backup's record was cut.
//
// The copy of a running house is as of an event, and the house has signed on meanwhile: only notes
// up to that event are taken, as a record that ends before its checkpoints does not start again.

import { join } from "@std/path";
import { checkNotes, parseNotes } from "../audit/kept_notes.ts";
import { headFlaw } from "../audit/known_head.ts";
import type { Bytes } from "../base/bytes.ts";
import { Fault } from "../base/fault.ts";
import { CHECKPOINTS_FILE, readCheckpoints } from "../ledger/checkpoint_file.ts";
import { type CheckedRecord, checkRecord } from "../ledger/record_check.ts";
import { writeFileAtomically } from "../secure/atomic_file.ts";
import { encodeNote, encodeNotes } from "../wire/checkpoint_note.ts";

/**
 * Writes those notes of the data folder whose events are in `record` to `to` (mode 0600); false where
 * there are none. Faults: `bad_file` where one is not this house's word for this record,
 * `file_unreadable`, `file_unwritable`.
 */
export async function takeNotes(
  data: string,
  { to, record }: { readonly to: string; readonly record: HashedBackup },
): Promise<boolean> {
  const path = join(data, CHECKPOINTS_FILE);
  const bytes = readCheckpoints(path);
  if (bytes === null) return false;
  const kept = parseNotes(bytes, { place: CHECKPOINTS_FILE, mayBeEmpty: true });
  const { notes, finding } = checkNotes([kept], record);
  if (finding !== null) throw unfit(path, finding.detail);
  const covered = notes.filter(({ checkpoint }) => checkpoint.seq <= record.seq);
  if (covered.length === 0) return false;
  const text = new TextDecoder().decode(encodeNotes(covered.map(encodeNote)));
  await writeFileAtomically(to, text, { mode: 0o600 });
  refuseUnfitNotes(to, record);
  return true;
}

/** A record that was verified, with the hash after each event. */
export interface HashedBackup extends CheckedRecord {
  readonly hashes: readonly Bytes[];
}

/** Verifies the record at `path` with the `x` of its house's key. Faults: those of `checkRecord`. */
export function checkHashes(path: string, houseX: string): HashedBackup {
  const hashes: Bytes[] = [];
  const record = checkRecord(path, { houseX, seen: ({ hash }) => hashes.push(hash) });
  return { ...record, hashes };
}

/**
 * Refuses notes at `path` that are not all of this house, this sale and this record. Fault:
 * `bad_file`.
 */
export function refuseUnfitNotes(path: string, { hashes, ...record }: HashedBackup): void {
  const bytes = readCheckpoints(path);
  if (bytes === null) return;
  const kept = parseNotes(bytes, { place: CHECKPOINTS_FILE, mayBeEmpty: false });
  const { heads, finding } = checkNotes([kept], record);
  if (finding !== null) throw unfit(path, finding.detail);
  const flaw = headFlaw(heads, { seq: record.seq, hashAt: (seq) => hashes[seq - 1] ?? null });
  if (flaw !== null) throw unfit(path, `the record does not agree with ${flaw.head.source}`);
}

function unfit(path: string, found: string): Fault {
  return new Fault("bad_file", `"${path}": ${found}`, {
    hint: "The checkpoints and the record of a house belong together: put both back as they were.",
  });
}
