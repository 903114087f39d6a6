// A house's checkpoints without a disk: what survives is the list, as the file does beside a record.

import type { CheckpointLog } from "../../lib/ledger/checkpoint_file.ts";
import { type CheckpointNote, decodeNote } from "../../lib/wire/checkpoint_note.ts";

/** A list of notes: give the same one to the house that starts again. */
export class MemoryCheckpoints implements CheckpointLog {
  readonly notes: string[] = [];
  readonly cutBytes = 0;

  get newest(): CheckpointNote | null {
    return decodeNote(this.notes.at(-1) ?? "");
  }

  append(note: string): void {
    this.notes.push(note);
  }

  close(): void {}
}
