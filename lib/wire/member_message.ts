// What one bidder and the house say to each other by datagram (PROTOCOL §7): padded, then sealed
// under a key of that member and direction.
//
//   offset  bytes  field
//        0      2  length of the message, big-endian
//        2      -  message, canonical CBOR [type, ...fields]
//        -      -  zero bytes up to one of the padded sizes
//
// All that a bidder sends in an ordinary sale has the smallest size: a bid, a NAK and a ping look
// the same from outside.

import { type Bytes, copyBytes } from "../base/bytes.ts";
import { type CborValue, decodeFields, encodeCbor, type Fields } from "./cbor.ts";
import {
  BID_BYTES_MAX,
  NAK_RANGES_MAX,
  NAK_SPAN_MAX,
  PADDED_BYTES,
  SIGNATURE_BYTES,
} from "./limits.ts";
import { type Verdict, VERDICT_CODES, verdictOf } from "./verdict.ts";

/** Events from `first` to `last`, both included. */
export interface SeqRange {
  readonly first: number;
  readonly last: number;
}

/** What a bidder tells the house. */
export type ToHouse =
  | { readonly type: "bid"; readonly bid: Bytes; readonly signature: Bytes }
  | { readonly type: "nak"; readonly ranges: readonly SeqRange[] }
  | Ping
  | { readonly type: "leave" }
  /** For five seconds the house shall send heartbeats often: the bidder measures its loss. */
  | { readonly type: "probe" };

/** By which way the feed comes to a bidder: the group, its own address, or a TCP connection. */
export type FeedPath = "multicast" | "unicast" | "tcp";

/** All ways, the one that costs the house least first. The place is the code on the wire. */
export const FEED_PATHS: readonly FeedPath[] = ["multicast", "unicast", "tcp"];

/** Keeps the bidder's address known, sets its clock, and says what it has and wants. */
export interface Ping {
  readonly type: "ping";
  /** The bidder's own clock; the pong gives it back. */
  readonly sentAt: number;
  /** The next event wanted. */
  readonly nextSeq: number;
  /** The newest group key that it holds: the house sends a newer one until this says so. */
  readonly epoch: number;
  /** How it wants the feed; "unicast" and "tcp" come to where this ping came from. */
  readonly path: FeedPath;
  /** Heartbeats lost of the last ones, in thousandths; null before it knows. */
  readonly lossPermille: number | null;
  /** Its quickest round trip of late, null before it knows. */
  readonly roundTripMs: number | null;
}

/** The house's signed answer to a bid (PROTOCOL §7.3). */
export interface Receipt {
  readonly sale: string;
  readonly bidId: string;
  /** SHA-256 of the signed bid's bytes. */
  readonly bidDigest: Bytes;
  readonly verdict: Verdict;
  /** The event that records the bid, and the chain's hash there. */
  readonly seq: number;
  readonly hash: Bytes;
  /** When the house received the bid. */
  readonly at: number;
  /** The ask that the bid missed, where that is the verdict. */
  readonly ask: number | null;
  /** How late the bid came, where that is the verdict. */
  readonly lateMs: number | null;
  /** False where the bid named a past that is not the house's: its `seenSeq` and `seenHash`. */
  readonly seenAgrees: boolean;
}

/** What the house tells one bidder. */
export type ToBidder =
  | { readonly type: "receipt"; readonly receipt: Bytes; readonly signature: Bytes }
  /** Answers a ping: its `sentAt`, and the house's time. */
  | { readonly type: "pong"; readonly sentAt: number; readonly houseAt: number }
  /** The house has ended this session: nothing of it is believed any more. */
  | { readonly type: "over"; readonly reason: OverReason }
  | EpochKey;

/** The group's next key, for this member alone (PROTOCOL §8). */
export interface EpochKey {
  readonly type: "epoch";
  readonly number: number;
  /** 32 bytes. */
  readonly key: Bytes;
  /** 4 bytes. */
  readonly salt: Bytes;
}

/** Why the house ended a session: the bidder joined from elsewhere, or may not take part. */
export type OverReason = "replaced" | "put_out";

const overReasons: readonly OverReason[] = ["replaced", "put_out"];

const receiptBytesMax = 256;

/** The padded plaintext of a message to the house. */
export function encodeToHouse(message: ToHouse): Bytes {
  return pad(encodeCbor(toHouseFields(message)));
}

function toHouseFields(message: ToHouse): CborValue {
  switch (message.type) {
    case "bid":
      return [1, message.bid, message.signature];
    case "nak":
      return [2, message.ranges.slice(0, NAK_RANGES_MAX).map(({ first, last }) => [first, last])];
    case "ping":
      return [
        3,
        message.sentAt,
        message.nextSeq,
        message.epoch,
        FEED_PATHS.indexOf(message.path),
        message.lossPermille,
        message.roundTripMs,
      ];
    case "leave":
      return [4];
    case "probe":
      return [5];
  }
}

