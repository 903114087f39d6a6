// The clear header of every datagram, 32 bytes, authenticated as AAD by the seal behind it.
//
//   offset  bytes  field
//        0      4  magic "LEIL"
//        4      1  version
//        5      1  kind: 1 group frame, 2 bidder to house, 3 house to bidder
//        6      2  zero
//        8      8  session: names one run of the house
//       16      8  channel: epoch of the group key, or the member id
//       24      8  counter: the number of this datagram under its key
//
// Integers are big-endian. A header tells nothing of who bids or what is said.

import { type Bytes, concat, u64 } from "../base/bytes.ts";
import { DATAGRAM_BYTES_MAX, HEADER_BYTES, PROTOCOL_VERSION, TAG_BYTES } from "./limits.ts";

/** Who speaks to whom in a datagram. */
export type DatagramKind = "group" | "to_house" | "to_bidder";

const kinds: readonly DatagramKind[] = ["group", "to_house", "to_bidder"];
const magic = new Uint8Array([0x4c, 0x45, 0x49, 0x4c]);
const maxSafe = BigInt(Number.MAX_SAFE_INTEGER);

/** A header's fields (PROTOCOL §4.1). */
export interface Header {
  readonly kind: DatagramKind;
  /** 8 bytes in hexadecimal. */
  readonly session: string;
  /** 8 bytes in hexadecimal: the group key's epoch as a number, or a member's random id. */
  readonly channel: string;
  /** From 0 to 2^53 - 1; under one key no number is used twice. */
  readonly counter: number;
}

/** Why a datagram's outside is not ours. */
export type HeaderDrop = "too_short" | "too_long" | "magic" | "version" | "kind" | "header";

/** A datagram taken apart: `aad` are the header's own bytes, `sealed` the ciphertext and tag. */
export interface Envelope {
  readonly header: Header;
  readonly aad: Uint8Array;
  readonly sealed: Uint8Array;
}

/** The channel of a group frame: the epoch as 8 bytes in hexadecimal. */
export function epochChannel(epoch: number): string {
  return u64(epoch).toHex();
}

/** The epoch that a group frame's channel names, or null where it is none: from 1 to 2^53 - 1. */
export function epochOf(channel: string): number | null {
  const number = BigInt(`0x${channel}`);
  return number < 1n || number > maxSafe ? null : Number(number);
}

/** The 32 bytes of `header`. */
export function encodeHeader(header: Header): Bytes {
  const kind = kinds.indexOf(header.kind) + 1;
  return concat(
    magic,
    new Uint8Array([PROTOCOL_VERSION, kind, 0, 0]),
    Uint8Array.fromHex(header.session),
    Uint8Array.fromHex(header.channel),
    u64(header.counter),
  );
}

/**
 * Takes a datagram apart without any cryptography. The parts are views into `datagram`: copy it
 * first where the receive buffer is used again.
 */
export function decodeEnvelope(datagram: Uint8Array): Envelope | HeaderDrop {
  if (datagram.length < HEADER_BYTES + TAG_BYTES) return "too_short";
  if (datagram.length > DATAGRAM_BYTES_MAX) return "too_long";
  for (let i = 0; i < magic.length; i++) if (datagram[i] !== magic[i]) return "magic";
  if (datagram[4] !== PROTOCOL_VERSION) return "version";
  const kind = kinds[(datagram[5] ?? 0) - 1];
  if (kind === undefined) return "kind";
  if (datagram[6] !== 0 || datagram[7] !== 0) return "header";
  const view = new DataView(datagram.buffer, datagram.byteOffset, HEADER_BYTES);
  const counter = view.getBigUint64(24);
  if (counter > maxSafe) return "header";
  const aad = datagram.subarray(0, HEADER_BYTES);
  const header: Header = {
    kind,
    session: aad.subarray(8, 16).toHex(),
    channel: aad.subarray(16, 24).toHex(),
    counter: Number(counter),
  };
  return { header, aad, sealed: datagram.subarray(HEADER_BYTES) };
}
