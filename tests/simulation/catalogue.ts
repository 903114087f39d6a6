// The lots of a simulated sale, drawn from its seed.

import type { Closing, Increments, Lot, SoftClose } from "../../lib/auction/lot.ts";
import { toCents } from "../../lib/auction/money.ts";
import type { SeededRandom } from "./seeded_random.ts";

/** `count` lots, timed and clerked. */
export function makeLots(random: SeededRandom, count: number): readonly Lot[] {
  return Array.from({ length: count }, (_, i) => makeLot(random, `${i + 1}`));
}

function makeLot(random: SeededRandom, id: string): Lot {
  const opening = toCents(random.between(1, 50) * 100);
  const reserve = random.chance(40) ? toCents(opening + random.between(0, 60) * 100) : null;
  return {
    id,
    format: "english",
    title: { en: `Lot ${id}`, pt: `Lote ${id}` },
    description: random.chance(50) ? { en: "Fine. ".repeat(random.between(1, 300)) } : {},
    opening,
    increments: makeIncrements(random),
    reserve,
    closing: random.chance(60) ? makeClock(random) : { type: "clerked" },
    image: null,
  };
}

function makeIncrements(random: SeededRandom): Increments {
  return random.pick<Increments>([
    { type: "ebay_us" },
    { type: "house_258" },
    { type: "fixed", step: toCents(random.between(1, 20) * 25) },
    { type: "percent", percent: random.between(1, 20), roundTo: toCents(50) },
  ]);
}

function makeClock(random: SeededRandom): Closing {
  const durationMs = random.between(3, 12) * 1_000;
  const windowMs = random.between(5, 30) * 100;
  const extensionsMs: [number, ...number[]] = [random.between(5, 25) * 100];
  while (random.chance(40) && extensionsMs.length < 4) {
    extensionsMs.push(random.between(2, 15) * 100);
  }
  const hardEndMs = random.chance(30) ? durationMs + random.between(0, 8) * 1_000 : null;
  const softClose = random.pick<SoftClose>([
    { type: "none" },
    { type: "from_bid", windowMs, extensionsMs, hardEndMs },
    { type: "from_bid", windowMs, extensionsMs, hardEndMs },
    { type: "add_to_end", windowMs, extensionsMs, hardEndMs },
  ]);
  return { type: "timed", end: { type: "after", durationMs }, softClose };
}
