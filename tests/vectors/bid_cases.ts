// PROTOCOL §7.1: the bid and its signature.

import { concat } from "../../lib/base/bytes.ts";
import {
  array,
  bytes,
  endlessArray,
  float16,
  float64,
  int,
  map,
  none,
  text,
} from "./_cbor_writer.ts";
import { bid } from "./_member_stage.ts";
import { bidBytes, bidSignature, flipped } from "./_stage.ts";
import { ana, house, signed, stranger, thumbprintOf } from "./_test_keys.ts";
import { bytesCases, family, type Vector, type VectorInput } from "./_vector.ts";

const bids = family("bid", {
  section: "7.1",
  cases: bytesCases("bid", [
    ["right", "At most 200.00 for lot 7.", bid],
    ["exact", "Exactly 200.00 for lot 7.", bidBytes({ kind: int(1) })],
    [
      "seen_nothing",
      "A bidder that has seen no event.",
      bidBytes({ seenSeq: int(0), seenHash: bytes(new Uint8Array(32)) }),
    ],
    ["amount_low", "One cent under the ask.", bidBytes({ amount: int(9_999) }), "below_ask"],
    ["amount_0", "Nothing.", bidBytes({ amount: int(0) }), "bad_amount"],
    ["amount_negative", "-1.", bidBytes({ amount: int(-1) }), "bad_amount"],
    ["amount_float", "20000.5.", bidBytes({ amount: float64(20_000.5) }), "malformed"],
    [
      "amount_float_shortest",
      "1.5 in its shortest form: read, and refused by name.",
      bidBytes({ amount: float16(0x3e00) }),
      "bad_amount",
    ],
    ["amount_2_53", "2^53.", bidBytes({ amount: int(2n ** 53n) }), "bad_amount"],
    ["amount_2_64", "2^64 - 1.", bidBytes({ amount: int(2n ** 64n - 1n) }), "bad_amount"],
    ["amount_text", "An amount as text.", bidBytes({ amount: text("20000") }), "bad_amount"],
    ["amount_null", "No amount.", bidBytes({ amount: none }), "bad_amount"],
    ["amount_infinite", "Infinity.", bidBytes({ amount: float16(0x7c00) }), "malformed"],
    ["amount_nan", "Not a number.", bidBytes({ amount: float16(0x7e00) }), "malformed"],
    [
      "amount_map",
      "A map as the amount.",
      bidBytes({ amount: map(text("a"), int(1), text("a"), int(2)) }),
      "malformed",
    ],
    ["currency_other", "Dollars.", bidBytes({ currency: text("USD") }), "wrong_currency"],
    [
      "currency_long",
      "A currency of four letters.",
      bidBytes({ currency: text("REAL") }),
      "malformed",
    ],
    ["lot_unknown", "A lot that the sale has not.", bidBytes({ lot: text("99") }), "unknown_lot"],
    ["lot_misspelt", "A lot's id with a space.", bidBytes({ lot: text("lot 7") }), "malformed"],
    ["buy", "At once, on a lot that has no such price.", bidBytes({ kind: int(2) }), "no_buy_now"],
    ["enter", "Enters a lot of another format.", bidBytes({ kind: int(3) }), "wrong_format"],
    ["leave", "Leaves a lot of another format.", bidBytes({ kind: int(4) }), "wrong_format"],
    ["kind_5", "Kind 5 is none.", bidBytes({ kind: int(5) }), "malformed"],
    ["quantity_0", "No unit.", bidBytes({ quantity: int(0) }), "bad_quantity"],
    ["quantity_2", "Two of a single thing.", bidBytes({ quantity: int(2) }), "bad_quantity"],
    ["quantity_negative", "-1 units.", bidBytes({ quantity: int(-1) }), "bad_quantity"],
    ["quantity_half", "1.5 units.", bidBytes({ quantity: float16(0x3e00) }), "bad_quantity"],
    ["quantity_text", "Units as text.", bidBytes({ quantity: text("1") }), "bad_quantity"],
    [
      "quantity_2_64",
      "2^64 - 1 units.",
      bidBytes({ quantity: int(2n ** 64n - 1n) }),
      "bad_quantity",
    ],
    [
      "sale_short",
      "A sale's id of 15 bytes.",
      bidBytes({ sale: bytes("5a".repeat(15)) }),
      "malformed",
    ],
    [
      "bid_id_long",
      "A bid id of 17 bytes.",
      bidBytes({ bidId: bytes("b1".repeat(17)) }),
      "malformed",
    ],
    [
      "seen_seq_negative",
      "Events count from 1; 0 is none seen.",
      bidBytes({ seenSeq: int(-1) }),
      "malformed",
    ],
    [
      "seen_hash_short",
      "A hash of 31 bytes.",
      bidBytes({ seenHash: bytes("00".repeat(31)) }),
      "malformed",
    ],
    ["field_more", "A tenth field.", array(...Array(10).fill(int(0))), "malformed"],
    ["indefinite_length", "No length.", endlessArray(int(0)), "malformed"],
    ["trailing_byte", "A byte behind the bid.", concat(bid, Uint8Array.of(0)), "malformed"],
    [
      "too_long",
      "More than 256 bytes: not even the amount is read.",
      bidBytes({ amount: text("9".repeat(200)) }),
      "malformed",
    ],
  ]),
});

function bidProof(signature: Uint8Array, changes: VectorInput = {}): VectorInput {
  return {
    bid: bid.toHex(),
    signature: signature.toHex(),
    x: ana.x,
    house: thumbprintOf(house).toHex(),
    ...changes,
  };
}

const signatures = family("bid_signature", {
  section: "7.1",
  cases: [
    ["right", "By the bidder, for this house.", bidProof(bidSignature(bid))],
    ["flipped", "One bit of the signature.", bidProof(flipped(bidSignature(bid), 0)), "signature"],
    ["bid_flipped", "One bit of the bid.", bidProof(bidSignature(flipped(bid, 5))), "signature"],
    [
      "label_receipt",
      "Signed as a receipt.",
      bidProof(bidSignature(bid, { label: "receipt" })),
      "signature",
    ],
    [
      "other_house",
      "Signed for another house.",
      bidProof(bidSignature(bid, { of: stranger })),
      "signature",
    ],
    [
      "other_key",
      "Signed by another key.",
      bidProof(bidSignature(bid, { key: stranger })),
      "signature",
    ],
    [
      "no_house",
      "Signed without the house's thumbprint.",
      bidProof(signed(ana, "bid", bid)),
      "signature",
    ],
  ],
});

/** All vectors of bids. */
export const bidVectors: readonly Vector[] = [...bids, ...signatures];
