// Whether a checkpoint's note is the house's: its key's name and id, and the signature.

import { equalBytes } from "../base/bytes.ts";
import { houseNoteKey } from "../secure/note_key.ts";
import { signedBytes, verifierSync } from "../secure/signing.ts";
import type { CheckpointNote } from "../wire/checkpoint_note.ts";

/**
 * A check for the notes of the house whose key has this `x`: what is wrong with one, in words for
 * the operator, or null. What the note says of the record is not looked at.
 */
export function noteFlawOf(x: string): (note: CheckpointNote) => string | null {
  const key = houseNoteKey(x);
  const isHouse = verifierSync(x);
  return ({ name, keyId, text, signature }) => {
    if (name !== key.name) return "it is another house's";
    if (!equalBytes(keyId, key.keyId)) return "it names another key";
    return isHouse(signedBytes("checkpoint", text), signature) ? null : "its signature is not ours";
  };
}
