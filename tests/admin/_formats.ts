// Lots of every format on the stage of the admin tests, put into the catalogue by the rules.

import type { Closing, Format, Lot } from "../../lib/auction/lot.ts";
import { toCents } from "../../lib/auction/money.ts";
import type { Stage } from "./stage.ts";

/** A lot of each format, opening at 100.00. */
export const formats: Readonly<Record<string, Format>> = {
  english: { type: "english", buyNow: toCents(90_000) },
  sealed: { type: "sealed_first" },
  vickrey: { type: "vickrey" },
  dutch: { type: "dutch", floor: toCents(4_000), step: toCents(1_000), everyMs: 5_000 },
  japanese: { type: "japanese", step: toCents(500), everyMs: 10_000, entryMs: 20_000 },
  uniform: { type: "uniform", quantity: 3 },
};

/** A lot that runs for a minute. */
export const forAMinute: Closing = {
  type: "timed",
  end: { type: "after", durationMs: 60_000 },
  softClose: { type: "none" },
  group: null,
};

/** Catalogues a lot under `id` with these terms; it closes by hand, or by the clock of its format. */
export function catalogue(stage: Stage, id: string, terms: Partial<Lot>): void {
  const format = terms.format ?? { type: "english", buyNow: null };
  const isPaced = format.type === "dutch" || format.type === "japanese";
  const lot: Lot = {
    id,
    format,
    title: { en: `Lot ${id}` },
    description: {},
    opening: toCents(10_000),
    increments: { type: "fixed", step: toCents(500) },
    reserve: null,
    closing: { type: isPaced ? "paced" : "clerked" },
    image: null,
    estimate: null,
    consignor: null,
    ...terms,
  };
  const salt = "00".repeat(16);
  const answer = stage.house.play({ type: "CatalogueLot", at: stage.house.nowMs, lot, salt });
  if (answer.type === "rejected") throw new Error(`lot ${id}: ${answer.reason}`);
}
