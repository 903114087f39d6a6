// PROTOCOL §7.3 and §7.4: what the two inboxes believe of datagrams, checks in their order.

import { type Bytes, concat } from "../../lib/base/bytes.ts";
import { array, bytes, int, no } from "./_cbor_writer.ts";
import {
  bid,
  epochFields,
  padded,
  ping,
  pong,
  posted,
  postedBid,
  receipt,
  receiptMessage,
  rightAnswer,
  told,
} from "./_member_stage.ts";
import {
  bidBytes,
  bidSignature,
  flipped,
  member,
  sale,
  session,
  toBidderKey,
  toHouseKey,
} from "./_stage.ts";
import { ana, house, signed, stranger, thumbprintOf } from "./_test_keys.ts";
import { type Case, family, type Vector, type VectorInput } from "./_vector.ts";

/** What the bidder's inbox gets: the last datagram is the one that is judged. */
function mail(...datagrams: readonly Uint8Array[]): VectorInput {
  return {
    session,
    sale,
    house: house.x,
    member,
    key: toBidderKey.key.toHex(),
    salt: toBidderKey.salt.toHex(),
    datagrams: datagrams.map((one) => one.toHex()),
  };
}

/** A receipt with its signature, sealed for the bidder. */
function answer(body: Bytes, signature = signed(house, "receipt", body)): VectorInput {
  return {
    receipt: body.toHex(),
    signature: signature.toHex(),
    ...mail(told(receiptMessage(body, signature))),
  };
}

const receipts = family("bidder_inbox", {
  section: "7.3",
  cases: [
    ["receipt", "Accepted as event 2.", answer(receipt())],
    [
      "receipt_below_ask",
      "Refused, with the ask that it missed.",
      answer(receipt({ 3: int(2), 7: int(10_250) })),
    ],
    [
      "receipt_late",
      "Refused, with how late it came.",
      answer(receipt({ 3: int(4), 8: int(12), 9: no })),
    ],
    ["receipt_conflict", "The bid id was used for another bid.", answer(receipt({ 3: int(1) }))],
    [
      "receipt_verdict_unknown",
      "Verdict 39 is none.",
      answer(receipt({ 3: int(39) })),
      "malformed",
    ],
    [
      "receipt_seq_0",
      "Every answered bid has its event.",
      answer(receipt({ 4: int(0) })),
      "malformed",
    ],
    [
      "receipt_digest_short",
      "A digest of 31 bytes.",
      answer(receipt({ 2: bytes("00".repeat(31)) })),
      "malformed",
    ],
    ["receipt_ask_negative", "An ask below 0.", answer(receipt({ 7: int(-1) })), "malformed"],
    ["receipt_seen_1", "1 in the place of true.", answer(receipt({ 9: int(1) })), "malformed"],
    [
      "receipt_trailing_byte",
      "A byte behind the receipt.",
      answer(concat(receipt(), Uint8Array.of(0))),
      "malformed",
    ],
    [
      "receipt_other_sale",
      "A receipt of another sale.",
      answer(receipt({ 0: bytes("00".repeat(16)) })),
      "other_sale",
    ],
    [
      "receipt_signature_flipped",
      "One bit of the signature.",
      answer(receipt(), flipped(rightAnswer, 0)),
      "signature",
    ],
    [
      "receipt_label_bid",
      "Signed as a bid.",
      answer(receipt(), signed(house, "bid", receipt())),
      "signature",
    ],
    [
      "receipt_other_signer",
      "Signed by somebody else.",
      answer(receipt(), signed(stranger, "receipt", receipt())),
      "signature",
    ],
    ["pong", "An answer to a ping.", mail(told(pong))],
    [
      "epoch",
      "The group's next key, for this member alone.",
      mail(told(padded(array(...epochFields())))),
    ],
    ["over", "The house ended the session.", mail(told(padded(array(int(3), int(1)))))],
    ["replayed", "The same datagram again.", mail(told(pong), told(pong)), "replayed"],
    [
      "to_house_kind",
      "A bidder's datagram sent to a bidder.",
      mail(told(pong, { kind: 2 })),
      "kind",
    ],
    [
      "other_member",
      "For another member.",
      mail(told(pong, { channel: "ffffffffffffffff" })),
      "other_member",
    ],
    [
      "other_session",
      "Of an earlier run of the house.",
      mail(told(pong, { of: "0badc0de0badc0de" })),
      "other_session",
    ],
    ["tag_flipped", "One bit of the tag.", mail(flipped(told(pong), -1)), "seal"],
  ],
});

