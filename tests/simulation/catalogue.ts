// The lots of a simulated sale, drawn from its seed.

import type { Closing, Format, Increments, Lot, SoftClose } from "../../lib/auction/lot.ts";
import { type Cents, toCents } from "../../lib/auction/money.ts";
import type { SeededRandom } from "./seeded_random.ts";

/** `count` lots, timed and clerked. */
export function makeLots(random: SeededRandom, count: number): readonly Lot[] {
  return Array.from({ length: count }, (_, i) => makeLot(random, `${i + 1}`));
}

function makeLot(random: SeededRandom, id: string): Lot {
  const opening = toCents(random.between(1, 50) * 100);
  const format = makeFormat(random, opening);
  const mayHave = format.type !== "dutch" && format.type !== "uniform";
  const reserve = mayHave && random.chance(40)
    ? toCents(opening + random.between(0, 60) * 100)
    : null;
  return {
    id,
    format,
    title: { en: `Lot ${id}`, pt: `Lote ${id}` },
    description: random.chance(50) ? { en: "Fine. ".repeat(random.between(1, 300)) } : {},
    opening,
    increments: makeIncrements(random),
    reserve,
    closing: makeClosing(random, format),
    image: null,
    estimate: null,
    consignor: random.chance(20) ? `${random.between(1, 3)}` : null,
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

function makeFormat(random: SeededRandom, opening: Cents): Format {
  const everyMs = random.between(3, 12) * 100;
  const step = toCents(random.between(1, 10) * 50);
  const buyNow = random.chance(30) ? toCents(opening + random.between(0, 100) * 100) : null;
  const english: Format = { type: "english", buyNow };
  return random.pick<Format>([
    english,
    english,
    english,
    { type: "sealed_first" },
    { type: "vickrey" },
    { type: "dutch", floor: toCents(Math.max(1, opening - 40 * step)), step, everyMs },
    { type: "japanese", step, everyMs, entryMs: random.between(10, 40) * 100 },
    { type: "uniform", quantity: random.between(2, 5) },
  ]);
}

function makeClosing(random: SeededRandom, { type }: Format): Closing {
  if (type === "dutch" || type === "japanese") return { type: "paced" };
  return random.chance(60) ? makeClock(random) : { type: "clerked" };
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
  const group = random.chance(40) ? "shared" : null;
  return { type: "timed", end: { type: "after", durationMs }, softClose, group };
}
