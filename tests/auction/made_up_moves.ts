// Made-up bids and the auctioneer's moves between them: few bidders and small amounts, so that
// ties, raises, bids just below the ask and bids above a limit are common.

import fc from "fast-check";
import type { BidKind } from "../../lib/auction/command.ts";
import type { Format, Increments, Lot } from "../../lib/auction/lot.ts";
import { toCents } from "../../lib/auction/money.ts";
import type { ModelBid } from "./lot_model.ts";
import type { Move } from "./model_stage.ts";
import { ANA, BEN, CID, DORA, lotBy } from "./scene.ts";

export const paddles: fc.Arbitrary<string> = fc.constantFrom(ANA, BEN, CID, DORA);

export const increments: fc.Arbitrary<Increments> = fc.constantFrom<Increments>(
  { type: "ebay_us" },
  { type: "ebay_uk" },
  { type: "house_258" },
  { type: "fixed", step: toCents(7) },
  { type: "percent", percent: 7.5, roundTo: toCents(5) },
  {
    type: "table",
    steps: [{ from: toCents(0), step: toCents(3) }, { from: toCents(90), step: toCents(11) }],
  },
);

/** Clerked lots of a format; `hasReserve` where the format knows one. */
export function lotsBy(format: fc.Arbitrary<Format>, hasReserve = true): fc.Arbitrary<Lot> {
  const reserve = hasReserve ? fc.option(fc.integer({ min: 0, max: 200 })) : fc.constant(null);
  return fc.record({
    format,
    opening: fc.integer({ min: 1, max: 150 }),
    overOpening: reserve,
    increments,
    consignor: fc.constantFrom(null, null, null, DORA),
  }).map(({ format, opening, overOpening, increments, consignor }) =>
    lotBy(format, {
      opening: toCents(opening),
      reserve: overOpening === null ? null : toCents(opening + overOpening),
      increments,
      consignor,
    })
  );
}

export function bidsOf(
  kinds: readonly BidKind[],
  quantityMax = 1,
): fc.Arbitrary<ModelBid> {
  return fc.record<ModelBid>({
    paddle: paddles,
    kind: fc.constantFrom(...kinds),
    amount: fc.integer({ min: 1, max: 600 }),
    quantity: fc.integer({ min: 1, max: quantityMax }),
  });
}

const judgement: fc.Arbitrary<Move> = fc.oneof(
  fc.record({ do: fc.constantFrom("ban" as const, "suspend" as const), paddle: paddles }),
  fc.record({ do: fc.constant("reinstate" as const), paddle: paddles }),
  fc.record({ do: fc.constant("retract" as const), paddle: paddles }),
  fc.record({
    do: fc.constant("limit" as const),
    paddle: paddles,
    limit: fc.option(fc.integer({ min: 1, max: 900 })),
  }),
);

const hand: fc.Arbitrary<Move> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom<Move>({ do: "pause" }, { do: "resume" }, { do: "resume" }),
  },
  { weight: 2, arbitrary: fc.constantFrom<Move>({ do: "reopen" }, { do: "pass" }, { do: "open" }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant("hammer" as const), belowReserve: fc.boolean() }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("award" as const), paddle: paddles }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("ask" as const),
      amount: fc.integer({ min: 1, max: 400 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("steps" as const), increments }) },
);

/** Absentee bids and who may bid, the opening, then bids and all that the auctioneer can do. */
export function movesWith(bids: fc.Arbitrary<ModelBid>): fc.Arbitrary<readonly Move[]> {
  const held = bids.map((bid): Move => ({ ...bid, do: "hold", kind: "max" }));
  const placed = fc.record({ bid: bids, floor: fc.boolean() })
    .map(({ bid, floor }): Move => ({ do: "bid", floor, ...bid }));
  const before = fc.oneof({ weight: 3, arbitrary: held }, { weight: 1, arbitrary: judgement });
  const after = fc.oneof(
    { weight: 14, arbitrary: placed },
    { weight: 3, arbitrary: fc.constant<Move>({ do: "undo" }) },
    { weight: 3, arbitrary: judgement },
    { weight: 1, arbitrary: held },
    { weight: 5, arbitrary: hand },
  );
  const atTheEnd = fc.oneof(
    { weight: 4, arbitrary: fc.record({ do: fc.constant("award" as const), paddle: paddles }) },
    { weight: 1, arbitrary: placed },
    { weight: 1, arbitrary: hand },
  );
  const long = { size: "max" } as const;
  const hammers = fc.boolean().map((belowReserve): Move => ({ do: "hammer", belowReserve }));
  return fc.tuple(
    fc.array(before, { maxLength: 5, ...long }),
    fc.array(after, { minLength: 1, maxLength: 30, ...long }),
    hammers,
    fc.array(atTheEnd, { maxLength: 8, ...long }),
  ).map((
    [before, after, hammer, last],
  ): readonly Move[] => [...before, { do: "open" }, ...after, { do: "resume" }, hammer, ...last]);
}
