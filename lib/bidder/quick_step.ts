// A quick maximum: the next bid and so many steps above it, without typing an amount.

import { nextPrice } from "../auction/increments.ts";
import type { Increments } from "../auction/lot.ts";
import type { Cents } from "../auction/money.ts";
import type { LotView } from "../auction/view.ts";

/** The most steps at once; more is an amount that wants to be typed. */
export const quickStepsMax = 20;

/** The quick steps that a face offers. */
export const QUICK_STEPS: readonly number[] = [1, 2, 5];

/** The ask plus `steps` increments, each by the lot's table at the price that it starts from. */
export function askPlusSteps({ lot, standing }: LotView, steps: number): Cents {
  return plusSteps(standing.ask, { steps, increments: lot.increments });
}

/** `from` plus `steps` increments, each by the table at the price that it starts from. */
export function plusSteps(
  from: Cents,
  { steps, increments }: { readonly steps: number; readonly increments: Increments },
): Cents {
  let amount = from;
  for (let step = 0; step < steps; step++) amount = nextPrice(amount, increments);
  return amount;
}
