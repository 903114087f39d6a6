// How a lot is sold as CBOR arrays: its format, its increments, how it closes; and what is owed on
// top of the hammer price.
//
// The order and the codes of the fields are PROTOCOL §6.3. Everything is bounded on both ways in.

import {
  type Closing,
  type Format,
  FORMAT_TYPES,
  type Increments,
  type IncrementStep,
  type SoftClose,
} from "../auction/lot.ts";
import { toCents } from "../auction/money.ts";
import { type PremiumTier, RATE_MAX, type SaleTerms } from "../auction/settlement.ts";
import type { CborValue, Fields } from "./cbor.ts";
import { EXTENSIONS_MAX, INCREMENT_STEPS_MAX, PREMIUM_TIERS_MAX, UNITS_MAX } from "./limits.ts";

/** The spelling of a group of lots (PROTOCOL §6.1). */
export const groupPattern = /^[0-9A-Za-z][0-9A-Za-z-]{0,31}$/;

const incrementTypes = ["ebay_us", "ebay_uk", "house_258", "fixed", "percent", "table"] as const;
const softCloseTypes = ["none", "from_bid", "add_to_end"] as const;
const taxedParts = ["premium", "hammer_and_premium"] as const;

/** What a lot's clock may take in all: a price that is shown for a day is none of a clock. */
const intervalMsMax = 86_400_000;

/** How a lot is sold, as an array. */
export function formatToCbor(format: Format): CborValue {
  const code = FORMAT_TYPES.indexOf(format.type);
  switch (format.type) {
    case "english":
      return [code, format.buyNow];
    case "sealed_first":
    case "vickrey":
      return [code];
    case "dutch":
      return [code, format.floor, format.step, format.everyMs];
    case "japanese":
      return [code, format.step, format.everyMs, format.entryMs];
    case "uniform":
      return [code, format.quantity];
  }
}

/** Takes how a lot is sold. */
export function readFormat(fields: Fields): Format {
  return fields.nested((inner) => {
    const type = inner.oneOf(FORMAT_TYPES);
    const price = () => toCents(inner.uint(undefined, 1));
    const interval = () => inner.uint(intervalMsMax, 1);
    switch (type) {
      case "english":
        return { type, buyNow: inner.optional((f) => toCents(f.uint(undefined, 1))) };
      case "sealed_first":
      case "vickrey":
        return { type };
      case "dutch":
        return { type, floor: price(), step: price(), everyMs: interval() };
      case "japanese":
        return { type, step: price(), everyMs: interval(), entryMs: interval() };
      case "uniform":
        return { type, quantity: inner.uint(UNITS_MAX, 1) };
    }
  });
}

/** A table of increments as an array. */
export function incrementsToCbor(increments: Increments): CborValue {
  const code = incrementTypes.indexOf(increments.type);
  switch (increments.type) {
    case "fixed":
      return [code, increments.step];
    case "percent":
      // Hundredths of a per cent keep the wire free of fractions.
      return [code, Math.round(increments.percent * 100), increments.roundTo];
    case "table":
      return [code, increments.steps.map((step) => [step.from, step.step])];
    default:
      return [code];
  }
}

/** Takes a table of increments. */
export function readIncrements(fields: Fields): Increments {
  return fields.nested((inner) => {
    const type = inner.oneOf(incrementTypes);
    switch (type) {
      case "fixed":
        return { type, step: toCents(inner.uint(undefined, 1)) };
      case "percent": {
        const percent = inner.uint(10_000, 1) / 100;
        return { type, percent, roundTo: toCents(inner.uint(undefined, 1)) };
      }
      case "table":
        return { type, steps: inner.list(INCREMENT_STEPS_MAX, readStep, 1) };
      default:
        return { type };
    }
  });
}

function readStep(fields: Fields): IncrementStep {
  return fields.nested((pair) => ({
    from: toCents(pair.uint()),
    step: toCents(pair.uint(undefined, 1)),
  }));
}

function softCloseToCbor(softClose: SoftClose): CborValue {
  const code = softCloseTypes.indexOf(softClose.type);
  if (softClose.type === "none") return [code];
  return [code, softClose.windowMs, [...softClose.extensionsMs], softClose.hardEndMs];
}

function readSoftClose(fields: Fields): SoftClose {
  return fields.nested((inner) => {
    const type = inner.oneOf(softCloseTypes);
    if (type === "none") return { type };
    return {
      type,
      windowMs: inner.uint(),
      extensionsMs: inner.list(EXTENSIONS_MAX, (f) => f.uint(), 1),
      hardEndMs: inner.optional((f) => f.uint()),
    };
  });
}

/** How a lot closes: null where the hand ends it, an empty array where its format's clock does. */
export function closingToCbor(closing: Closing): CborValue {
  if (closing.type === "clerked") return null;
  if (closing.type === "paced") return [];
  const { end } = closing;
  const endFields = end.type === "after" ? [0, end.durationMs] : [1, end.atMs];
  return [...endFields, softCloseToCbor(closing.softClose), closing.group];
}

/** Takes how a lot closes. */
export function readClosing(fields: Fields): Closing {
  const byClock = fields.optional((f) =>
    f.nested((inner): Closing => {
      if (inner.left() === 0) return { type: "paced" };
      const absolute = inner.uint(1) === 1;
      const ms = inner.uint();
      return {
        type: "timed",
        end: absolute ? { type: "at", atMs: ms } : { type: "after", durationMs: ms },
        softClose: readSoftClose(inner),
        group: inner.optional((g) => g.text(32, { pattern: groupPattern })),
      };
    })
  );
  return byClock ?? { type: "clerked" };
}

/** What is owed on top of the hammer price, as an array. */
export function termsToCbor({ premium, taxRate, taxOn }: SaleTerms): CborValue {
  return [premium.map(({ from, rate }) => [from, rate]), taxRate, taxedParts.indexOf(taxOn)];
}

/** Takes what is owed on top of the hammer price; tiers ascend from 0. */
export function readTerms(fields: Fields): SaleTerms {
  return fields.nested((inner) => {
    const premium = inner.list(PREMIUM_TIERS_MAX, readTier);
    const ascends = premium.every(({ from }, i) => {
      const before = premium[i - 1];
      return before === undefined ? from === 0 : from > before.from;
    });
    if (!ascends) inner.refuse();
    return { premium, taxRate: inner.uint(RATE_MAX), taxOn: inner.oneOf(taxedParts) };
  });
}

function readTier(fields: Fields): PremiumTier {
  return fields.nested((pair) => ({ from: toCents(pair.uint()), rate: pair.uint(RATE_MAX) }));
}
