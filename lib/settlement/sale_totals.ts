// The sale in numbers: how many lots found a buyer, for how much, and what each paddle owes.

import type { Paddle } from "../auction/lot.ts";
import { addCents, type Cents, toCents } from "../auction/money.ts";
import { type LotCharge, RATE_MAX } from "../auction/settlement.ts";
import { sumOfCharges } from "./charge_sum.ts";
import type { LotResult, Share } from "./lot_result.ts";
import { byNumber } from "./settled_sale.ts";

/** The sale in numbers. */
export interface SaleTotals {
  readonly lots: number;
  readonly sold: number;
  readonly passed: number;
  readonly withdrawn: number;
  /** Lots that have not ended, or never opened. */
  readonly unfinished: number;
  /** Sold lots of all that were sold or passed, in hundredths of a per cent; null: none was. */
  readonly soldByLots: number | null;
  /**
   * The hammer prices of what was sold, of that sum and the value of what was passed (its low
   * estimate, or without one its opening price), in hundredths of a per cent; null: no value.
   */
  readonly soldByValue: number | null;
  readonly charge: LotCharge;
}

/** What one paddle has won and owes. */
export interface PaddleTotal {
  readonly paddle: Paddle;
  readonly shares: readonly Share[];
  readonly charge: LotCharge;
}

/** The numbers of `results`. */
export function saleTotals(results: readonly LotResult[]): SaleTotals {
  const sold = withStatus(results, "sold").length;
  const passed = withStatus(results, "passed");
  const withdrawn = withStatus(results, "withdrawn").length;
  const charge = sumOfCharges(results.flatMap(({ shares }) => shares.map((share) => share.charge)));
  const missed = passed.reduce((sum, result) => addCents(sum, valueOf(result)), toCents(0));
  return {
    lots: results.length,
    sold,
    passed: passed.length,
    withdrawn,
    unfinished: results.length - sold - passed.length - withdrawn,
    soldByLots: rateOf(sold, passed.length),
    soldByValue: rateOf(charge.hammer, missed),
    charge,
  };
}

/** What each paddle that has won something owes, in the order of the paddles. */
export function paddleTotals(results: readonly LotResult[]): PaddleTotal[] {
  const byPaddle = Map.groupBy(results.flatMap(({ shares }) => shares), ({ paddle }) => paddle);
  return [...byPaddle]
    .map(([paddle, shares]) => ({
      paddle,
      shares,
      charge: sumOfCharges(shares.map(({ charge }) => charge)),
    }))
    .sort((a, b) => byNumber(a.paddle, b.paddle));
}

function withStatus(results: readonly LotResult[], status: "sold" | "passed" | "withdrawn") {
  return results.filter(({ view }) => view.status === status);
}

function valueOf({ view }: LotResult): Cents {
  return view.lot.estimate?.low ?? view.opening;
}

// In whole numbers all the way: the amounts may be near 2^53.
function rateOf(part: number, rest: number): number | null {
  const whole = BigInt(part) + BigInt(rest);
  if (whole === 0n) return null;
  return Number((BigInt(part) * BigInt(RATE_MAX) * 2n + whole) / (whole * 2n));
}
