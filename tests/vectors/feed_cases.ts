// PROTOCOL §5: signed messages, batches, and the chain.

import { type Bytes, concat } from "../../lib/base/bytes.ts";
import {
  array,
  bytes,
  endlessArray,
  float64,
  int,
  longInt,
  map,
  none,
  text,
} from "./_cbor_writer.ts";
import {
  accepted,
  batchBody,
  chained,
  flipped,
  genesis,
  heartbeatBody,
  noon,
  opened,
  openedHash,
  sale,
  session,
  signedMessage,
} from "./_stage.ts";
import { house, stranger } from "./_test_keys.ts";
import { bytesCases, family, type Vector, type VectorInput } from "./_vector.ts";

const batch = batchBody([opened, accepted]);
const rightBatch = signedMessage(batch);
const rightPulse = signedMessage(heartbeatBody(), { kind: 2, label: "heartbeat" });

/** PROTOCOL §5.3: what the checks of a receiver depend on. */
const receiver: VectorInput = { session, sale, house: house.x, nextSeq: 1 };

function message(bytes: Uint8Array, changes: VectorInput = {}): VectorInput {
  return { ...receiver, ...changes, message: bytes.toHex() };
}

const signedMessages = family("signed_message", {
  section: "5",
  cases: [
    ["batch_right", "A batch of two events by the house.", message(rightBatch)],
    ["heartbeat_right", "A heartbeat by the house.", message(rightPulse)],
    [
      "kind_0",
      "Kind 0 is none.",
      message(concat(Uint8Array.of(0), rightBatch.slice(1))),
      "malformed",
    ],
    [
      "kind_4",
      "Kind 4 is none.",
      message(concat(Uint8Array.of(4), rightBatch.slice(1))),
      "malformed",
    ],
    ["no_body", "Kind and signature alone.", message(rightBatch.slice(0, 65)), "malformed"],
    [
      "body_too_long",
      "A right batch of more bytes than a datagram carries.",
      message(signedMessage(batchBody([new Uint8Array(1_012), opened]))),
      "malformed",
    ],
    [
      "signature_flipped",
      "One bit of the signature.",
      message(flipped(rightBatch, 10)),
      "signature",
    ],
    [
      "body_flipped",
      "One bit of the batch's time.",
      message(flipped(rightBatch, 65 + 1 + 17 + 1 + 34 + 8)),
      "signature",
    ],
    [
      "label_receipt",
      "Signed as a receipt.",
      message(signedMessage(batch, { label: "receipt" })),
      "signature",
    ],
    [
      "label_heartbeat",
      "A batch signed as a heartbeat.",
      message(signedMessage(batch, { label: "heartbeat" })),
      "signature",
    ],
    [
      "heartbeat_as_batch",
      "A heartbeat that says it is a batch.",
      message(concat(Uint8Array.of(1), rightPulse.slice(1))),
      "malformed",
    ],
    [
      "other_signer",
      "Signed by somebody else.",
      message(signedMessage(batch, { key: stranger })),
      "signature",
    ],
    [
      "heartbeat_forged",
      "A heartbeat that promises event 10^9, by a member.",
      message(
        signedMessage(heartbeatBody({ 3: int(1_000_000_000) }), {
          kind: 2,
          label: "heartbeat",
          key: stranger,
        }),
      ),
      "signature",
    ],
    [
      "heartbeat_old",
      "A true heartbeat that was believed before.",
      message(rightPulse, { lastBeat: 1 }),
      "known_beat",
    ],
    ["heartbeat_newer", "The beat behind the last one.", message(rightPulse, { lastBeat: 0 })],
    [
      "heartbeat_of_other_session",
      "A true heartbeat of an earlier run of the house.",
      message(
        signedMessage(heartbeatBody({ 1: bytes("0badc0de0badc0de") }), {
          kind: 2,
          label: "heartbeat",
        }),
      ),
      "other_session",
    ],
    [
      "batch_of_other_sale",
      "A true batch of another sale of the house.",
      message(rightBatch, { sale: "00".repeat(16) }),
      "known_batch",
    ],
    [
      "batch_old",
      "A true batch that was delivered before.",
      message(rightBatch, { nextSeq: 3 }),
      "known_batch",
    ],
  ],
});

/** A batch with some of its fields replaced. */
function changed(changes: { readonly [field: number]: Uint8Array }): Bytes {
  const fields = [bytes(sale), int(1), bytes(genesis), int(noon), array(bytes(opened))];
  return array(...fields.map((field, at) => changes[at] ?? field));
}

const small = array(int(2), int(0), none);

