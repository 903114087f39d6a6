// Checkpoints: one place of the record in a few lines of text, signed as a note that outlives the
// sale (PROTOCOL §5.5, in the manner of C2SP tlog-checkpoint and signed-note).
//
// The record is a chain of hashes and no tree: a checkpoint proves the events before it to whoever
// has them all. Reading and writing only; who signed is checked elsewhere (note_flaw.ts).

import { type Bytes, concat, fromUtf8, toUtf8 } from "../base/bytes.ts";
import { SIGNATURE_BYTES, SIGNED_BODY_BYTES_MAX } from "./limits.ts";
import { decodeSignedMessage } from "./signed_message.ts";

/** Where the record stood: the house's word for everything up to event `seq`. */
export interface Checkpoint {
  /** The sale's id, 16 bytes in hexadecimal. */
  readonly sale: string;
  /** From 1: there is nothing to say of an empty record. */
  readonly seq: number;
  /** The chain's hash at event `seq`, 32 bytes. */
  readonly hash: Bytes;
  /** The house's time when it was made, in milliseconds since 1970. */
  readonly at: number;
}

/** What a note calls its signer: a name for people, and 4 bytes that tell its keys apart. */
export interface NoteKey {
  readonly name: string;
  readonly keyId: Bytes;
}

/** A note taken apart; nothing of it is to be believed before the signature is checked. */
export interface CheckpointNote extends NoteKey {
  readonly checkpoint: Checkpoint;
  /** The bytes that the signature covers: the text up to and with its last newline. */
  readonly text: Bytes;
  /** Ed25519, 64 bytes. */
  readonly signature: Bytes;
}

/** Notes one after the other as a file keeps them, or the first of them that cannot be read. */
export type NoteList =
  | {
    readonly ok: true;
    readonly notes: readonly CheckpointNote[];
    /** Where the last whole note ends; what follows was torn while it was written. */
    readonly wholeBytes: number;
  }
  /** `badNote` counts from 1. */
  | { readonly ok: false; readonly badNote: number };

const textPattern =
  /^leilao\/1 checkpoint ([0-9a-f]{32})\n([1-9]\d{0,15})\n([A-Za-z0-9+/]{43}=)\nat (\d{1,16})\n$/;
const notePattern = /^(.{1,1087}\n)\n— (leilao\/[A-Za-z0-9_-]{43}) ([A-Za-z0-9+/]{91}=)\n$/su;
const keyIdBytes = 4;
/** Lines of a note in a file: four of text, an empty one, the signature, an empty one. */
const linesOfNote = 7;
const newline = 0x0a;

/** The text of a checkpoint: what the house signs, and the body of its message on the feed. */
export function encodeCheckpoint({ sale, seq, hash, at }: Checkpoint): Bytes {
  return toUtf8(`leilao/1 checkpoint ${sale}\n${seq}\n${hash.toBase64()}\nat ${at}\n`);
}

/** The checkpoint in a text, or null where it is not spelled as {@link encodeCheckpoint} does. */
export function decodeCheckpoint(text: Uint8Array): Checkpoint | null {
  if (text.length > SIGNED_BODY_BYTES_MAX) return null;
  const found = textPattern.exec(fromUtf8(text) ?? "");
  if (found === null) return null;
  const [, sale = "", seq = "", hash = "", at = ""] = found;
  const checkpoint = { sale, seq: Number(seq), hash: Uint8Array.fromBase64(hash), at: Number(at) };
  const isSafe = Number.isSafeInteger(checkpoint.seq) && Number.isSafeInteger(checkpoint.at);
  // One spelling: no zero before a number, no stray bit in the hash's last digit.
  const isSame = fromUtf8(encodeCheckpoint(checkpoint)) === found[0];
  return isSafe && isSame ? checkpoint : null;
}

/** The checkpoint in the bytes of a signed message, or null; nothing is checked but its form. */
export function checkpointIn(bytes: Uint8Array): Checkpoint | null {
  const message = decodeSignedMessage(bytes);
  return message?.kind === "checkpoint" ? decodeCheckpoint(message.body) : null;
}

/** A whole note: the text, an empty line, the one line of its signature. */
export function encodeNote(
  { text, name, keyId, signature }: Omit<CheckpointNote, "checkpoint">,
): string {
  return `${fromUtf8(text) ?? ""}\n— ${name} ${concat(keyId, signature).toBase64()}\n`;
}

/** A note of ours taken apart, or null. It has one signature: a note of more is another's. */
export function decodeNote(note: string): CheckpointNote | null {
  const [, body = "", name = "", base64 = ""] = notePattern.exec(note) ?? [];
  const text = toUtf8(body);
  const checkpoint = decodeCheckpoint(text);
  if (checkpoint === null) return null;
  const signed = Uint8Array.fromBase64(base64);
  const keyId = signed.slice(0, keyIdBytes);
  const signature = signed.slice(keyIdBytes);
  const found = { checkpoint, text, name, keyId, signature };
  return signature.length === SIGNATURE_BYTES && encodeNote(found) === note ? found : null;
}

/** Notes as a file holds them: each with an empty line behind it. */
export function encodeNotes(notes: readonly string[]): Bytes {
  return toUtf8(notes.map((note) => `${note}\n`).join(""));
}

/** Reads what {@link encodeNotes} wrote. A last note that a crash has torn is left out. */
export function decodeNotes(bytes: Uint8Array): NoteList {
  const notes: CheckpointNote[] = [];
  let wholeBytes = 0;
  for (let end = endOfNote(bytes, 0); end !== null; end = endOfNote(bytes, end)) {
    // Without the empty line behind it.
    const note = decodeNote(fromUtf8(bytes.subarray(wholeBytes, end - 1)) ?? "");
    if (note === null) return { ok: false, badNote: notes.length + 1 };
    notes.push(note);
    wholeBytes = end;
  }
  return { ok: true, notes, wholeBytes };
}

/** The place behind the note that begins at `start`, or null where it has too few lines. */
function endOfNote(bytes: Uint8Array, start: number): number | null {
  let at = start;
  for (let line = 0; line < linesOfNote; line++) {
    at = bytes.indexOf(newline, at) + 1;
    if (at === 0) return null;
  }
  return at;
}
