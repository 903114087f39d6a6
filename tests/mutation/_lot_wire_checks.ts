// The checks of the decoders of lots and their terms.

import type { CheckedFile } from "./check.ts";

const vectors = "tests/vectors_test.ts";

/** See checks.ts. */
export const lotWireChecks: readonly CheckedFile[] = [
  {
    file: "lib/wire/lot_codec.ts",
    caughtBy: [vectors],
    checks: [
      {
        without: "readLotId() takes any text",
        search: `fields.text(32, { pattern: lotIdPattern })`,
        replace: `fields.text(32)`,
      },
      {
        without: "readPaddle() takes any text",
        search: `fields.text(12, { pattern: paddlePattern })`,
        replace: `fields.text(12)`,
      },
      {
        without: "readPrice() takes a price of nothing",
        search: `fields.uint(undefined, 1)`,
        replace: `fields.uint()`,
      },
      {
        without: "readEstimate() takes half an estimate",
        search: `{ low: readPrice(pair), high: readPrice(pair) }`,
        replace: `{ low: readPrice(pair), high: pair.left() > 0 ? readPrice(pair) : toCents(1) }`,
      },
      {
        without: "readImage() takes any name of a file",
        search: `inner.text(64, { pattern: /^[0-9A-Za-z._-]+$/ })`,
        replace: `inner.text(64)`,
      },
    ],
  },
  {
    file: "lib/wire/lot_terms_codec.ts",
    caughtBy: [vectors, "tests/wire/lot_codec_test.ts"],
    checks: [
      {
        without: "readFormat() takes any format for an English lot",
        search: `const type = inner.oneOf(FORMAT_TYPES);`,
        replace: `const type = FORMAT_TYPES[inner.uint()] ?? "english";`,
      },
      {
        without: "readFormat() takes a price of nothing",
        search: `const price = () => toCents(inner.uint(undefined, 1));`,
        replace: `const price = () => toCents(inner.uint());`,
      },
      {
        without: "readFormat() takes an interval of any length",
        search: `inner.uint(intervalMsMax, 1)`,
        replace: `inner.uint(intervalMsMax * 64, 1)`,
      },
      {
        without: "readFormat() takes an interval of nothing",
        search: `inner.uint(intervalMsMax, 1)`,
        replace: `inner.uint(intervalMsMax)`,
      },
      {
        without: "readFormat() takes a lot to be had for nothing",
        search: `inner.optional((f) => toCents(f.uint(undefined, 1)))`,
        replace: `inner.optional((f) => toCents(f.uint()))`,
      },
      {
        without: "readFormat() takes any number of units",
        search: `inner.uint(UNITS_MAX, 1)`,
        replace: `inner.uint(UNITS_MAX * 64, 1)`,
      },
      {
        without: "readFormat() takes a lot of no unit",
        search: `inner.uint(UNITS_MAX, 1)`,
        replace: `inner.uint(UNITS_MAX)`,
      },
      {
        without: "readClosing() takes any name of a group",
        search: `g.text(32, { pattern: groupPattern })`,
        replace: `g.text(32)`,
      },
      {
        without: "readTerms() takes any number of tiers",
        search: `inner.list(PREMIUM_TIERS_MAX, readTier)`,
        replace: `inner.list(PREMIUM_TIERS_MAX * 64, readTier)`,
      },
      {
        without: "readTerms() takes tiers in any order",
        search: `if (!ascends) inner.refuse();`,
        replace: `void ascends;`,
      },
      {
        without: "readTerms() takes a first tier above 0",
        search: `before === undefined ? from === 0 :`,
        replace: `before === undefined ? true :`,
      },
      {
        without: "readTier() takes more than all of a price",
        search: `rate: pair.uint(RATE_MAX)`,
        replace: `rate: pair.uint()`,
      },
      {
        without: "readTerms() takes any rate of tax",
        search: `taxRate: inner.uint(RATE_MAX)`,
        replace: `taxRate: inner.uint()`,
      },
      {
        without: "readIncrements() takes any number of steps",
        search: `inner.list(INCREMENT_STEPS_MAX, readStep, 1)`,
        replace: `inner.list(INCREMENT_STEPS_MAX * 64, readStep, 1)`,
      },
      {
        without: "readIncrements() takes a step of nothing",
        search: `return { type, step: toCents(inner.uint(undefined, 1)) };`,
        replace: `return { type, step: toCents(inner.uint()) };`,
      },
      {
        without: "readSoftClose() takes any number of extensions",
        search: `inner.list(EXTENSIONS_MAX, (f) => f.uint(), 1)`,
        replace: `inner.list(EXTENSIONS_MAX * 64, (f) => f.uint(), 1)`,
      },
    ],
  },
];
