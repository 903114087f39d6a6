// What open pages cost the house: the processor time of its process while none, 1, 4 and 16 consoles
// are open, in a busy sale and in a quiet one, and how long a bid waits for its answer beside them.
//
// The pages are event streams without a browser (console_pages.ts), so that this machine is spared
// the drawing. Where 16 pages show the same floor the house draws once; where each shows another lot
// it draws sixteen times: the difference is what sharing saves.

import { ClientProcess } from "../support/client_process.ts";
import { ConsolePages } from "../support/console_pages.ts";
import { processorMs } from "../support/processor_time.ts";
import { type Latency, latencyOf } from "./latency.ts";
import type { BenchStage } from "./page_stage.ts";
import { steadily } from "./steadily.ts";

/** The house beside some open pages. */
export interface HouseCost {
  /** "16 alike", "16 of other lots". */
  readonly pages: string;
  readonly rate: number;
  /** Milliseconds of processor time in each second; null where the system does not tell it. */
  readonly processorMs: number | null;
  /** What one page was sent in a second. */
  readonly bytesPerPage: number;
}

/** What open pages cost. */
export interface HouseReport {
  readonly costs: readonly HouseCost[];
  /** From a bid's line to its answer's, without pages and with many. */
  readonly bids: { readonly alone: Latency; readonly beside: Latency; readonly pages: number };
}

const manyPages = 16;
/** Each measurement lasts a sixth of the whole, and no less than this. */
const secondsMin = 5;
const share = 6;
/** Below the house's twenty bids a second of one member. */
const bidRate = 10;
/** With and without pages in turn, so that a slow moment of the machine meets both. */
const bidRounds = 4;

interface HouseSettings {
  readonly settings: { readonly lots: number; readonly rate: number; readonly seconds: number };
  readonly say: (text: string) => void;
}

/** Measures the house of `bench`. */
export async function measureHouse(
  bench: BenchStage,
  { settings, say }: HouseSettings,
): Promise<HouseReport> {
  const seconds = Math.max(secondsMin, Math.round(settings.seconds / share));
  const alike = (count: number) => Array.from({ length: count }, () => "/live/floor");
  const others = Array.from(
    { length: manyPages },
    (_, i) => `/live/floor?lot=${1 + Math.floor(i * settings.lots / manyPages)}`,
  );
  const costs: HouseCost[] = [];
  for (const rate of [0, settings.rate]) {
    for (const count of [0, 1, 4, manyPages]) {
      say(`${count} pages, ${rate} events a second ...`);
      costs.push(await costOf(bench, alike(count), { pages: `${count} alike`, rate, seconds }));
    }
    const pages = `${manyPages} of other lots`;
    say(`${pages}, ${rate} events a second ...`);
    costs.push(await costOf(bench, others, { pages, rate, seconds }));
  }
  say("bids ...");
  return { costs, bids: await bidsBeside(bench, { paths: alike(manyPages), seconds }) };
}

async function costOf(
  { sale: { house }, happen }: BenchStage,
  paths: readonly string[],
  { pages, rate, seconds }: {
    readonly pages: string;
    readonly rate: number;
    readonly seconds: number;
  },
): Promise<HouseCost> {
  await using open = await ConsolePages.open(house, paths);
  const before = await processorMs(house.program);
  const bytes = open.bytes;
  const quiet = { rate: 1, seconds };
  await steadily(
    rate === 0 ? quiet : { rate, seconds },
    rate === 0 ? async () => {} : async () => void await happen(),
  );
  const after = await processorMs(house.program);
  return {
    pages,
    rate,
    processorMs: before === null || after === null ? null : (after - before) / seconds,
    bytesPerPage: Math.round((open.bytes - bytes) / seconds / Math.max(1, paths.length)),
  };
}

async function bidsBeside(
  { sale, freshLot }: BenchStage,
  { paths, seconds }: { readonly paths: readonly string[]; readonly seconds: number },
): Promise<HouseReport["bids"]> {
  await using bidder = ClientProcess.start(sale.folder, "ben");
  await bidder.live();
  const lot = await freshLot();
  // A first one warms up the whole way; the price only has to go on from it.
  let max = 1_000_000;
  const bid = async () => {
    max += 100_000;
    const since = performance.now();
    const { state } = await bidder.bid(lot, { max });
    if (state !== "accepted") throw new Error(`a bid was ${state}`);
    return performance.now() - since;
  };
  await bid();
  const times = { alone: [] as number[], beside: [] as number[] };
  for (let round = 0; round < bidRounds; round++) {
    const which = round % 2 === 0 ? "alone" : "beside";
    await using _open = await ConsolePages.open(sale.house, which === "beside" ? paths : []);
    await steadily({ rate: bidRate, seconds }, async () => void times[which].push(await bid()));
  }
  return { alone: latencyOf(times.alone), beside: latencyOf(times.beside), pages: paths.length };
}
