// Notes one after the other, as a file keeps them: whole ones are read strictly, and only a last
// one may be torn. Single texts and notes: tests/vectors/checkpoint/ and checkpoint_note/.

import { assert, assertEquals } from "@std/assert";
import { concat, fromUtf8, toUtf8 } from "../../lib/base/bytes.ts";
import {
  checkpointIn,
  decodeCheckpoint,
  decodeNote,
  decodeNotes,
  encodeCheckpoint,
  encodeNote,
  encodeNotes,
} from "../../lib/wire/checkpoint_note.ts";
import { encodeSignedMessage } from "../../lib/wire/signed_message.ts";

/** A checkpoint of an event, and its note by a key that is none. */
function checkpoint(seq: number) {
  return { sale: "5a".repeat(16), seq, hash: new Uint8Array(32).fill(seq), at: 1_000 + seq };
}

function note(seq: number): string {
  const key = { name: `leilao/${"x".repeat(43)}`, keyId: new Uint8Array(4).fill(1) };
  const signature = new Uint8Array(64).fill(seq);
  return encodeNote({ ...key, text: encodeCheckpoint(checkpoint(seq)), signature });
}

/** The events of the notes, and where the last whole one ends; or the bad one's number. */
function read(bytes: Uint8Array) {
  const list = decodeNotes(bytes);
  if (!list.ok) return { badNote: list.badNote };
  return { seqs: list.notes.map((note) => note.checkpoint.seq), wholeBytes: list.wholeBytes };
}

const two = encodeNotes([note(1), note(2)]);
const three = encodeNotes([note(1), note(2), note(3)]);

Deno.test("decodeNotes() reads what encodeNotes() wrote, piece by piece as a file grows", () => {
  assertEquals(read(three), { seqs: [1, 2, 3], wholeBytes: three.length });
  assertEquals(concat(two, encodeNotes([note(3)])), three);
  assertEquals(read(new Uint8Array(0)), { seqs: [], wholeBytes: 0 });
});

Deno.test("decodeNotes() leaves out a last note that was torn, at whatever byte", () => {
  for (let length = two.length; length < three.length; length++) {
    const torn = three.subarray(0, length);
    assertEquals(read(torn), { seqs: [1, 2], wholeBytes: two.length }, `${length}`);
  }
});

Deno.test("decodeNotes() reads nothing of a file with a note that is none, wherever it stands", () => {
  const text = fromUtf8(three) ?? "";
  assertEquals(read(toUtf8(text.replace("\n3\n", "\n03\n"))), { badNote: 3 });
  assertEquals(read(toUtf8(text.replace("\n1\n", "\n01\n"))), { badNote: 1 });
  assertEquals(read(toUtf8(`\n${text}`)), { badNote: 1 });
  assertEquals(read(toUtf8(text.replace("\n\nleilao", "\n\n\nleilao"))), { badNote: 2 });
  assertEquals(read(concat(two.with(0, 0xff), encodeNotes([note(3)]))), { badNote: 1 });
});

Deno.test("decodeNote() and decodeCheckpoint() read no text that is cut, at whatever byte", () => {
  const whole = note(7);
  const text = encodeCheckpoint(checkpoint(7));
  assertEquals(decodeNote(whole)?.checkpoint, checkpoint(7));
  assertEquals(decodeCheckpoint(text), checkpoint(7));
  for (let length = 0; length < whole.length; length++) {
    assertEquals(decodeNote(whole.slice(0, length)), null, `${length}`);
  }
  for (let length = 0; length < text.length; length++) {
    // A time of fewer digits is another time where its line is whole, and never is here.
    assertEquals(decodeCheckpoint(text.subarray(0, length)), null, `${length}`);
  }
});

Deno.test("decodeNote() gives back the very bytes that the signature covers", () => {
  const found = decodeNote(note(7));
  assert(found !== null);
  assertEquals(found.text, encodeCheckpoint(checkpoint(7)));
  assertEquals(encodeNote(found), note(7));
});

Deno.test("checkpointIn() reads a signed message of that kind alone", () => {
  const body = encodeCheckpoint(checkpoint(7));
  const signature = new Uint8Array(64);
  const message = encodeSignedMessage({ kind: "checkpoint", signature, body });
  assertEquals(checkpointIn(message), checkpoint(7));
  assertEquals(checkpointIn(message.with(0, 2)), null);
  assertEquals(checkpointIn(message.subarray(0, -1)), null);
});
