// The relations between the limits: what is allowed at its largest must fit what carries it.

import { assertEquals, assertLessOrEqual } from "@std/assert";
import * as description from "../../lib/auction/description.ts";
import type { RecordRow } from "../../lib/session/desk_message.ts";
import { packBatches } from "../../lib/session/batch_packer.ts";
import * as session from "../../lib/session/session_limits.ts";
import { encodeEvent } from "../../lib/wire/event_codec.ts";
import { CATCHUP_BYTES_MAX, encodeCatchup } from "../../lib/wire/join_message.ts";
import * as limits from "../../lib/wire/limits.ts";
import {
  encodeReceipt,
  encodeToBidder,
  encodeToHouse,
  type Receipt,
} from "../../lib/wire/member_message.ts";
import {
  encodeBatch,
  encodeHeartbeat,
  encodeSignedMessage,
} from "../../lib/wire/signed_message.ts";

const most = Number.MAX_SAFE_INTEGER;
const signature = new Uint8Array(limits.SIGNATURE_BYTES);
const hash = new Uint8Array(32);
const sale = "00".repeat(16);

function batchOf(events: readonly Uint8Array<ArrayBuffer>[]): Uint8Array {
  return encodeBatch({ sale, firstSeq: most, prevHash: hash, at: most, events });
}

function datagramBytes(body: Uint8Array): number {
  const message = encodeSignedMessage({ kind: "batch", signature, body: new Uint8Array(body) });
  return limits.HEADER_BYTES + message.length + limits.TAG_BYTES;
}

Deno.test("BATCH_HEAD_BYTES_MAX is what a batch takes besides its events, at the most", () => {
  const small = new Uint8Array(5);
  const events = Array(limits.BATCH_EVENTS_MAX).fill(small);
  const head = batchOf(events).length - events.length * (1 + small.length);
  assertEquals(limits.BATCH_HEAD_BYTES_MAX, head);
});

Deno.test("EVENT_BYTES_MAX lets a batch of one such event fit a datagram", () => {
  const body = batchOf([new Uint8Array(limits.EVENT_BYTES_MAX)]);
  assertLessOrEqual(datagramBytes(body), limits.DATAGRAM_BYTES_MAX);
  assertLessOrEqual(body.length, limits.SIGNED_BODY_BYTES_MAX);
});

Deno.test("packBatches() fills datagrams with events of every length and never overfills one", () => {
  for (let size = 4; size <= limits.EVENT_BYTES_MAX; size += 7) {
    const rows: RecordRow[] = Array.from({ length: 130 }, (_, at) => ({
      seq: most - 200 + at,
      at: most,
      command: null,
      event: new Uint8Array(size),
      hash,
    }));
    const batches = packBatches(rows, { sale, prevHash: hash, at: most, sign: () => signature });
    assertEquals(batches.reduce((sum, { count }) => sum + count, 0), rows.length);
    for (const { bytes, count } of batches) {
      const datagram = limits.HEADER_BYTES + bytes.length + limits.TAG_BYTES;
      assertLessOrEqual(datagram, limits.DATAGRAM_BYTES_MAX);
      assertLessOrEqual(count, limits.BATCH_EVENTS_MAX);
    }
  }
});

Deno.test("The largest heartbeat fits a datagram", () => {
  const ends = Array(limits.HEARTBEAT_LOTS_MAX).fill({ lot: "x".repeat(32), endsAt: most });
  const body = encodeHeartbeat({
    sale,
    session: "00".repeat(8),
    beat: most,
    nextSeq: most,
    headHash: hash,
    at: most,
    state: "ended",
    ends,
  });
  assertLessOrEqual(datagramBytes(body), limits.DATAGRAM_BYTES_MAX);
});

Deno.test("Every padded size fits a datagram, and the largest message of a member fits one", () => {
  for (const size of limits.PADDED_BYTES) {
    assertLessOrEqual(limits.HEADER_BYTES + size + limits.TAG_BYTES, limits.DATAGRAM_BYTES_MAX);
  }
  assertEquals(limits.PADDED_BYTES.toSorted((a, b) => a - b), limits.PADDED_BYTES);
  const bid = new Uint8Array(limits.BID_BYTES_MAX);
  assertEquals(encodeToHouse({ type: "bid", bid, signature }).length, 512);
  const ranges = Array(limits.NAK_RANGES_MAX).fill({ first: most, last: most });
  assertEquals(encodeToHouse({ type: "nak", ranges }).length, 512);
});

