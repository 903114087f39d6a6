// PROTOCOL §6: each event right and with one wrong field, lots and their terms, commands.

import { type Bytes, concat } from "../../lib/base/bytes.ts";
import { array, bytes, float64, int, no, none, text, yes } from "./_cbor_writer.ts";
import {
  accepted,
  bidBytes,
  bidCommand,
  bidSignature,
  commitment,
  flipped,
  noon,
  opened,
  openLot,
  paddle,
  sale,
} from "./_stage.ts";
import { bytesCases, family, type Vector } from "./_vector.ts";

type Row = readonly [name: string, says: string, bytes: Bytes, expected?: string];

const at = int(noon);
const seven = text("7");
const twelve = text(paddle);
const standing = [twelve, int(10_000), int(10_250), int(1), yes];
const unbid = [none, none, int(10_000), int(0), no];

function event(code: number, ...fields: readonly Uint8Array[]): Bytes {
  return array(int(code), at, none, ...fields);
}

/** Each event's right form, then one wrong step from it. */
const plain: readonly Row[] = [
  ["SaleCreated", "A sale begins.", event(1, bytes(sale), text("Leilão de junho"), text("BRL"))],
  [
    "SaleCreated_currency",
    "A currency in small letters.",
    event(1, bytes(sale), text("Leilão"), text("brl")),
    "malformed",
  ],
  [
    "SaleCreated_name_long",
    "A name of 201 characters.",
    event(1, bytes(sale), text("x".repeat(201)), text("BRL")),
    "malformed",
  ],
  [
    "SaleCreated_mark",
    "A name that begins with U+FEFF.",
    event(1, bytes(sale), text("\ufeffLeilão"), text("BRL")),
    "malformed",
  ],
  [
    "SaleCreated_not_utf8",
    "A name that is not UTF-8.",
    event(1, bytes(sale), Uint8Array.of(0x62, 0xc3, 0x28), text("BRL")),
    "malformed",
  ],
  ["SaleOpened", "The first lot opened.", event(2)],
  ["SaleOpened_field", "A field more.", event(2, none), "malformed"],
  ["SaleClosed", "The sale is over.", event(3)],
  ["SaleClosed_no_time", "The time is missing.", array(int(3), none), "malformed"],
  [
    "LotDescribed",
    "The second part of three in Portuguese.",
    event(5, seven, int(1), int(2), int(3), text("Óleo sobre tela")),
  ],
  [
    "LotDescribed_part_0",
    "Parts count from 1.",
    event(5, seven, int(1), int(0), int(3), text("x")),
    "malformed",
  ],
  [
    "LotDescribed_language",
    "Language 2 is none.",
    event(5, seven, int(2), int(1), int(1), text("x")),
    "malformed",
  ],
  ["LotOpened", "Lot 7 opens at 100.00 for ten minutes.", opened],
  ["LotOpened_clerked", "A lot that the hammer ends.", event(6, seven, int(10_000), none)],
  ["LotOpened_ask_negative", "An ask below 0.", event(6, seven, int(-1), none), "malformed"],
  ["BidAccepted", "Paddle 12 leads.", accepted],
  ["BidAccepted_no_bid", "Nobody leads.", event(7, seven, ...unbid)],
  [
    "BidAccepted_paddle_long",
    "A paddle of 13 characters.",
    event(7, seven, text("1234567890123"), ...standing.slice(1)),
    "malformed",
  ],
  [
    "BidAccepted_price_text",
    "A price as text.",
    event(7, seven, twelve, text("10000"), ...standing.slice(2)),
    "malformed",
  ],
  [
    "BidAccepted_reserve_1",
    "1 in the place of true.",
    event(7, seven, ...standing.slice(0, 4), int(1)),
    "malformed",
  ],
  ["BidRecorded", "A bid was answered; more is nobody's to see.", event(8)],
  ["BidRecorded_field", "A field more.", event(8, seven), "malformed"],
  ["LotExtended", "A late bid moves the end.", event(9, seven, int(noon + 600_000), int(0))],
  ["LotExtended_cause", "Cause 2 is none.", event(9, seven, int(noon), int(2)), "malformed"],
  ["FairWarningGiven", "Once, in words.", event(10, seven, int(1), text("Dou-lhe uma"))],
  ["FairWarningGiven_call_0", "Calls count from 1.", event(10, seven, int(0), none), "malformed"],
  ["LotPaused", "Two minutes are left.", event(11, seven, int(120_000))],
  ["LotPaused_float", "1.5 milliseconds are left.", event(11, seven, float64(1.5)), "malformed"],
  ["LotResumed", "With a new end.", event(12, seven, int(noon + 120_000))],
  ["LotResumed_end", "The end is missing.", event(12, seven), "malformed"],
  ["BidUndone", "Back to no bid.", event(13, seven, ...unbid, none)],
  [
    "BidUndone_ask_null",
    "No ask.",
    event(13, seven, none, none, none, int(0), no, none),
    "malformed",
  ],
  ["LotSold", "To paddle 12 for 100.00.", event(14, seven, twelve, int(10_000))],
  ["LotSold_no_paddle", "To nobody.", event(14, seven, none, int(10_000)), "malformed"],
  ["LotPassed", "The reserve was not met.", event(15, seven, int(1))],
  ["LotPassed_reason", "Reason 3 is none.", event(15, seven, int(3)), "malformed"],
  ["LotWithdrawn", "Without words.", event(16, seven, none)],
  ["LotWithdrawn_lot", "An empty lot id.", event(16, text(""), none), "malformed"],
  ["PaddleAdmitted", "Paddle 12 takes part.", event(17, twelve)],
  [
    "PaddleAdmitted_hyphen",
    "A paddle that begins with a hyphen.",
    event(17, text("-12")),
    "malformed",
  ],
  ["PaddleSuspended", "Paddle 12 may not bid.", event(18, twelve)],
  ["PaddleSuspended_number", "A paddle as a number.", event(18, int(12)), "malformed"],
  ["PaddleReinstated", "Paddle 12 may bid again.", event(19, twelve)],
  ["PaddleReinstated_space", "A paddle with a space.", event(19, text("1 2")), "malformed"],
  ["type_0", "Type 0 is none.", event(0), "malformed"],
  ["type_20", "Type 20 is none.", event(20), "malformed"],
  [
    "commitment_short",
    "A commitment of 31 bytes.",
    array(int(8), at, bytes("00".repeat(31))),
    "malformed",
  ],
];