/** The message in a padded plaintext, or null. */
export function decodeToHouse(plaintext: Uint8Array): ToHouse | null {
  return decodePadded(plaintext, (fields): ToHouse => {
    switch (fields.uint(255)) {
      case 1:
        return {
          type: "bid",
          bid: fields.bytesUpTo(BID_BYTES_MAX),
          signature: fields.bytes(SIGNATURE_BYTES),
        };
      case 2:
        return { type: "nak", ranges: fields.list(NAK_RANGES_MAX, readRange, 1) };
      case 3:
        return readPing(fields);
      case 4:
        return { type: "leave" };
      case 5:
        return { type: "probe" };
      default:
        return fields.refuse();
    }
  });
}

function readPing(fields: Fields): Ping {
  return {
    type: "ping",
    sentAt: fields.uint(),
    nextSeq: fields.uint(undefined, 1),
    epoch: fields.uint(undefined, 1),
    path: fields.oneOf(FEED_PATHS),
    lossPermille: fields.optional((f) => f.uint(1_000)),
    roundTripMs: fields.optional((f) => f.uint()),
  };
}

function readRange(fields: Fields): SeqRange {
  return fields.nested((pair) => {
    const first = pair.uint(undefined, 1);
    const last = pair.uint(undefined, first);
    return last - first < NAK_SPAN_MAX ? { first, last } : pair.refuse();
  });
}

/** The padded plaintext of a message to one bidder. */
export function encodeToBidder(message: ToBidder): Bytes {
  return pad(encodeCbor(toBidderFields(message)));
}

function toBidderFields(message: ToBidder): CborValue {
  switch (message.type) {
    case "receipt":
      return [1, message.receipt, message.signature];
    case "pong":
      return [2, message.sentAt, message.houseAt];
    case "over":
      return [3, overReasons.indexOf(message.reason)];
    case "epoch":
      return [4, message.number, message.key, message.salt];
  }
}

/** The message in a padded plaintext, or null. */
export function decodeToBidder(plaintext: Uint8Array): ToBidder | null {
  return decodePadded(plaintext, (fields): ToBidder => {
    switch (fields.uint(255)) {
      case 1:
        return {
          type: "receipt",
          receipt: fields.bytesUpTo(receiptBytesMax),
          signature: fields.bytes(SIGNATURE_BYTES),
        };
      case 2:
        return { type: "pong", sentAt: fields.uint(), houseAt: fields.uint() };
      case 3:
        return { type: "over", reason: fields.oneOf(overReasons) };
      case 4:
        return {
          type: "epoch",
          number: fields.uint(undefined, 1),
          key: fields.bytes(32),
          salt: fields.bytes(4),
        };
      default:
        return fields.refuse();
    }
  });
}

/** The bytes of a receipt that the house signs. */
export function encodeReceipt(receipt: Receipt): Bytes {
  return encodeCbor([
    Uint8Array.fromHex(receipt.sale),
    Uint8Array.fromHex(receipt.bidId),
    receipt.bidDigest,
    VERDICT_CODES[receipt.verdict],
    receipt.seq,
    receipt.hash,
    receipt.at,
    receipt.ask,
    receipt.lateMs,
    receipt.seenAgrees,
  ]);
}

/** The receipt in `bytes`, or null. */
export function decodeReceipt(bytes: Uint8Array): Receipt | null {
  if (bytes.length > receiptBytesMax) return null;
  return decodeFields(bytes, (fields) => ({
    sale: fields.bytes(16).toHex(),
    bidId: fields.bytes(16).toHex(),
    bidDigest: fields.bytes(32),
    verdict: verdictOf(fields.uint(255)) ?? fields.refuse(),
    seq: fields.uint(undefined, 1),
    hash: fields.bytes(32),
    at: fields.uint(),
    ask: fields.optional((f) => f.uint()),
    lateMs: fields.optional((f) => f.uint()),
    seenAgrees: fields.boolean(),
  }));
}

function pad(message: Bytes): Bytes {
  const size = PADDED_BYTES.find((bytes) => bytes >= message.length + 2);
  if (size === undefined) throw new RangeError(`Message of ${message.length} bytes is too long`);
  const padded = new Uint8Array(size);
  new DataView(padded.buffer).setUint16(0, message.length);
  padded.set(message, 2);
  return padded;
}

function decodePadded<T>(padded: Uint8Array, read: (fields: Fields) => T): T | null {
  if (!PADDED_BYTES.includes(padded.length)) return null;
  const length = new DataView(padded.buffer, padded.byteOffset, 2).getUint16(0);
  if (length + 2 > padded.length) return null;
  // Padding that is not zero would be a hidden channel and a second spelling of the message.
  if (padded.subarray(2 + length).some((byte) => byte !== 0)) return null;
  return decodeFields(copyBytes(padded.subarray(2, 2 + length)), read);
}
