// Messages between one bidder and the house: padded, and as datagrams under the member's keys.

import type { Bytes } from "../../lib/base/bytes.ts";
import { array, bytes, int, none, yes } from "./_cbor_writer.ts";
import {
  accepted,
  bidBytes,
  bidId,
  bidSignature,
  chained,
  datagram,
  type FieldChanges,
  header,
  member,
  noon,
  openedHash,
  sale,
  toBidderKey,
  toHouseKey,
} from "./_stage.ts";
import { house, sha256, signed } from "./_test_keys.ts";

export const bid: Bytes = bidBytes();

/** The message in the smallest padded size that holds it, or in `size`. */
export function padded(
  message: Uint8Array,
  { size = message.length + 2 <= 256 ? 256 : 512, length = message.length } = {},
): Bytes {
  const bytes = new Uint8Array(size);
  new DataView(bytes.buffer).setUint16(0, length);
  bytes.set(message, 2);
  return bytes;
}

export function bidMessage(body = bid, signature = bidSignature(body)): Bytes {
  return array(int(1), bytes(body), bytes(signature));
}

/** The fields of a ping: of epoch 1, by multicast, 1.2 % lost, three milliseconds away. */
export function pingFields(changes: FieldChanges = {}): readonly Uint8Array[] {
  const fields = [int(3), int(noon), int(3), int(1), int(0), int(12), int(3)];
  return fields.map((field, at) => changes[at] ?? field);
}

export const ping: Bytes = array(...pingFields());

/** The fields of the message that brings the group key of epoch 2. */
export function epochFields(changes: FieldChanges = {}): readonly Uint8Array[] {
  const fields = [
    int(4),
    int(2),
    bytes(new Uint8Array(32).fill(0x6c)),
    bytes("5a175a18"),
  ];
  return fields.map((field, at) => changes[at] ?? field);
}

/** A receipt's bytes with some fields replaced (§7.3). */
export function receipt(changes: FieldChanges = {}): Bytes {
  const fields = [
    bytes(sale),
    bytes(bidId),
    bytes(sha256(bid)),
    int(0),
    int(2),
    bytes(chained(openedHash, accepted)),
    int(noon + 1_000),
    none,
    none,
    yes,
  ];
  return array(...fields.map((field, at) => changes[at] ?? field));
}

export const rightAnswer = signed(house, "receipt", receipt());

export function receiptMessage(body: Bytes, signature: Bytes): Bytes {
  return padded(array(int(1), bytes(body), bytes(signature)));
}

export interface Posting {
  readonly kind?: number;
  readonly channel?: string;
  readonly counter?: number;
  readonly of?: string;
}

/** A datagram from the house to the bidder. */
export function told(plaintext: Uint8Array, at: Posting = {}): Bytes {
  const aad = header({ kind: 3, channel: member, counter: 0, ...at });
  return datagram(aad, { key: toBidderKey, plaintext });
}

export const pong = padded(array(int(2), int(noon), int(noon + 3)));

/** A datagram from the bidder to the house. */
export function posted(plaintext: Uint8Array, at: Posting = {}): Bytes {
  const aad = header({ kind: 2, channel: member, counter: 0, ...at });
  return datagram(aad, { key: toHouseKey, plaintext });
}

export function postedBid(body: Bytes, signature = bidSignature(body)): Uint8Array {
  return posted(padded(bidMessage(body, signature)));
}
