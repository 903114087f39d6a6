// PROTOCOL §7.2: what one bidder and the house say to each other, before the seal.

import type { Bytes } from "../../lib/base/bytes.ts";
import { array, bytes, float64, int, no, none, text } from "./_cbor_writer.ts";
import {
  bid,
  bidMessage,
  epochFields,
  padded,
  ping,
  pingFields,
  pong,
  receipt,
  receiptMessage,
  rightAnswer,
} from "./_member_stage.ts";
import { type FieldChanges, flipped, noon } from "./_stage.ts";
import { bytesCases, family, type Vector } from "./_vector.ts";

const largest = Number.MAX_SAFE_INTEGER;

function nak(...ranges: readonly Uint8Array[]): Bytes {
  return padded(array(int(2), array(...ranges)));
}

const range = array(int(3), int(4));

/** A ping with some of its fields replaced. */
function otherPing(changes: FieldChanges): Bytes {
  return padded(array(...pingFields(changes)));
}

const pings = bytesCases("plaintext", [
  ["ping", "The bidder's clock, what it has and wants, and how its link is.", padded(ping)],
  [
    "ping_link_unknown",
    "Neither loss nor round trip is known yet.",
    otherPing({ 5: none, 6: none }),
  ],
  ["ping_unicast", "The feed shall come to the ping's address.", otherPing({ 4: int(1) })],
  ["ping_tcp", "The feed shall come by the relay's connection.", otherPing({ 4: int(2) })],
  ["ping_loss_0", "Nothing was lost.", otherPing({ 5: int(0) })],
  ["ping_loss_1000", "All was lost.", otherPing({ 5: int(1_000) })],
  ["ping_round_trip_0", "Less than a millisecond.", otherPing({ 6: int(0) })],
  [
    "ping_largest",
    "Every number at its largest.",
    otherPing({
      1: int(largest),
      2: int(largest),
      3: int(largest),
      4: int(2),
      5: int(1_000),
      6: int(largest),
    }),
  ],
  ["ping_sent_at_null", "No clock.", otherPing({ 1: none }), "malformed"],
  ["ping_sent_at_negative", "A clock before its zero.", otherPing({ 1: int(-1) }), "malformed"],
  ["ping_next_0", "Events count from 1.", otherPing({ 2: int(0) }), "malformed"],
  ["ping_next_null", "No event is wanted.", otherPing({ 2: none }), "malformed"],
  ["ping_epoch_0", "Epochs count from 1.", otherPing({ 3: int(0) }), "malformed"],
  ["ping_epoch_null", "No epoch.", otherPing({ 3: none }), "malformed"],
  ["ping_epoch_text", "The epoch as text.", otherPing({ 3: text("1") }), "malformed"],
  ["ping_epoch_2_53", "An epoch past 2^53 - 1.", otherPing({ 3: int(2n ** 53n) }), "malformed"],
  ["ping_path_3", "Path 3 is none.", otherPing({ 4: int(3) }), "malformed"],
  ["ping_path_null", "No path.", otherPing({ 4: none }), "malformed"],
  ["ping_path_text", "The path as text.", otherPing({ 4: text("tcp") }), "malformed"],
  ["ping_loss_1001", "More than all was lost.", otherPing({ 5: int(1_001) }), "malformed"],
  ["ping_loss_negative", "Less than nothing was lost.", otherPing({ 5: int(-1) }), "malformed"],
  ["ping_loss_float", "Half a thousandth.", otherPing({ 5: float64(0.5) }), "malformed"],
  ["ping_loss_false", "False in the place of null.", otherPing({ 5: no }), "malformed"],
  ["ping_round_trip_negative", "-1 ms.", otherPing({ 6: int(-1) }), "malformed"],
  ["ping_round_trip_text", "The round trip as text.", otherPing({ 6: text("3") }), "malformed"],
  [
    "ping_round_trip_2_53",
    "A round trip past 2^53 - 1.",
    otherPing({ 6: int(2n ** 53n) }),
    "malformed",
  ],
  [
    "ping_field_missing",
    "No round trip, not even null.",
    padded(array(...pingFields().slice(0, -1))),
    "malformed",
  ],
  [
    "ping_of_three",
    "The clock and the next event alone.",
    padded(array(...pingFields().slice(0, 3))),
    "malformed",
  ],
  ["ping_field_more", "Eight fields.", padded(array(...pingFields(), none)), "malformed"],
]);

