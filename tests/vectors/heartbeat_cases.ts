// PROTOCOL §5.2: the bodies of heartbeats, where the record stands and how the open lots stand.

import { type Bytes, concat } from "../../lib/base/bytes.ts";
import { array, bytes, float64, int, longInt, no, none, text } from "./_cbor_writer.ts";
import {
  type FieldChanges,
  heartbeatBody,
  heartbeatFields,
  lotStateFields,
  noon,
  quietLot,
} from "./_stage.ts";
import { bytesCases, family, type Vector } from "./_vector.ts";

const largest = Number.MAX_SAFE_INTEGER;

/** The places of the fields that many cases change. */
const [membersAt, roundTripAt, lotsAt] = [7, 8, 9];

/** A heartbeat of these lots, each the array of its fields. */
function withLots(...lots: readonly Uint8Array[]): Bytes {
  return heartbeatBody({ [lotsAt]: array(...lots) });
}

/** A heartbeat of lot 7 alone, with some of the lot's fields replaced. */
function withLot(changes: FieldChanges): Bytes {
  return withLots(array(...lotStateFields(changes)));
}

/** So many lots, each under its own id. */
function lots(count: number): readonly Bytes[] {
  return Array.from(
    { length: count },
    (_, at) => array(...lotStateFields({ ...quietLot, 0: text(`${at + 1}`) })),
  );
}

/** A lot whose every field takes as many bytes as it may. */
function largestLot(at: number): Bytes {
  return array(...lotStateFields({
    0: text("x".repeat(31) + at),
    1: int(2),
    2: int(largest),
    3: text("x".repeat(12)),
    4: int(largest),
    5: int(largest),
    6: int(largest),
    7: no,
  }));
}

const records = bytesCases("body", [
  ["right", "Two lots are open: one ends, one does not.", heartbeatBody()],
  ["stopping", "The house stops.", heartbeatBody({ 6: int(1) })],
  ["ended", "The sale is over.", heartbeatBody({ 6: int(2) })],
  ["state_unknown", "State 3 is none.", heartbeatBody({ 6: int(3) }), "malformed"],
  ["next_seq_0", "The next event is 1 at least.", heartbeatBody({ 3: int(0) }), "malformed"],
  [
    "session_short",
    "A session of 7 bytes.",
    heartbeatBody({ 1: bytes("00".repeat(7)) }),
    "malformed",
  ],
  ["hash_long", "A hash of 33 bytes.", heartbeatBody({ 4: bytes("00".repeat(33)) }), "malformed"],
  ["beat_negative", "Beats count from 0.", heartbeatBody({ 2: int(-1) }), "malformed"],
  [
    "field_missing",
    "Nine fields: no list of lots.",
    array(...heartbeatFields().slice(0, -1)),
    "malformed",
  ],
  ["field_more", "Eleven fields.", array(...heartbeatFields(), none), "malformed"],
  [
    "trailing_byte",
    "A byte behind the message.",
    concat(heartbeatBody(), Uint8Array.of(0)),
    "malformed",
  ],
]);

function members(item: Uint8Array): Bytes {
  return heartbeatBody({ [membersAt]: item });
}

function roundTrip(item: Uint8Array): Bytes {
  return heartbeatBody({ [roundTripAt]: item });
}

const spreads = bytesCases("body", [
  ["members_none", "Nobody takes the feed from the group.", members(int(0))],
  ["members_most", "2^53 - 1 members.", members(int(largest))],
  ["members_2_53", "A number past 2^53 - 1.", members(int(2n ** 53n)), "malformed"],
  ["members_negative", "-1 members.", members(int(-1)), "malformed"],
  ["members_null", "No number of members.", members(none), "malformed"],
  ["members_text", "The number as text.", members(text("5")), "malformed"],
  ["members_float", "Half a member.", members(float64(0.5)), "malformed"],
  ["members_long", "5 in two bytes: not the shortest form.", members(longInt(5)), "malformed"],
  ["round_trip_0", "Less than a millisecond.", roundTrip(int(0))],
  ["round_trip_longest", "100 ms.", roundTrip(int(100))],
  ["round_trip_too_long", "101 ms.", roundTrip(int(101)), "malformed"],
  ["round_trip_negative", "-1 ms.", roundTrip(int(-1)), "malformed"],
  ["round_trip_null", "No round trip.", roundTrip(none), "malformed"],
  ["round_trip_text", "The round trip as text.", roundTrip(text("4")), "malformed"],
  ["round_trip_float", "1.5 ms.", roundTrip(float64(1.5)), "malformed"],
]);

