// The house's checkpoints as somebody kept them: its own file beside the record, a printed note, the
// note in a published record. Each is its word for the record up to an event (PROTOCOL §5.5).
//
// A note that a crash tore while it was written is the last one, and says nothing. Every other one
// has to be this house's, of this sale: one that is not is no help, and somebody put it there.

import { fromUtf8 } from "../base/bytes.ts";
import { noteFlawOf } from "../ledger/note_flaw.ts";
import { type CheckpointNote, decodeNote, decodeNotes } from "../wire/checkpoint_note.ts";
import type { Finding } from "./finding.ts";
import type { KnownHead } from "./known_head.ts";

/** What a file of notes holds; nothing of it is believed yet. */
export interface KeptNotes {
  /** Where they were found, for people. */
  readonly place: string;
  readonly notes: readonly CheckpointNote[];
  /** What cannot be read, in words, or null. */
  readonly unreadable: string | null;
}

/** Notes held against their house and sale. */
export interface CheckedNotes {
  /** Those that can be believed. */
  readonly notes: readonly CheckpointNote[];
  /** The places of the record that they name. */
  readonly heads: readonly KnownHead<string>[];
  /** The first that is not this house's word for this sale, or null. */
  readonly finding: Finding | null;
}

/**
 * The notes in `bytes`. The last one need not have an empty line behind it, nor a newline, as where
 * it was printed. `mayBeEmpty` where it is no surprise that there is none yet.
 */
export function parseNotes(
  bytes: Uint8Array,
  { place, mayBeEmpty }: { readonly place: string; readonly mayBeEmpty: boolean },
): KeptNotes {
  const list = decodeNotes(bytes);
  if (!list.ok) return { place, notes: [], unreadable: `note ${list.badNote} cannot be read` };
  const rest = fromUtf8(bytes.subarray(list.wholeBytes));
  const last = rest === null ? null : decodeNote(`${rest.trimEnd()}\n`);
  const notes = last === null ? list.notes : [...list.notes, last];
  const isMissed = notes.length === 0 && !mayBeEmpty;
  return { place, notes, unreadable: isMissed ? "there is no checkpoint in it" : null };
}

/** Holds every note against the house whose key has this `x`, and against the sale. */
export function checkNotes(
  lists: readonly KeptNotes[],
  { sale, house }: { readonly sale: string; readonly house: string },
): CheckedNotes {
  const noteFlaw = noteFlawOf(house);
  const notes: CheckpointNote[] = [];
  const heads: KnownHead<string>[] = [];
  let finding: Finding | null = null;
  for (const { place, notes: kept, unreadable } of lists) {
    const wrong = (detail: string): Finding => ({ code: "checkpoint", seq: null, detail });
    if (unreadable !== null) finding ??= wrong(`${place}: ${unreadable}`);
    for (const [i, note] of kept.entries()) {
      const { sale: named, seq, hash } = note.checkpoint;
      const flaw = noteFlaw(note) ?? (named === sale ? null : `it is of the sale ${named}`);
      if (flaw !== null) {
        finding ??= wrong(`${place}, note ${i + 1}: ${flaw}`);
        continue;
      }
      notes.push(note);
      heads.push({ seq, hash, source: `a checkpoint of event ${seq} in ${place}` });
    }
  }
  return { notes, heads, finding };
}

/** The newest note of event `seq` or of one before it, or null. */
export function newestNote(
  notes: readonly CheckpointNote[],
  { upTo }: { readonly upTo: number },
): CheckpointNote | null {
  let newest: CheckpointNote | null = null;
  for (const note of notes) {
    const { seq, at } = note.checkpoint;
    if (seq > upTo) continue;
    const { seq: before, at: madeAt } = newest?.checkpoint ?? { seq: 0, at: 0 };
    if (seq > before || (seq === before && at > madeAt)) newest = note;
  }
  return newest;
}
