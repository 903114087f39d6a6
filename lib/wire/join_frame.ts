// The frames of a join over TCP (PROTOCOL §3.1).
//
//   offset  bytes  field
//        0      4  length of what follows, big-endian, 1 to 16,384
//        4      1  type
//        5      -  body: JSON, a compact JWS or JWE in ASCII, or sealed bytes
//
// The whole bytes of each frame, these five too, go into the transcript hash.

import { type Bytes, concat, u32 } from "../base/bytes.ts";
import { JOIN_FRAME_BYTES_MAX } from "./limits.ts";

/** The types in the order of a join. REFUSED may stand in the place of WELCOME. */
export const JOIN_FRAME_TYPES = {
  JOIN: 1,
  CHALLENGE: 2,
  PROOF: 3,
  WELCOME: 4,
  CONFIRM: 5,
  CATCHUP: 6,
  READY: 7,
  REFUSED: 8,
} as const;

/** A frame's type by name. */
export type JoinFrameType = keyof typeof JOIN_FRAME_TYPES;

/** One frame, and its whole bytes for the transcript. */
export interface JoinFrame {
  readonly type: JoinFrameType;
  readonly body: Bytes;
  readonly bytes: Bytes;
}

const typesByCode: ReadonlyMap<number, JoinFrameType> = new Map(
  Object.entries(JOIN_FRAME_TYPES).map(([name, code]) => [code, name as JoinFrameType]),
);

/** Makes a frame. A body past the limit is our own bug. */
export function makeJoinFrame(type: JoinFrameType, body: Uint8Array): JoinFrame {
  if (body.length + 1 > JOIN_FRAME_BYTES_MAX) throw new RangeError(`${type} is too long`);
  const code = new Uint8Array([JOIN_FRAME_TYPES[type]]);
  return { type, body: new Uint8Array(body), bytes: concat(u32(body.length + 1), code, body) };
}

/** The length that the first four bytes announce, or null where it is out of bounds. */
export function joinFrameLength(head: Uint8Array): number | null {
  const length = new DataView(head.buffer, head.byteOffset, 4).getUint32(0);
  return length >= 1 && length <= JOIN_FRAME_BYTES_MAX ? length : null;
}

/** The frame whose `content` (type and body) followed the four bytes of length, or null. */
export function decodeJoinFrame(content: Uint8Array): JoinFrame | null {
  const type = typesByCode.get(content[0] ?? 0);
  if (type === undefined || content.length > JOIN_FRAME_BYTES_MAX) return null;
  return {
    type,
    body: new Uint8Array(content.subarray(1)),
    bytes: concat(u32(content.length), content),
  };
}