/** What the house's inbox gets: the last datagram is the one that is judged. */
function inbox(...datagrams: readonly Uint8Array[]): VectorInput {
  return {
    session,
    sale,
    house: thumbprintOf(house).toHex(),
    member,
    x: ana.x,
    key: toHouseKey.key.toHex(),
    salt: toHouseKey.salt.toHex(),
    datagrams: datagrams.map((one) => one.toHex()),
  };
}

const inboxCases: readonly Case[] = [
  ["bid", "A bid as it should be.", inbox(postedBid(bid))],
  ["ping", "A ping as it should be.", inbox(posted(padded(ping)))],
  ["probe", "A probe as it should be.", inbox(posted(padded(array(int(5)))))],
  [
    "out_of_order",
    "Number 0 after number 1.",
    inbox(posted(padded(ping), { counter: 1 }), posted(padded(ping))),
  ],
  [
    "edge_of_window",
    "1,023 behind the highest number.",
    inbox(posted(padded(ping), { counter: 1_023 }), posted(padded(ping))),
  ],
  ["replayed", "The same datagram again.", inbox(postedBid(bid), postedBid(bid)), "replayed"],
  [
    "behind_window",
    "1,024 behind the highest number.",
    inbox(posted(padded(ping), { counter: 1_024 }), posted(padded(ping))),
    "replayed",
  ],
  [
    "forger_moves_nothing",
    "A forged number 2^40 before a true number 0.",
    inbox(flipped(posted(padded(ping), { counter: 2 ** 40 }), -1), posted(padded(ping))),
  ],
  ["too_short", "Shorter than header and tag.", inbox(new Uint8Array(47)), "too_short"],
  [
    "group_kind",
    "A group frame sent to the bid port.",
    inbox(posted(padded(ping), { kind: 1 })),
    "kind",
  ],
  [
    "other_session",
    "Of an earlier run of the house.",
    inbox(posted(padded(ping), { of: "0badc0de0badc0de" })),
    "other_session",
  ],
  [
    "unknown_member",
    "A member id that the house did not give.",
    inbox(posted(padded(ping), { channel: "ffffffffffffffff" })),
    "unknown_member",
  ],
  ["tag_flipped", "One bit of the tag.", inbox(flipped(posted(padded(ping)), -1)), "seal"],
  [
    "plaintext_malformed",
    "Sealed by the member, but no message.",
    inbox(posted(padded(array(int(9))))),
    "malformed",
  ],
  ["bid_malformed", "The signed bytes are no bid.", inbox(postedBid(array(int(0)))), "malformed"],
  [
    "other_sale",
    "A bid of another sale.",
    inbox(postedBid(bidBytes({ sale: bytes("00".repeat(16)) }))),
    "other_sale",
  ],
  [
    "signature_flipped",
    "One bit of the bid's signature.",
    inbox(postedBid(bid, flipped(bidSignature(bid), 0))),
    "signature",
  ],
  [
    "field_changed",
    "A true signature under another amount.",
    inbox(postedBid(bidBytes({ amount: int(30_000) }), bidSignature(bid))),
    "signature",
  ],
  [
    "other_bidder",
    "A bid that another bidder signed.",
    inbox(postedBid(bid, bidSignature(bid, { key: stranger }))),
    "signature",
  ],
  [
    "other_house",
    "A bid that was signed for another house.",
    inbox(postedBid(bid, bidSignature(bid, { of: stranger }))),
    "signature",
  ],
];

/** All vectors of the inboxes. */
export const inboxVectors: readonly Vector[] = [
  ...receipts,
  ...family("house_inbox", { section: "7.4", cases: inboxCases }),
];
