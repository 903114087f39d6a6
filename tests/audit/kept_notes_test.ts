// Files of checkpoints as people and crashes leave them.

import { assert, assertEquals } from "@std/assert";
import { newestNote, parseNotes } from "../../lib/audit/kept_notes.ts";
import { toUtf8 } from "../../lib/base/bytes.ts";
import { encodeNote, encodeNotes } from "../../lib/wire/checkpoint_note.ts";
import { AuditStage } from "./_audit_stage.ts";

const stage = new AuditStage().open();
const early = stage.note();
stage.bid(stage.ana, 2_000);
const late = stage.note();
const file = encodeNotes([encodeNote(early), encodeNote(late)]);
const asHouse = { place: "checkpoints.txt", mayBeEmpty: true };
const asked = { place: "note.txt", mayBeEmpty: false };

/** The events of the notes in `bytes`, or why they cannot be read. */
function found(bytes: Uint8Array, options = asHouse): readonly number[] | string | null {
  const { notes, unreadable } = parseNotes(bytes, options);
  return unreadable ?? notes.map(({ checkpoint }) => checkpoint.seq);
}

Deno.test("parseNotes() reads a house's file, and one note as it was printed", () => {
  assertEquals(found(file), [6, 7]);
  const note = encodeNote(late);
  for (const text of [note, note.trimEnd(), `${note}\n`, `${note}\n\n`]) {
    assertEquals(found(toUtf8(text), asked), [7]);
  }
});

Deno.test("parseNotes() leaves out what a crash tore, wherever it tore it", () => {
  const first = encodeNotes([encodeNote(early)]).length;
  for (let length = first; length < file.length; length++) {
    const whole = length >= file.length - 2 ? [6, 7] : [6];
    assertEquals(found(file.subarray(0, length)), whole, `${length} bytes`);
  }
  assertEquals(found(file.subarray(0, 100)), []);
});

Deno.test("parseNotes() says that a note in the middle cannot be read, or that there is none", () => {
  const flawed = file.with(2, 0x20);
  const { notes, unreadable } = parseNotes(flawed, asHouse);
  assertEquals([notes, unreadable], [[], "note 1 cannot be read"]);
  for (const bytes of [new Uint8Array(0), toUtf8("a shopping list\n"), file.subarray(0, 100)]) {
    assert(typeof found(bytes, asked) === "string");
  }
});

Deno.test("newestNote() is the latest of the highest event that the record has", () => {
  const again = stage.note(late.checkpoint.at + 1);
  assertEquals(newestNote([late, early, again], { upTo: 9 }), again);
  assertEquals(newestNote([again, late, early], { upTo: 9 }), again);
  assertEquals(newestNote([late, early], { upTo: 6 }), early);
  assertEquals(newestNote([late], { upTo: 6 }), null);
});
