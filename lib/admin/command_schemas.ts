// The shapes of the bodies of the auctioneer's further commands: what is asked, entered for someone,
// taken back, and said of the sale. As in request_schemas.ts, what is documented is what is checked.
//
// Whatever passes here can be recorded and read again: a command that the record could not hold
// would end the house.

import * as v from "valibot";
import { BID_KINDS } from "../auction/command.ts";
import { ItemSchema } from "../catalogue/item_schema.ts";
import { amountCentsMax, secondsMax, secondsMin } from "../catalogue/limits.ts";
import { STAGGER_MS_MAX, UNITS_MAX } from "../wire/limits.ts";
import { lotIdPattern } from "../wire/lot_codec.ts";
import { Line, Name, PaddleText } from "./request_schemas.ts";

/** An amount of money: whole minor units. */
const Amount = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(amountCentsMax));

/** How many units of a multi-unit lot. */
const Quantity = v.optional(
  v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(UNITS_MAX)),
  1,
);

const isWholeMs = v.check<number, string>(
  (seconds) => Math.abs(seconds * 1000 - Math.round(seconds * 1000)) < 1e-6,
  "at most three decimals",
);

/** The ask that the next bid has to reach. */
export const AskSchema = v.strictObject({ ask: Amount });

/** The increments from now on, written as in a lot of the items folder. */
export const IncrementsSchema = v.strictObject({
  increments: ItemSchema.entries.increments.wrapped,
});

/** A bid from the room. To enter or to leave needs no amount: the price shown is meant. */
export const FloorBidSchema = v.strictObject({
  paddle: PaddleText,
  kind: v.optional(v.picklist(BID_KINDS), "max"),
  amount: v.optional(Amount),
  quantity: Quantity,
});

/** The most that someone absent would pay. */
export const AbsenteeBidSchema = v.strictObject({
  paddle: PaddleText,
  max: Amount,
  quantity: Quantity,
});

/** Whose bids on the lot are void, with the reason that the bidders see where there is one. */
export const RetractSchema = v.strictObject({
  paddle: PaddleText,
  reason: v.optional(v.nullable(Line), null),
});

/** How long a timed lot then runs; null for a lot that is ended by hand. */
export const ReopenSchema = v.strictObject({
  durationSeconds: v.optional(
    v.nullable(v.pipe(v.number(), v.minValue(secondsMin), v.maxValue(secondsMax), isWholeMs)),
    null,
  ),
});

/** The lot that comes directly after it; null: it comes behind all others. */
export const MoveSchema = v.strictObject({
  before: v.nullable(v.pipe(v.string(), v.regex(lotIdPattern))),
});

/** Who won the lot and does not pay. */
export const AwardSchema = v.strictObject({ defaulter: PaddleText });

/** By how much the end of each timed lot comes after that of the lot before. */
export const OpenTimedSchema = v.strictObject({
  staggerSeconds: v.optional(
    v.pipe(v.number(), v.minValue(0), v.maxValue(STAGGER_MS_MAX / 1000), isWholeMs),
    0,
  ),
});

/** A word to all. */
export const AnnounceSchema = v.strictObject({ text: Line });

/** What a bidder may spend in all; null: no limit. */
export const LimitSchema = v.strictObject({ limit: v.nullable(Amount) });

/** A paddle for someone without keys. */
export const FloorPaddleSchema = v.strictObject({
  paddle: PaddleText,
  name: v.optional(v.nullable(Name), null),
});