const othersToHouse = bytesCases("plaintext", [
  ["bid", "A bid and its signature.", padded(bidMessage())],
  ["nak", "Two events are missing.", nak(range)],
  ["nak_most_ranges", "Sixteen ranges.", nak(...Array(16).fill(range))],
  ["nak_widest", "A range of 4,096 events.", nak(array(int(1), int(4_096)))],
  ["leave", "The bidder goes.", padded(array(int(4)))],
  ["probe", "The bidder measures its loss.", padded(array(int(5)))],
  ["padded_to_512", "A larger size than needed is read.", padded(ping, { size: 512 })],
  ["padded_to_1152", "The largest size.", padded(ping, { size: 1_152 })],
  ["type_0", "Type 0 is none.", padded(array(int(0))), "malformed"],
  ["type_6", "Type 6 is none.", padded(array(int(6))), "malformed"],
  ["type_text", "The type as text.", padded(array(text("probe"))), "malformed"],
  ["type_missing", "An array of no field.", padded(array()), "malformed"],
  ["nak_no_ranges", "No range.", nak(), "malformed"],
  ["nak_too_many_ranges", "Seventeen ranges.", nak(...Array(17).fill(range)), "malformed"],
  ["nak_reversed", "The last before the first.", nak(array(int(4), int(3))), "malformed"],
  ["nak_too_wide", "A range of 4,097 events.", nak(array(int(1), int(4_097))), "malformed"],
  ["nak_from_0", "Events count from 1.", nak(array(int(0), int(3))), "malformed"],
  [
    "nak_range_of_three",
    "A range of three numbers.",
    nak(array(int(1), int(2), int(3))),
    "malformed",
  ],
  ["leave_field", "A field more.", padded(array(int(4), none)), "malformed"],
  ["probe_field", "A field more.", padded(array(int(5), none)), "malformed"],
  [
    "bid_signature_short",
    "A signature of 63 bytes.",
    padded(bidMessage(bid, new Uint8Array(63))),
    "malformed",
  ],
  [
    "bid_too_long",
    "A bid of 257 bytes.",
    padded(bidMessage(new Uint8Array(257), new Uint8Array(64))),
    "malformed",
  ],
  ["size_wrong", "255 bytes are no padded size.", padded(ping, { size: 255 }), "malformed"],
  ["unpadded", "The message alone.", ping, "malformed"],
  ["padding_not_zero", "The last byte is 1.", flipped(padded(ping), -1), "malformed"],
  [
    "length_over_the_end",
    "A length that points past the end.",
    padded(ping, { length: 255 }),
    "malformed",
  ],
  [
    "length_short",
    "A length that cuts the message.",
    padded(ping, { length: ping.length - 1 }),
    "malformed",
  ],
  ["length_0", "No message.", padded(new Uint8Array(0)), "malformed"],
]);

/** The message of a group key with some of its fields replaced. */
function otherEpoch(changes: FieldChanges): Bytes {
  return padded(array(...epochFields(changes)));
}

const epochs = bytesCases("plaintext", [
  ["epoch", "The group key of epoch 2.", padded(array(...epochFields()))],
  ["epoch_1", "The least number.", otherEpoch({ 1: int(1) })],
  ["epoch_largest", "The largest number.", otherEpoch({ 1: int(largest) })],
  ["epoch_0", "Epochs count from 1.", otherEpoch({ 1: int(0) }), "malformed"],
  ["epoch_negative", "Epoch -1.", otherEpoch({ 1: int(-1) }), "malformed"],
  ["epoch_2_53", "A number past 2^53 - 1.", otherEpoch({ 1: int(2n ** 53n) }), "malformed"],
  ["epoch_null", "No number.", otherEpoch({ 1: none }), "malformed"],
  [
    "epoch_as_bytes",
    "The number as the 8 bytes of a channel.",
    otherEpoch({ 1: bytes("0000000000000002") }),
    "malformed",
  ],
  ["epoch_key_31", "A key of 31 bytes.", otherEpoch({ 2: bytes("6c".repeat(31)) }), "malformed"],
  ["epoch_key_33", "A key of 33 bytes.", otherEpoch({ 2: bytes("6c".repeat(33)) }), "malformed"],
  ["epoch_key_text", "A key as text.", otherEpoch({ 2: text("l".repeat(32)) }), "malformed"],
  ["epoch_key_null", "No key.", otherEpoch({ 2: none }), "malformed"],
  ["epoch_salt_3", "A salt of 3 bytes.", otherEpoch({ 3: bytes("5a175a") }), "malformed"],
  ["epoch_salt_5", "A salt of 5 bytes.", otherEpoch({ 3: bytes("5a175a1800") }), "malformed"],
  ["epoch_salt_text", "A salt as text.", otherEpoch({ 3: text("salt") }), "malformed"],
  ["epoch_salt_null", "No salt.", otherEpoch({ 3: none }), "malformed"],
  [
    "epoch_field_missing",
    "No salt, not even null.",
    padded(array(...epochFields().slice(0, -1))),
    "malformed",
  ],
  ["epoch_field_more", "Five fields.", padded(array(...epochFields(), none)), "malformed"],
]);

const othersToBidder = bytesCases("plaintext", [
  ["receipt", "A receipt and its signature.", receiptMessage(receipt(), rightAnswer)],
  ["pong", "The bidder's clock again, and the house's.", pong],
  [
    "over",
    "The session is over: the bidder joined from elsewhere.",
    padded(array(int(3), int(0))),
  ],
  [
    "over_put_out",
    "The session is over: the bidder may not take part.",
    padded(array(int(3), int(1))),
  ],
  ["over_reason", "Reason 2 is none.", padded(array(int(3), int(2))), "malformed"],
  ["type_5", "Type 5 is none.", padded(array(int(5))), "malformed"],
  ["pong_short", "The house's time is missing.", padded(array(int(2), int(noon))), "malformed"],
  [
    "receipt_too_long",
    "A receipt of 257 bytes.",
    receiptMessage(new Uint8Array(257), new Uint8Array(64)),
    "malformed",
  ],
  ["padding_not_zero", "The last byte is 1.", flipped(pong, -1), "malformed"],
]);

/** All vectors of member messages. */
export const memberMessageVectors: readonly Vector[] = [
  ...family("to_house", { section: "7.2", cases: [...othersToHouse, ...pings] }),
  ...family("to_bidder", { section: "7.2", cases: [...othersToBidder, ...epochs] }),
];