const batches = family("batch", {
  section: "5.1",
  cases: bytesCases("body", [
    ["right", "Two events.", batch],
    ["one_event", "One event.", changed({})],
    [
      "largest_event",
      "An event of the greatest length.",
      changed({ 4: array(bytes(new Uint8Array(1_012))) }),
    ],
    ["most_events", "64 events.", changed({ 4: array(...Array(64).fill(bytes(small))) })],
    [
      "too_many_events",
      "65 events.",
      changed({ 4: array(...Array(65).fill(bytes(small))) }),
      "malformed",
    ],
    ["no_events", "An empty list of events.", changed({ 4: array() }), "malformed"],
    [
      "event_too_long",
      "An event one byte longer than may be.",
      changed({ 4: array(bytes(new Uint8Array(1_013))) }),
      "malformed",
    ],
    [
      "event_not_bytes",
      "An event as an array in the place of bytes.",
      changed({ 4: array(small) }),
      "malformed",
    ],
    ["sale_short", "A sale's id of 15 bytes.", changed({ 0: bytes("5a".repeat(15)) }), "malformed"],
    ["sale_text", "A sale's id as text.", changed({ 0: text("5a1e5a1e5a1e5a1e") }), "malformed"],
    ["first_seq_0", "Events count from 1.", changed({ 1: int(0) }), "malformed"],
    ["first_seq_negative", "A negative place.", changed({ 1: int(-1) }), "malformed"],
    ["first_seq_2_53", "A place past 2^53 - 1.", changed({ 1: int(2n ** 53n) }), "malformed"],
    ["first_seq_float", "The place as the float 1.5.", changed({ 1: float64(1.5) }), "malformed"],
    ["hash_short", "A hash of 31 bytes.", changed({ 2: bytes("00".repeat(31)) }), "malformed"],
    [
      "hash_null",
      "No hash: before event 1 it is 32 zero bytes.",
      changed({ 2: none }),
      "malformed",
    ],
    [
      "integer_long",
      "1 in two bytes: not the shortest form.",
      changed({ 1: longInt(1) }),
      "malformed",
    ],
    [
      "integer_as_float",
      "1.0: an integer has one spelling.",
      changed({ 1: float64(1) }),
      "malformed",
    ],
    [
      "indefinite_list",
      "The list of events has no length.",
      changed({ 4: endlessArray(bytes(opened)) }),
      "malformed",
    ],
    [
      "indefinite_message",
      "The whole message has no length.",
      endlessArray(bytes(sale), int(1), bytes(genesis), int(noon), array(bytes(opened))),
      "malformed",
    ],
    ["trailing_byte", "A byte behind the message.", concat(batch, Uint8Array.of(0)), "malformed"],
    ["truncated", "The last byte is missing.", batch.slice(0, -1), "malformed"],
    [
      "field_missing",
      "Four fields.",
      array(bytes(sale), int(1), bytes(genesis), int(noon)),
      "malformed",
    ],
    [
      "field_more",
      "Six fields.",
      array(bytes(sale), int(1), bytes(genesis), int(noon), array(bytes(opened)), none),
      "malformed",
    ],
    ["map", "A map in the place of the array.", map(int(0), bytes(sale)), "malformed"],
    [
      "map_doubled_key",
      "A map that holds a key twice.",
      map(text("a"), int(1), text("a"), int(2)),
      "malformed",
    ],
    ["tag", "A tagged array.", concat(Uint8Array.of(0xc1), batch), "malformed"],
    ["undefined", "The value undefined.", Uint8Array.of(0xf7), "malformed"],
    [
      "nested",
      "A thousand arrays in each other.",
      concat(new Uint8Array(1_000).fill(0x81), Uint8Array.of(0x80)),
      "malformed",
    ],
    ["empty", "No byte.", new Uint8Array(0), "malformed"],
  ]),
});

const events = [opened.toHex(), accepted.toHex()];
const hashes = [openedHash.toHex(), chained(openedHash, accepted).toHex()];

const chains = family("chain", {
  section: "5.1",
  cases: [
    ["right", "The hash behind each of two events.", { events, hashes }],
    [
      "swapped",
      "The same events in the other order.",
      { events: events.toReversed(), hashes },
      "differs",
    ],
    ["event_flipped", "One bit of the first event.", {
      events: [flipped(opened, 5).toHex(), accepted.toHex()],
      hashes,
    }, "differs"],
  ],
});

/** All vectors of §5 but the bodies of heartbeats. */
export const feedVectors: readonly Vector[] = [
  ...signedMessages,
  ...batches,
  ...chains,
];
