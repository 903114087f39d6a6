// Every codec of the wire with arbitrary values for it: what is true of one is asked of all.

import fc from "fast-check";
import { decodeBid, encodeBid } from "../../lib/wire/bid_codec.ts";
import { decodeCheckpoint, encodeCheckpoint } from "../../lib/wire/checkpoint_note.ts";
import { decodeCommand, encodeCommand } from "../../lib/wire/command_codec.ts";
import { decodeEvent, encodeEvent } from "../../lib/wire/event_codec.ts";
import { decodeEnvelope, encodeHeader } from "../../lib/wire/header.ts";
import {
  decodeCatchup,
  decodeConfirm,
  decodeReady,
  encodeCatchup,
  encodeConfirm,
  encodeReady,
} from "../../lib/wire/join_message.ts";
import {
  BATCH_EVENTS_MAX,
  EVENT_BYTES_MAX,
  HEARTBEAT_LOTS_MAX,
  ROUND_TRIP_MS_MAX,
  SIGNED_BODY_BYTES_MAX,
  TAG_BYTES,
} from "../../lib/wire/limits.ts";
import {
  decodeReceipt,
  decodeToBidder,
  decodeToHouse,
  encodeReceipt,
  encodeToBidder,
  encodeToHouse,
  FEED_PATHS,
} from "../../lib/wire/member_message.ts";
import {
  decodeBatch,
  decodeHeartbeat,
  decodeSignedMessage,
  encodeBatch,
  encodeHeartbeat,
  encodeSignedMessage,
} from "../../lib/wire/signed_message.ts";
import { decodeJoinFrame, type JoinFrameType, makeJoinFrame } from "../../lib/wire/join_frame.ts";
import { decodePictureRequest, encodePictureRequest } from "../../lib/wire/picture_frame.ts";
import { type Verdict, VERDICT_CODES } from "../../lib/wire/verdict.ts";
import {
  bid,
  bytes,
  bytesUpTo,
  command,
  event,
  hex,
  lotState,
  ms,
  orNull,
  uint,
} from "./_arbitrary.ts";

/** What the tests need of a codec, whatever it carries. */
export interface Codec {
  readonly name: string;
  /** Valid values, each with its bytes and what reading them gives. */
  readonly samples: fc.Arbitrary<{
    readonly value: unknown;
    readonly encoded: Uint8Array;
    readonly decoded: unknown;
  }>;
  /** The bytes of what `bytes` are read as, null where they are refused. */
  again(bytes: Uint8Array): Uint8Array | null;
}

interface Parts<T> {
  readonly values: fc.Arbitrary<T>;
  encode(value: T): Uint8Array;
  /** Null (or undefined) where the bytes are refused. */
  decode(bytes: Uint8Array): T | null;
  /** The longest that fits: longer values are left out. */
  readonly bytesMax?: number;
}

function codec<T>(name: string, { values, encode, decode, bytesMax = Infinity }: Parts<T>): Codec {
  return {
    name,
    samples: values.map((value) => ({ value, encoded: encode(value) }))
      .filter(({ encoded }) => encoded.length <= bytesMax)
      .map((sample) => ({ ...sample, decoded: decode(sample.encoded) })),
    again(bytes) {
      const value = decode(bytes);
      return value === null ? null : encode(value);
    },
  };
}

const signature = bytes(64);

const range = fc.tuple(uint(1), uint(0, 4_095))
  .map(([first, more]) => ({ first, last: Math.min(first + more, Number.MAX_SAFE_INTEGER) }));

const toHouse = codec("to_house", {
  values: fc.oneof(
    fc.record({ type: fc.constant("bid" as const), bid: bytesUpTo(256), signature }),
    fc.record({
      type: fc.constant("nak" as const),
      ranges: fc.array(range, { minLength: 1, maxLength: 16 }),
    }),
    fc.record({
      type: fc.constant("ping" as const),
      sentAt: ms,
      nextSeq: uint(1),
      epoch: uint(1),
      path: fc.constantFrom(...FEED_PATHS),
      lossPermille: orNull(uint(0, 1_000)),
      roundTripMs: orNull(ms),
    }),
    fc.constant({ type: "leave" as const }),
    fc.constant({ type: "probe" as const }),
  ),
  encode: encodeToHouse,
  decode: decodeToHouse,
});

const toBidder = codec("to_bidder", {
  values: fc.oneof(
    fc.record({ type: fc.constant("receipt" as const), receipt: bytesUpTo(256), signature }),
    fc.record({ type: fc.constant("pong" as const), sentAt: ms, houseAt: ms }),
    fc.record({
      type: fc.constant("over" as const),
      reason: fc.constantFrom("replaced" as const, "put_out" as const),
    }),
    fc.record({
      type: fc.constant("epoch" as const),
      number: uint(1),
      key: bytes(32),
      salt: bytes(4),
    }),
  ),
  encode: encodeToBidder,
  decode: decodeToBidder,
});

const verdicts = Object.keys(VERDICT_CODES) as Verdict[]; // The keys of a mapped type, all of it.

