// The sale that all vectors are of: one house, one bidder, one lot.

import { type Bytes, concat, toUtf8, u64 } from "../../lib/base/bytes.ts";
import { array, bytes, int, no, none, text, yes } from "./_cbor_writer.ts";
import {
  ana,
  house,
  type RawSealKey,
  sealed,
  sha256,
  signed,
  type TestKey,
  thumbprintOf,
} from "./_test_keys.ts";

export const sale = "5a1e5a1e5a1e5a1e5a1e5a1e5a1e5a1e";
export const session = "5e5510195e551019";
export const member = "3e3be70c3e3be70c";
export const bidId = "b1d0b1d0b1d0b1d0b1d0b1d0b1d0b1d0";
export const lot = "7";
export const paddle = "12";
/** 15 June 2026, 12:00 UTC. */
export const noon = 1_781_524_800_000;

export const epoch = 1;
export const groupKey: RawSealKey = {
  key: new Uint8Array(32).fill(0x6b),
  salt: Uint8Array.fromHex("5a175a17"),
};
export const toHouseKey: RawSealKey = {
  key: new Uint8Array(32).fill(0x70),
  salt: Uint8Array.fromHex("00112233"),
};
export const toBidderKey: RawSealKey = {
  key: new Uint8Array(32).fill(0x80),
  salt: Uint8Array.fromHex("44556677"),
};

/** The command behind the first event. */
export const openLot: Bytes = array(int(4), int(noon), text(lot));

/** PROTOCOL §6.4. */
export function commitment(command: Uint8Array): Bytes {
  return sha256(toUtf8("leilao/1 command\0"), command);
}

/** Event 1: lot 7 opens at 100.00 for ten minutes. */
export const opened: Bytes = array(
  int(6),
  int(noon),
  bytes(commitment(openLot)),
  text(lot),
  int(10_000),
  int(noon + 600_000),
);

/** The bid of §7.1: at most 200.00 for lot 7, having seen the event of the opening. */
export interface BidFields {
  readonly sale: Uint8Array;
  readonly lot: Uint8Array;
  readonly kind: Uint8Array;
  readonly amount: Uint8Array;
  readonly quantity: Uint8Array;
  readonly currency: Uint8Array;
  readonly bidId: Uint8Array;
  readonly seenSeq: Uint8Array;
  readonly seenHash: Uint8Array;
}

/** The hash of the chain behind an event. */
export function chained(previous: Uint8Array, event: Uint8Array): Bytes {
  return sha256(toUtf8("leilao/1 event\0"), previous, event);
}

export const genesis: Bytes = new Uint8Array(32);
/** The hash at the opening of the lot, which is event 1 of the vectors' little record. */
export const openedHash: Bytes = chained(genesis, opened);

export const rightBid: BidFields = {
  sale: bytes(sale),
  lot: text(lot),
  kind: int(0),
  amount: int(20_000),
  quantity: int(1),
  currency: text("BRL"),
  bidId: bytes(bidId),
  seenSeq: int(1),
  seenHash: bytes(openedHash),
};

/** A bid's bytes, with some fields replaced. */
export function bidBytes(changes: Partial<BidFields> = {}): Bytes {
  return array(...Object.values({ ...rightBid, ...changes }));
}

/** The bidder's signature over a bid, for a house. */
export function bidSignature(
  bid: Uint8Array,
  { key = ana, label = "bid", of = house }: {
    readonly key?: TestKey;
    readonly label?: string;
    readonly of?: TestKey;
  } = {},
): Bytes {
  return signed(key, label, thumbprintOf(of), bid);
}

/** The command that the house records for Ana's bid. */
export const bidCommand: Bytes = array(
  int(17),
  int(noon + 1_000),
  text(paddle),
  bytes(bidBytes()),
  bytes(bidSignature(bidBytes())),
);

/** Event 2: the bid was accepted, and Ana leads at the opening price. */
export const accepted: Bytes = array(
  int(7),
  int(noon + 1_000),
  bytes(commitment(bidCommand)),
  text(lot),
  text(paddle),
  int(10_000),
  int(10_250),
  int(1),
  yes,
);

/** A header of PROTOCOL §4.1. */
export function header(
  { kind, channel, counter, version = 1, of = session }: {
    readonly kind: number;
    readonly channel: string;
    readonly counter: number;
    readonly version?: number;
    readonly of?: string;
  },
): Bytes {
  return concat(
    toUtf8("LEIL"),
    Uint8Array.of(version, kind, 0, 0),
    Uint8Array.fromHex(of),
    Uint8Array.fromHex(channel),
    u64(counter),
  );
}

/** Header and sealed body. */
export function datagram(aad: Bytes, { key, plaintext }: {
  readonly key: RawSealKey;
  readonly plaintext: Uint8Array;
}): Bytes {
  const counter = Number(new DataView(aad.buffer).getBigUint64(24));
  return concat(aad, sealed(key, { counter, aad, plaintext }));
}

/** The fields of a batch as items. */
export function batchBody(events: readonly Uint8Array[], firstSeq = 1): Bytes {
  return array(
    bytes(sale),
    int(firstSeq),
    bytes(genesis),
    int(noon + 1_000),
    array(...events.map((event) => bytes(event))),
  );
}

/** Fields by their place, from 0: what a wrong message has in the place of the right one. */
export interface FieldChanges {
  readonly [field: number]: Uint8Array;
}

/** The fields of an open lot in a heartbeat: what event 2 has left of lot 7. */
export function lotStateFields(changes: FieldChanges = {}): readonly Uint8Array[] {
  const fields = [
    text(lot),
    int(0),
    int(noon + 600_000),
    text(paddle),
    int(10_000),
    int(10_250),
    int(1),
    yes,
  ];
  return fields.map((field, at) => changes[at] ?? field);
}

/** Lot 8, for which nobody has bid and which the auctioneer's hand will end. */
export const quietLot: FieldChanges = {
  0: text("8"),
  2: none,
  3: none,
  4: none,
  5: int(5_000),
  6: int(0),
  7: no,
};

/** The fields of a heartbeat of five members, four milliseconds away. */
export function heartbeatFields(changes: FieldChanges = {}): readonly Uint8Array[] {
  const fields = [
    bytes(sale),
    bytes(session),
    int(1),
    int(3),
    bytes(chained(openedHash, accepted)),
    int(noon + 1_005),
    int(0),
    int(5),
    int(4),
    array(array(...lotStateFields()), array(...lotStateFields(quietLot))),
  ];
  return fields.map((field, at) => changes[at] ?? field);
}

/** The body of a heartbeat. */
export function heartbeatBody(changes: FieldChanges = {}): Bytes {
  return array(...heartbeatFields(changes));
}

/** A signed message of the house: kind, signature, body. */
export function signedMessage(
  body: Uint8Array,
  { kind = 1, label = "batch", key = house }: {
    readonly kind?: number;
    readonly label?: string;
    readonly key?: TestKey;
  } = {},
): Bytes {
  return concat(Uint8Array.of(kind), signed(key, label, body), body);
}

/** The same bytes with one bit changed. */
export function flipped(original: Uint8Array, at: number, bit = 0): Bytes {
  const changed = new Uint8Array(original);
  const index = at < 0 ? changed.length + at : at;
  changed[index] = (changed[index] ?? 0) ^ (1 << bit);
  return changed;
}
