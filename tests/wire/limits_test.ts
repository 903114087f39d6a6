// The relations between the limits: what is allowed at its largest must fit what carries it.

import { assertEquals, assertLessOrEqual } from "@std/assert";
import { toCents } from "../../lib/auction/money.ts";
import * as description from "../../lib/auction/description.ts";
import { SEALS_PER_KEY_MAX } from "../../lib/secure/sealing.ts";
import type { RecordRow } from "../../lib/session/desk_message.ts";
import { packBatches } from "../../lib/session/batch_packer.ts";
import { nakRetryMs } from "../../lib/session/nak_backoff.ts";
import * as session from "../../lib/session/session_limits.ts";
import { encodeEvent } from "../../lib/wire/event_codec.ts";
import { CATCHUP_BYTES_MAX, encodeCatchup } from "../../lib/wire/join_message.ts";
import * as limits from "../../lib/wire/limits.ts";
import {
  encodeReceipt,
  encodeToBidder,
  encodeToHouse,
  type Ping,
  type Receipt,
} from "../../lib/wire/member_message.ts";
import {
  encodeBatch,
  encodeHeartbeat,
  encodeSignedMessage,
  type LotState,
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
  const amount = toCents(most);
  const lot: LotState = {
    lot: "x".repeat(32),
    status: "paused",
    endsAt: most,
    standing: {
      leader: "x".repeat(12),
      price: amount,
      ask: amount,
      bids: most,
      reserveMet: false,
    },
  };
  const body = encodeHeartbeat({
    sale,
    session: "00".repeat(8),
    beat: most,
    nextSeq: most,
    headHash: hash,
    at: most,
    state: "ended",
    members: most,
    roundTripMs: limits.ROUND_TRIP_MS_MAX,
    lots: Array(limits.HEARTBEAT_LOTS_MAX).fill(lot),
  });
  assertLessOrEqual(datagramBytes(body), limits.DATAGRAM_BYTES_MAX);
  assertLessOrEqual(body.length, limits.SIGNED_BODY_BYTES_MAX);
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

/** A ping whose every field takes as many bytes as it may. */
const largestPing: Ping = {
  type: "ping",
  sentAt: most,
  nextSeq: most,
  epoch: most,
  path: "tcp",
  lossPermille: 1_000,
  roundTripMs: most,
};

Deno.test("An ordinary bid, a NAK of three holes and any ping have one size from outside", () => {
  const ranges = [1_000, 2_000, 3_000].map((first) => ({ first, last: first + 10 }));
  const sizes = [
    encodeToHouse({ type: "bid", bid: new Uint8Array(120), signature }),
    encodeToHouse({ type: "nak", ranges }),
    encodeToHouse(largestPing),
    encodeToHouse({ type: "leave" }),
    encodeToHouse({ type: "probe" }),
  ].map(({ length }) => length);
  assertEquals(sizes, Array(5).fill(limits.PADDED_BYTES[0]));
});

Deno.test("A group key looks from outside like a pong and a session's end, whatever its number", () => {
  const sizes = [
    encodeToBidder({ type: "epoch", number: most, key: hash, salt: new Uint8Array(4) }),
    encodeToBidder({ type: "pong", sentAt: most, houseAt: most }),
    encodeToBidder({ type: "over", reason: "put_out" }),
  ].map(({ length }) => length);
  assertEquals(sizes, Array(3).fill(limits.PADDED_BYTES[0]));
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
  assertLessOrEqual(session.NAK_RETRY_LAST_MS, session.GAP_FETCH_MS);
  assertLessOrEqual(session.BATCHES_PER_NAK, session.BURST_FRAMES);
  assertLessOrEqual(session.MEMBER_BIDS_BURST, session.MEMBER_DATAGRAMS_BURST);
  const perBid = session.MEMBER_BIDS_PER_SECOND + session.NAKS_PER_SECOND;
  assertLessOrEqual(perBid, session.MEMBER_DATAGRAMS_PER_SECOND);
});

Deno.test("A hole is asked for twice in the slowest group before it is a matter for TCP", () => {
  assertLessOrEqual(session.ROUND_TRIP_FIRST_MS, limits.ROUND_TRIP_MS_MAX);
  const first = { members: 1, roundTripMs: session.ROUND_TRIP_FIRST_MS };
  assertLessOrEqual(nakRetryMs(first), session.NAK_RETRY_LAST_MS);
  const slowest = { members: 2_000, roundTripMs: limits.ROUND_TRIP_MS_MAX };
  const firstAsk = session.NAK_BACKOFF_ROUND_TRIPS * slowest.roundTripMs;
  assertLessOrEqual(firstAsk + nakRetryMs(slowest), session.GAP_FETCH_MS);
});

Deno.test("The times of paths and of group keys fit together", () => {
  // TCP has time for its connection and two heartbeats before the session is given up.
  assertLessOrEqual(
    session.ANSWER_TCP_MS + 2 * session.HEARTBEAT_LAST_MS,
    session.LOST_AFTER_MS,
  );
  assertLessOrEqual(session.ANSWER_TCP_MS, session.UNANSWERED_MS);
  assertLessOrEqual(session.PATH_HOLD_MS, session.PATH_HOLD_LAST_MS);
  // A probe's heartbeats are enough for one measurement.
  assertLessOrEqual(session.LOSS_WINDOW_MS, session.PROBE_MS);
  assertLessOrEqual(session.LOSS_BEATS_MIN, session.PROBE_MS / session.HEARTBEAT_PROBE_MS);
  assertLessOrEqual(session.EPOCH_RETRY_MS, session.EPOCH_RETRY_LAST_MS);
  assertLessOrEqual(session.EPOCH_RETRY_MS, session.EPOCH_WAIT_MS);
  assertLessOrEqual(session.REKEY_REST_MS, session.REKEY_LEAVES_MS);
  assertLessOrEqual(session.REKEY_LEAVES_MS, session.REKEY_EVERY_MS);
  assertLessOrEqual(session.REKEY_SEALS, SEALS_PER_KEY_MAX);
});