Deno.test("An ordinary bid, a NAK of three holes and a ping have one size from outside", () => {
  const at = 1_781_524_800_000;
  const ranges = [1_000, 2_000, 3_000].map((first) => ({ first, last: first + 10 }));
  const sizes = [
    encodeToHouse({ type: "bid", bid: new Uint8Array(120), signature }),
    encodeToHouse({ type: "nak", ranges }),
    encodeToHouse({ type: "ping", sentAt: at, nextSeq: 3_000 }),
    encodeToHouse({ type: "leave" }),
  ].map(({ length }) => length);
  assertEquals(sizes, [256, 256, 256, 256]);
});

Deno.test("The largest receipt is within its bound and fits a member's message", () => {
  const receipt: Receipt = {
    sale,
    bidId: sale,
    bidDigest: hash,
    verdict: "below_ask",
    seq: most,
    hash,
    at: most,
    ask: most,
    lateMs: most,
    seenAgrees: false,
  };
  const bytes = encodeReceipt(receipt);
  assertLessOrEqual(bytes.length, 256);
  assertEquals(encodeToBidder({ type: "receipt", receipt: bytes, signature }).length, 256);
});

Deno.test("CATCHUP_BYTES_MAX of the smallest and of the largest batches fits a frame", () => {
  for (const size of [140, limits.SIGNED_BODY_BYTES_MAX + 65]) {
    const batches = Array(Math.floor(CATCHUP_BYTES_MAX / size)).fill(new Uint8Array(size));
    const frame = 1 + encodeCatchup(batches).length + limits.TAG_BYTES;
    assertLessOrEqual(frame, limits.JOIN_FRAME_BYTES_MAX);
    assertLessOrEqual(batches.length, 256);
  }
});

Deno.test("A part of a description fits an event at its largest, and both layers agree on it", () => {
  assertEquals(description.DESCRIPTION_PART_BYTES_MAX, limits.DESCRIPTION_PART_BYTES_MAX);
  const part = encodeEvent({
    commitment: hash,
    event: {
      type: "LotDescribed",
      at: most,
      lot: "x".repeat(32),
      language: "pt",
      part: 255,
      parts: 255,
      text: "x".repeat(limits.DESCRIPTION_PART_BYTES_MAX),
    },
  });
  assertLessOrEqual(part.length, limits.EVENT_BYTES_MAX);
});

Deno.test("The longest announcement fits an event, in the widest letters", () => {
  const text = "\u6c34".repeat(limits.TEXT_UNITS_MAX);
  const lot = "x".repeat(32);
  const events = [
    { type: "FairWarningGiven", at: most, lot, call: 255, text },
    { type: "SaleCreated", at: most, sale, name: text, currency: "BRL" },
  ] as const;
  for (const event of events) {
    assertLessOrEqual(encodeEvent({ event, commitment: hash }).length, limits.EVENT_BYTES_MAX);
  }
});

Deno.test("The times and budgets of a session fit together", () => {
  assertLessOrEqual(session.HEARTBEAT_FIRST_MS, session.HEARTBEAT_LAST_MS);
  assertLessOrEqual(3 * session.HEARTBEAT_LAST_MS, session.LAGGING_AFTER_MS);
  assertLessOrEqual(session.LAGGING_AFTER_MS, session.LOST_AFTER_MS);
  assertLessOrEqual(session.NAK_RETRY_MS, session.NAK_RETRY_LAST_MS);
  assertLessOrEqual(session.NAK_RETRY_LAST_MS, session.GAP_FETCH_MS);
  assertLessOrEqual(session.BATCHES_PER_NAK, session.BURST_FRAMES);
  assertLessOrEqual(session.MEMBER_BIDS_BURST, session.MEMBER_DATAGRAMS_BURST);
  const perBid = session.MEMBER_BIDS_PER_SECOND + session.NAKS_PER_SECOND;
  assertLessOrEqual(perBid, session.MEMBER_DATAGRAMS_PER_SECOND);
});
