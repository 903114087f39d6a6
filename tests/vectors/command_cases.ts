// PROTOCOL §6.4: commands, and the commitments of events to them.

import { type Bytes, concat } from "../../lib/base/bytes.ts";
import { array, bytes, int, no, none, text } from "./_cbor_writer.ts";
import { at, type Row, seven, terms, twelve } from "./_event_bytes.ts";
import { face } from "./lot_cases.ts";
import {
  accepted,
  bidBytes,
  bidCommand,
  bidSignature,
  commitment,
  flipped,
  noon,
  openLot,
  sale,
} from "./_stage.ts";
import { bytesCases, family, type Vector } from "./_vector.ts";

function command(code: number, ...fields: readonly Uint8Array[]): Bytes {
  return array(int(code), at, ...fields);
}

const wholeLot = array(face(), int(50_000), array(none, text("Jacarandá")), twelve);
const salt = bytes("5a".repeat(16));

const commandRows: readonly Row[] = [
  ["CreateSale", "Name and currency.", command(1, bytes(sale), text("Leilão"), text("BRL"))],
  ["CloseSale", "No field.", command(2)],
  [
    "CatalogueLot",
    "The lot with its reserve, and a salt that hides it.",
    command(3, wholeLot, salt),
  ],
  [
    "CatalogueLot_reserve",
    "A reserve on a lot that says it has none.",
    command(3, array(face({ 5: no }), int(50_000), array(none, none), none), salt),
    "malformed",
  ],
  ["CatalogueLot_no_salt", "The salt is missing.", command(3, wholeLot), "malformed"],
  ["OpenLot", "The command behind the first event.", openLot],
  ["PassLot", "The lot.", command(5, seven)],
  ["PauseLot", "The lot.", command(6, seven)],
  ["ResumeLot", "The lot.", command(7, seven)],
  ["UndoLastBid", "The lot.", command(8, seven)],
  ["GiveFairWarning", "With words.", command(9, seven, text("Dou-lhe uma"))],
  ["HammerLot", "Not below the reserve.", command(10, seven, no)],
  ["HammerLot_0", "0 in the place of false.", command(10, seven, int(0)), "malformed"],
  ["WithdrawLot", "Without words.", command(11, seven, none)],
  ["Tick", "No field.", command(12)],
  ["ReturnLostTime", "Down since a minute.", command(13, int(noon - 60_000))],
  ["AdmitPaddle", "Paddle and identity.", command(14, twelve, text("{}"))],
  ["SuspendPaddle", "The paddle.", command(15, twelve)],
  ["ReinstatePaddle", "The paddle.", command(16, twelve)],
  ["PlaceBid", "A bidder's bid: the very bytes that were signed.", bidCommand],
  [
    "PlaceBid_unsigned",
    "A bid in the clear: only a bidder's signature makes one.",
    command(17, twelve, seven, int(1), int(12_000), none),
    "malformed",
  ],
  [
    "PlaceBid_malformed",
    "Signed bytes that are no bid.",
    command(17, twelve, bytes("00"), bytes(bidSignature(bidBytes()))),
    "malformed",
  ],
  ["type_0", "Type 0 is none.", command(0), "malformed"],
  [
    "PlaceFloorBid",
    "A bid from the room, exactly 120.00.",
    command(18, int(1), seven, twelve, int(12_000), int(1), salt),
  ],
  [
    "PlaceFloorBid_kind",
    "Kind 5 is none.",
    command(18, int(5), seven, twelve, int(12_000), int(1), salt),
    "malformed",
  ],
  [
    "PlaceFloorBid_no_salt",
    "The salt is missing.",
    command(18, int(1), seven, twelve, int(12_000), int(1)),
    "malformed",
  ],
  [
    "HoldAbsenteeBid",
    "At most 300.00 when the lot opens.",
    command(19, seven, twelve, int(30_000), int(1), salt),
  ],
  ["OpenTimedLots", "A minute apart.", command(20, int(60_000))],
  ["OpenTimedLots_hours", "More than an hour apart.", command(20, int(3_600_001)), "malformed"],
  ["SetAsk", "150.00.", command(21, seven, int(15_000))],
  ["SetIncrements", "By 10.00.", command(22, seven, array(int(3), int(1_000)))],
  ["ReopenLot", "By hand.", command(23, seven, none)],
  ["AwardLot", "Paddle 12 does not pay.", command(24, seven, twelve)],
  ["RetractBids", "With a reason.", command(25, seven, twelve, text("a slip"), salt)],
  ["RetractBids_no_salt", "The salt is missing.", command(25, seven, twelve, none), "malformed"],
  ["Announce", "A word to all.", command(26, text("Lunch at noon"))],
  ["SetTerms", "What is owed on top.", command(27, terms())],
  ["SetLimit", "1,000.00 in all.", command(28, twelve, int(100_000), salt)],
  ["SetLimit_none", "No limit.", command(28, twelve, none, salt)],
  ["BanPaddle", "The paddle.", command(29, twelve)],
  ["MoveLot", "Before lot 12.", command(30, seven, text("12"))],
  ["MoveLot_behind_all", "Behind all others.", command(30, seven, none)],
  ["MoveLot_nowhere", "No place.", command(30, seven), "malformed"],
  ["type_31", "Type 31 is none.", command(31), "malformed"],
  ["trailing_byte", "A byte behind the command.", concat(openLot, Uint8Array.of(0)), "malformed"],
];

const commitments = family("commitment", {
  section: "6.4",
  cases: [
    ["right", "The bid and the event that commits to it.", {
      command: bidCommand.toHex(),
      event: accepted.toHex(),
    }],
    ["other_command", "An event that commits to another command.", {
      command: openLot.toHex(),
      event: accepted.toHex(),
    }, "differs"],
    ["command_flipped", "One bit of the command's time.", {
      command: flipped(bidCommand, 9).toHex(),
      event: accepted.toHex(),
    }, "differs"],
    ["unlabelled", "SHA-256 of the command without its label.", {
      command: concat(commitment(bidCommand)).toHex(),
      event: accepted.toHex(),
    }, "differs"],
  ],
});

/** All vectors of §6.4. */
export const commandVectors: readonly Vector[] = [
  ...family("command", { section: "6.4", cases: bytesCases("command", commandRows) }),
  ...commitments,
];