const receipt = codec("receipt", {
  values: fc.record({
    sale: hex(16),
    bidId: hex(16),
    bidDigest: bytes(32),
    verdict: fc.constantFrom(...verdicts),
    seq: uint(1),
    hash: bytes(32),
    at: ms,
    ask: fc.option(uint()),
    lateMs: fc.option(ms),
    seenAgrees: fc.boolean(),
  }),
  encode: encodeReceipt,
  decode: decodeReceipt,
});

const batch = codec("batch", {
  values: fc.record({
    sale: hex(16),
    firstSeq: uint(1),
    prevHash: bytes(32),
    at: ms,
    events: fc.array(bytesUpTo(EVENT_BYTES_MAX), { minLength: 1, maxLength: BATCH_EVENTS_MAX }),
  }),
  encode: encodeBatch,
  decode: decodeBatch,
});

const heartbeat = codec("heartbeat", {
  values: fc.record({
    sale: hex(16),
    session: hex(8),
    beat: uint(),
    nextSeq: uint(1),
    headHash: bytes(32),
    at: ms,
    state: fc.constantFrom("running" as const, "stopping" as const, "ended" as const),
    members: uint(),
    roundTripMs: uint(0, ROUND_TRIP_MS_MAX),
    lots: fc.array(lotState, { maxLength: HEARTBEAT_LOTS_MAX }),
  }),
  encode: encodeHeartbeat,
  decode: decodeHeartbeat,
});

const signedMessage = codec("signed_message", {
  values: fc.record({
    kind: fc.constantFrom("batch" as const, "heartbeat" as const, "checkpoint" as const),
    signature,
    body: bytesUpTo(SIGNED_BODY_BYTES_MAX, 1),
  }),
  encode: encodeSignedMessage,
  decode: decodeSignedMessage,
});

const checkpoint = codec("checkpoint", {
  values: fc.record({ sale: hex(16), seq: uint(1), hash: bytes(32), at: ms }),
  encode: encodeCheckpoint,
  decode: decodeCheckpoint,
});

const datagram = codec("header", {
  values: fc.record({
    kind: fc.constantFrom("group" as const, "to_house" as const, "to_bidder" as const),
    session: hex(8),
    channel: hex(8),
    counter: uint(),
  }),
  encode: (header) => new Uint8Array([...encodeHeader(header), ...new Uint8Array(TAG_BYTES)]),
  decode: (bytes) => {
    const envelope = decodeEnvelope(bytes);
    return typeof envelope === "string" ? null : envelope.header;
  },
});

const frameTypes: readonly JoinFrameType[] = ["JOIN", "CHALLENGE", "PROOF", "WELCOME", "REFUSED"];

const joinFrame = codec("join_frame", {
  values: fc.record({ type: fc.constantFrom(...frameTypes), body: bytesUpTo(500) }),
  encode: ({ type, body }) => makeJoinFrame(type, body).bytes.subarray(4),
  decode: (content) => {
    const frame = decodeJoinFrame(content);
    return frame === null ? null : { type: frame.type, body: frame.body };
  },
});

const have = fc.record({ sale: hex(16), seq: uint(), hash: bytes(32) });

const confirm = codec("confirm", {
  values: fc.record({ have: fc.option(have) }),
  encode: ({ have }) => encodeConfirm(have),
  decode: (bytes) => {
    const have = decodeConfirm(bytes);
    return have === undefined
      ? null
      : { have: have === null ? null : { ...have, hash: new Uint8Array(have.hash) } };
  },
});

const catchup = codec("catchup", {
  values: fc.array(bytesUpTo(1_152), { maxLength: 20 }),
  encode: encodeCatchup,
  decode: (bytes) => decodeCatchup(bytes)?.map((batch) => new Uint8Array(batch)) ?? null,
});

const ready = codec("ready", {
  values: fc.record({ next: uint(1), head: bytes(32) }),
  encode: encodeReady,
  decode: (bytes) => {
    const ready = decodeReady(bytes);
    return ready === null ? null : { next: ready.next, head: new Uint8Array(ready.head) };
  },
});

const events = codec("event", {
  values: fc.record({ event, commitment: fc.option(bytes(32)) }),
  encode: encodeEvent,
  decode: decodeEvent,
  bytesMax: EVENT_BYTES_MAX,
});

const commands = codec("command", {
  values: command.map((command) => ({ command, signed: null })),
  encode: encodeCommand,
  decode: (bytes) => {
    const recorded = decodeCommand(bytes);
    // A bidder's bid is read into a command and its bytes: asked for in command_codec_test.ts.
    return recorded?.signed === null ? { command: recorded.command, signed: null } : null;
  },
});

/** All of them. Bids have an amount that is read leniently: see bid_codec_test.ts. */
export const codecs: readonly Codec[] = [
  events,
  commands,
  codec("bid", { values: bid, encode: encodeBid, decode: decodeBid }),
  toHouse,
  toBidder,
  receipt,
  batch,
  heartbeat,
  signedMessage,
  checkpoint,
  datagram,
  joinFrame,
  confirm,
  catchup,
  ready,
  codec("picture_request", {
    values: bytes(32),
    encode: encodePictureRequest,
    decode: decodePictureRequest,
  }),
];