const lists = bytesCases("body", [
  ["no_lots", "No lot is open.", withLots()],
  ["lots_most", "Ten lots.", withLots(...lots(10))],
  [
    "lots_largest",
    "Ten lots whose fields are as long as may be, in a heartbeat of the largest numbers.",
    heartbeatBody({
      2: int(largest),
      3: int(largest),
      5: int(largest),
      [membersAt]: int(largest),
      [roundTripAt]: int(100),
      [lotsAt]: array(...[0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map(largestLot)),
    }),
  ],
  ["lots_too_many", "Eleven lots.", withLots(...lots(11)), "malformed"],
  ["lots_null", "No list.", heartbeatBody({ [lotsAt]: none }), "malformed"],
  [
    "lots_unlisted",
    "A lot in the place of the list.",
    heartbeatBody({ [lotsAt]: array(...lotStateFields()) }),
    "malformed",
  ],
  ["lot_null", "Null in the place of a lot.", withLots(none), "malformed"],
  [
    "lot_field_missing",
    "Seven fields of a lot.",
    withLots(array(...lotStateFields().slice(0, -1))),
    "malformed",
  ],
  [
    "lot_field_more",
    "Nine fields of a lot.",
    withLots(array(...lotStateFields(), none)),
    "malformed",
  ],
  [
    "lot_standing_nested",
    "The standing as an array of its own.",
    withLots(array(...lotStateFields().slice(0, 3), array(...lotStateFields().slice(3)))),
    "malformed",
  ],
]);

const ofLots = bytesCases("body", [
  ["lot_fair_warning", "The lot is about to fall.", withLot({ 1: int(1) })],
  ["lot_paused", "The lot waits, and has no end.", withLot({ 1: int(2), 2: none })],
  ["lot_misspelt", "A lot's id with a space.", withLot({ 0: text("lot 7") }), "malformed"],
  ["lot_number", "A lot's id as a number.", withLot({ 0: int(7) }), "malformed"],
  ["status_unknown", "Status 3 is none.", withLot({ 1: int(3) }), "malformed"],
  ["status_null", "No status.", withLot({ 1: none }), "malformed"],
  ["status_text", "The status as text.", withLot({ 1: text("open") }), "malformed"],
  ["end_text", "An end as text.", withLot({ 2: text("soon") }), "malformed"],
  ["end_negative", "An end before 1970.", withLot({ 2: int(-noon) }), "malformed"],
  ["leader_misspelt", "A paddle with a space.", withLot({ 3: text("1 2") }), "malformed"],
  ["leader_long", "A paddle of 13 letters.", withLot({ 3: text("x".repeat(13)) }), "malformed"],
  ["leader_number", "A paddle as a number.", withLot({ 3: int(12) }), "malformed"],
  ["price_negative", "A price below 0.", withLot({ 4: int(-1) }), "malformed"],
  ["price_text", "A price as text.", withLot({ 4: text("100.00") }), "malformed"],
  ["ask_null", "Nothing is asked.", withLot({ 5: none }), "malformed"],
  ["ask_negative", "An ask below 0.", withLot({ 5: int(-1) }), "malformed"],
  ["ask_2_53", "An ask past 2^53 - 1.", withLot({ 5: int(2n ** 53n) }), "malformed"],
  ["bids_null", "No number of bids.", withLot({ 6: none }), "malformed"],
  ["bids_negative", "-1 bids.", withLot({ 6: int(-1) }), "malformed"],
  ["reserve_met_1", "1 in the place of true.", withLot({ 7: int(1) }), "malformed"],
  ["reserve_met_null", "Null in the place of false.", withLot({ 7: none }), "malformed"],
]);

/** All vectors of heartbeats' bodies. */
export const heartbeatVectors: readonly Vector[] = family("heartbeat", {
  section: "5.2",
  cases: [...records, ...spreads, ...lists, ...ofLots],
});
