// PROTOCOL §7.2: what one bidder and the house say to each other, before the seal.

import type { Bytes } from "../../lib/base/bytes.ts";
import { array, int, none } from "./_cbor_writer.ts";
import {
  bid,
  bidMessage,
  padded,
  ping,
  pong,
  receipt,
  receiptMessage,
  rightAnswer,
} from "./_member_stage.ts";
import { flipped, noon } from "./_stage.ts";
import { bytesCases, family, type Vector } from "./_vector.ts";

function nak(...ranges: readonly Uint8Array[]): Bytes {
  return padded(array(int(2), array(...ranges)));
}

const range = array(int(3), int(4));

const toHouse = family("to_house", {
  section: "7.2",
  cases: bytesCases("plaintext", [
    ["bid", "A bid and its signature.", padded(bidMessage())],
    ["nak", "Two events are missing.", nak(range)],
    ["nak_most_ranges", "Sixteen ranges.", nak(...Array(16).fill(range))],
    ["nak_widest", "A range of 4,096 events.", nak(array(int(1), int(4_096)))],
    ["ping", "The bidder's clock and the next event that it wants.", padded(ping)],
    ["leave", "The bidder goes.", padded(array(int(4)))],
    ["padded_to_512", "A larger size than needed is read.", padded(ping, { size: 512 })],
    ["padded_to_1152", "The largest size.", padded(ping, { size: 1_152 })],
    ["type_0", "Type 0 is none.", padded(array(int(0))), "malformed"],
    ["type_5", "Type 5 is none.", padded(array(int(5))), "malformed"],
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
    ["ping_next_0", "Events count from 1.", padded(array(int(3), int(noon), int(0))), "malformed"],
    ["leave_field", "A field more.", padded(array(int(4), none)), "malformed"],
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
  ]),
});

const toBidder = family("to_bidder", {
  section: "7.2",
  cases: bytesCases("plaintext", [
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
    ["type_4", "Type 4 is none.", padded(array(int(4))), "malformed"],
    ["pong_short", "The house's time is missing.", padded(array(int(2), int(noon))), "malformed"],
    [
      "receipt_too_long",
      "A receipt of 257 bytes.",
      receiptMessage(new Uint8Array(257), new Uint8Array(64)),
      "malformed",
    ],
    ["padding_not_zero", "The last byte is 1.", flipped(pong, -1), "malformed"],
  ]),
});

/** All vectors of member messages. */
export const memberMessageVectors: readonly Vector[] = [...toHouse, ...toBidder];