/** A lot's public face with some fields replaced (§6.3). */
function face(changes: { readonly [field: number]: Uint8Array } = {}): Bytes {
  const fields = [
    seven,
    int(0),
    array(text("A chair"), text("Uma cadeira")),
    int(10_000),
    array(int(0)),
    yes,
    array(int(0), int(600_000), array(int(1), int(120_000), array(int(120_000)), none)),
    array(text("chair.svg"), text("image/svg+xml"), bytes("ab".repeat(32))),
  ];
  return array(...fields.map((field, index) => changes[index] ?? field));
}

function catalogued(changes: { readonly [field: number]: Uint8Array } = {}): Bytes {
  return event(4, face(changes));
}

function ladder(rungs: number): Bytes {
  const steps = Array.from({ length: rungs }, (_, rung) => array(int(rung * 100), int(5)));
  return array(int(5), array(...steps));
}

const lots: readonly Row[] = [
  ["LotCatalogued", "Every field there is.", catalogued()],
  [
    "LotCatalogued_clerked",
    "No clock, no image, one language.",
    catalogued({ 2: array(none, text("Cadeira")), 6: none, 7: none }),
  ],
  [
    "LotCatalogued_ends_at",
    "An absolute end, no soft close.",
    catalogued({ 6: array(int(1), int(noon), array(int(0))) }),
  ],
  [
    "LotCatalogued_shrinking",
    "Extensions that shrink up to a hard end.",
    catalogued({
      6: array(int(0), int(1), array(int(2), int(9), array(int(3), int(2), int(1)), int(99))),
    }),
  ],
  ["LotCatalogued_fixed", "Increments of 5.00.", catalogued({ 4: array(int(3), int(500)) })],
  [
    "LotCatalogued_percent",
    "2.50 per cent, in steps of 1.00.",
    catalogued({ 4: array(int(4), int(250), int(100)) }),
  ],
  ["LotCatalogued_table", "A table of 32 rungs.", catalogued({ 4: ladder(32) })],
  [
    "LotCatalogued_too_long",
    "A lot with two long titles: past the limit of an event.",
    catalogued({ 2: array(text("\u6c34".repeat(200)), text("\u6c34".repeat(200))) }),
    "malformed",
  ],
  ["LotCatalogued_table_33", "A table of 33 rungs.", catalogued({ 4: ladder(33) }), "malformed"],
  [
    "LotCatalogued_table_empty",
    "A table without a rung.",
    catalogued({ 4: ladder(0) }),
    "malformed",
  ],
  [
    "LotCatalogued_increments",
    "Increments of type 6.",
    catalogued({ 4: array(int(6)) }),
    "malformed",
  ],
  [
    "LotCatalogued_fixed_0",
    "Increments of nothing.",
    catalogued({ 4: array(int(3), int(0)) }),
    "malformed",
  ],
  [
    "LotCatalogued_percent_0",
    "0 per cent.",
    catalogued({ 4: array(int(4), int(0), int(100)) }),
    "malformed",
  ],
  [
    "LotCatalogued_named_field",
    "A named table with a field.",
    catalogued({ 4: array(int(0), int(1)) }),
    "malformed",
  ],
  [
    "LotCatalogued_id",
    "An id of 33 characters.",
    catalogued({ 0: text("7".repeat(33)) }),
    "malformed",
  ],
  ["LotCatalogued_format", "Format 1 is not built.", catalogued({ 1: int(1) }), "malformed"],
  [
    "LotCatalogued_title",
    "A title in one language alone, not in a pair.",
    catalogued({ 2: array(text("A chair")) }),
    "malformed",
  ],
  [
    "LotCatalogued_opening_0",
    "An opening price of nothing.",
    catalogued({ 3: int(0) }),
    "malformed",
  ],
  [
    "LotCatalogued_reserve",
    "The reserve itself in the place of whether there is one.",
    catalogued({ 5: int(50_000) }),
    "malformed",
  ],
  [
    "LotCatalogued_soft_close",
    "Soft close 3 is none.",
    catalogued({ 6: array(int(0), int(1), array(int(3))) }),
    "malformed",
  ],
  [
    "LotCatalogued_extensions",
    "No extension.",
    catalogued({ 6: array(int(0), int(1), array(int(1), int(1), array(), none)) }),
    "malformed",
  ],
  [
    "LotCatalogued_image_path",
    "An image outside of its folder.",
    catalogued({ 7: array(text("../key"), text("image/png"), bytes("ab".repeat(32))) }),
    "malformed",
  ],
  [
    "LotCatalogued_image_type",
    "A page in the place of an image.",
    catalogued({ 7: array(text("a.svg"), text("text/html"), bytes("ab".repeat(32))) }),
    "malformed",
  ],
  [
    "LotCatalogued_image_digest",
    "A digest of 31 bytes.",
    catalogued({ 7: array(text("a.svg"), text("image/png"), bytes("ab".repeat(31))) }),
    "malformed",
  ],
];

function command(code: number, ...fields: readonly Uint8Array[]): Bytes {
  return array(int(code), at, ...fields);
}

const wholeLot = array(face(), int(50_000), array(none, text("Jacarandá")));
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
    command(3, array(face({ 5: no }), int(50_000), array(none, none)), salt),
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
    "PlaceBid_clerk",
    "A bid that the clerk entered.",
    command(17, twelve, seven, int(1), int(12_000), none),
  ],
  [
    "PlaceBid_malformed",
    "Signed bytes that are no bid.",
    command(17, twelve, bytes("00"), bytes(bidSignature(bidBytes()))),
    "malformed",
  ],
  ["type_0", "Type 0 is none.", command(0), "malformed"],
  ["type_18", "Type 18 is none.", command(18), "malformed"],
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

/** All vectors of §6. */
export const eventVectors: readonly Vector[] = [
  ...family("event", { section: "6.2", cases: bytesCases("event", plain) }),
  ...family("event", { section: "6.3", cases: bytesCases("event", lots) }),
  ...family("command", { section: "6.4", cases: bytesCases("command", commandRows) }),
  ...commitments,
];
