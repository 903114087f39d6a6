// The results of a sale as JSON. The fields are described in RESULTS.md; amounts are whole minor
// units of `sale.currency`, times milliseconds since 1970, rates hundredths of a per cent.

import * as v from "valibot";
import { NO_CHARGES } from "../auction/settlement.ts";
import type { LotCharge } from "../auction/settlement.ts";
import { type LotResult, lotResults, type Share } from "./lot_result.ts";
import { paddleTotals, saleTotals } from "./sale_totals.ts";
import { isPreliminary, type SettledSale } from "./settled_sale.ts";

const Count = v.pipe(v.number(), v.integer(), v.minValue(0));
const Cents = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const Rate = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10_000));
const TimeMs = v.pipe(v.number(), v.safeInteger());
const Charge = { hammer: Cents, premium: Cents, tax: Cents, total: Cents };

const LotResultSchema = v.strictObject({
  lot: v.string(),
  title: v.strictObject({
    en: v.exactOptional(v.string()),
    pt: v.exactOptional(v.string()),
  }),
  status: v.picklist([
    "catalogued",
    "open",
    "fair_warning",
    "paused",
    "sold",
    "passed",
    "withdrawn",
  ]),
  passReason: v.nullable(v.picklist(["no_bids", "reserve_not_met", "by_hand"])),
  withdrawalReason: v.nullable(v.string()),
  opening: Cents,
  estimate: v.nullable(v.strictObject({ low: Cents, high: Cents })),
  bids: Count,
  openedAt: v.nullable(TimeMs),
  endedAt: v.nullable(TimeMs),
  isAward: v.boolean(),
  defaulters: v.array(v.string()),
  winners: v.array(v.strictObject({
    paddle: v.string(),
    name: v.nullable(v.string()),
    quantity: Count,
    unitPrice: Cents,
    ...Charge,
  })),
});

/** The whole document; `version` changes when a reader of it would have to. */
export const ResultsSchema = v.strictObject({
  format: v.literal("leilao-results"),
  version: v.literal(1),
  isPreliminary: v.boolean(),
  sale: v.strictObject({
    id: v.nullable(v.string()),
    name: v.string(),
    currency: v.string(),
    phase: v.picklist(["draft", "open", "closed"]),
    openedAt: v.nullable(TimeMs),
    closedAt: v.nullable(TimeMs),
  }),
  record: v.strictObject({ house: v.string(), seq: Count, hash: v.string() }),
  terms: v.strictObject({
    premium: v.array(v.strictObject({ from: Cents, rate: Rate })),
    taxRate: Rate,
    taxOn: v.picklist(["premium", "hammer_and_premium"]),
  }),
  totals: v.strictObject({
    lots: Count,
    sold: Count,
    passed: Count,
    withdrawn: Count,
    unfinished: Count,
    soldByLots: v.nullable(Rate),
    soldByValue: v.nullable(Rate),
    ...Charge,
  }),
  lots: v.array(LotResultSchema),
  paddles: v.array(v.strictObject({
    paddle: v.string(),
    name: v.nullable(v.string()),
    lots: Count,
    ...Charge,
  })),
});

/** The results of a sale, as {@link ResultsSchema} says. */
export type ResultsJson = v.InferOutput<typeof ResultsSchema>;

/** The results of `sale` as data for `JSON.stringify`. Holds names. */
export function resultsJson(sale: SettledSale): ResultsJson {
  const { view, notes, place, names } = sale;
  const results = lotResults(sale);
  const { charge, ...counts } = saleTotals(results);
  const terms = view.terms ?? NO_CHARGES;
  return {
    format: "leilao-results",
    version: 1,
    isPreliminary: isPreliminary(sale),
    sale: {
      id: view.sale,
      name: view.name,
      currency: view.currency,
      phase: view.phase,
      openedAt: notes.openedAt,
      closedAt: notes.closedAt,
    },
    record: { house: place.house, seq: place.seq, hash: place.hash },
    terms: { ...terms, premium: terms.premium.map(({ from, rate }) => ({ from, rate })) },
    totals: { ...counts, ...chargeJson(charge) },
    lots: results.map((result) => lotJson(result, names)),
    paddles: paddleTotals(results).map(({ paddle, shares, charge }) => ({
      paddle,
      name: names.get(paddle) ?? null,
      lots: shares.length,
      ...chargeJson(charge),
    })),
  };
}

function lotJson(
  { view, shares, isAward, withdrawalReason }: LotResult,
  names: SettledSale["names"],
): ResultsJson["lots"][number] {
  const { lot, status, passReason, opening, standing, openedAt, endedAt, defaulters } = view;
  return {
    lot: lot.id,
    title: { ...lot.title },
    status,
    passReason,
    withdrawalReason,
    opening,
    estimate: lot.estimate === null ? null : { low: lot.estimate.low, high: lot.estimate.high },
    bids: standing.bids,
    openedAt,
    endedAt,
    isAward,
    defaulters: [...defaulters],
    winners: shares.map((share) => winnerJson(share, names)),
  };
}

function winnerJson(
  { paddle, quantity, unitPrice, charge }: Share,
  names: SettledSale["names"],
): ResultsJson["lots"][number]["winners"][number] {
  return { paddle, name: names.get(paddle) ?? null, quantity, unitPrice, ...chargeJson(charge) };
}

function chargeJson({ hammer, premium, tax, total }: LotCharge) {
  return { hammer, premium, tax, total };
}
