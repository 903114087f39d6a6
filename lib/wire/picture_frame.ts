// What passes on a connection that brings one picture of a lot (PROTOCOL §7.7).
//
//   request  magic "LPIC" (4) | version (1) | zero (3) | the picture's name (32)
//   answer   length of what follows (4, big-endian), 0: there is none | the sealed picture
//
// The request's first two bytes can be no length of a datagram: so a connection to the relay says
// what it is for before anything else (§7.6).

import { assert } from "@std/assert";
import { type Bytes, concat, equalBytes, toUtf8 } from "../base/bytes.ts";
import {
  DATAGRAM_BYTES_MAX,
  PICTURE_BYTES_MAX,
  PICTURE_REQUEST_BYTES,
  PROTOCOL_VERSION,
  TAG_BYTES,
} from "./limits.ts";

const magic = toUtf8("LPIC");
const head = concat(magic, Uint8Array.of(PROTOCOL_VERSION, 0, 0, 0));
const nameBytes = 32;

/** How many bytes tell {@link asksForPicture}. */
export const PICTURE_SIGN_BYTES = 2;

/** Whether a connection that begins with these two bytes is for a picture, not for datagrams. */
export function asksForPicture(first: Uint8Array): boolean {
  assert((magic[0] ?? 0) << 8 > DATAGRAM_BYTES_MAX, "A request is told from a datagram's length");
  return equalBytes(first.subarray(0, PICTURE_SIGN_BYTES), magic.subarray(0, PICTURE_SIGN_BYTES));
}

/** The request for the picture of this name, 32 bytes. */
export function encodePictureRequest(name: Uint8Array): Bytes {
  assert(name.length === nameBytes, "A picture's name is 32 bytes");
  return concat(head, name);
}

/** The name that a request asks for, or null where the bytes are no request. */
export function decodePictureRequest(bytes: Uint8Array): Bytes | null {
  if (bytes.length !== PICTURE_REQUEST_BYTES) return null;
  if (!equalBytes(bytes.subarray(0, head.length), head)) return null;
  return new Uint8Array(bytes.subarray(head.length));
}

/**
 * The length that an answer's first 4 bytes announce: 0 where the house has no such picture, null
 * where it is out of bounds. A tag without a picture under it is out of bounds, too.
 */
export function pictureAnswerLength(first: Uint8Array): number | null {
  const length = new DataView(first.buffer, first.byteOffset, first.byteLength).getUint32(0);
  if (length === 0) return 0;
  return length > TAG_BYTES && length <= PICTURE_BYTES_MAX + TAG_BYTES ? length : null;
}
