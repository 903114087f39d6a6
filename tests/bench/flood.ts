// Bids through a flood: how long an honest bidder's bid takes from its line to the answer and to
// the event on another's screen, first in quiet, then among junk datagrams and junk connections.
//
// Everything is on one machine and on loopback: house, clients and flood share its processors, so
// that the second column shows the flood's price for all of them together.

import { ClientProcess } from "../support/client_process.ts";
import { FlooderProcess } from "../support/flooder_process.ts";
import type { FloodReport } from "../support/flooder.ts";
import type { HouseProcess } from "../support/house_process.ts";
import { residentKiB } from "../support/resident_memory.ts";
import { FloodStage, LOTS } from "../support/flood_stage.ts";
import { type Latency, latencyOf } from "./latency.ts";

/** How much is measured. */
export interface FloodSettings {
  readonly bids: number;
  /** A second, half at the house's port and half at its group. */
  readonly datagrams: number;
  /** A second, at the join port. */
  readonly connections: number;
  /** From this many loopback addresses; the first is the honest bidders' own. */
  readonly addresses: number;
}

/** What one phase showed. */
export interface PhaseReport {
  readonly bids: number;
  readonly accepted: number;
  /** From the bid's line to the answer's. */
  readonly answers: Latency;
  /** From the bid's line to the event's line at another client. */
  readonly events: Latency;
  /** Bids of the member in whose name junk is sent: sent and accepted. */
  readonly overheardBids: number;
  readonly overheardAccepted: number;
  readonly joins: number;
  readonly joined: number;
  /** From the start of a new client's process until it is live, of those that came in. */
  readonly joining: Latency;
  /** How often a client said that its view is behind, or that it joins again. */
  readonly lagging: number;
}

/** What the benchmark found. */
export interface FloodBenchReport {
  readonly settings: FloodSettings;
  readonly quiet: PhaseReport;
  readonly flood: PhaseReport;
  readonly sent: FloodReport;
  /** What the house counted during the flood, by reason. */
  readonly counted: Readonly<Record<string, number>>;
  /** Kibibytes of the house, before the flood, at its end, and some seconds later. */
  readonly residentKiB: readonly number[];
}

/** Below the house's twenty bids a second for one member, with room for what is repeated. */
const paceMs = 100;
/** One bid in so many is followed by one of the overheard member. */
const victimEvery = 10;
/** Newcomers in each phase, one after the other. */
const joins = 5;
/** The flood lasts until all is measured, and in any case no longer than this beside the bids. */
const joinsMsMax = 30_000;
const restMs = 3_000;

/** Runs the benchmark; `say` tells what goes on. */
export async function benchFlood(
  settings: FloodSettings,
  say: (text: string) => void,
): Promise<FloodBenchReport> {
  const quietly = newcomers("quiet");
  const hardly = newcomers("flood");
  await using stage = await FloodStage.set([...quietly, ...hardly]);
  const { house, overheard } = stage;
  say(`quiet: ${settings.bids} bids`);
  const quiet = await phase(stage, { settings, from: 1_000, late: quietly });
  await rest(restMs); // The house tells its counts once a second.
  const before = { counters: await house.counters(), kib: await residentKiB(house) };
  say(`flood: ${settings.bids} bids`);
  const size = {
    seed: 29,
    msMax: settings.bids * paceMs * 2 + joinsMsMax,
    datagrams: settings.datagrams,
    connections: settings.connections,
    connectFrom: Array.from({ length: settings.addresses }, (_, i) => `127.0.0.${1 + i}`),
  };
  await using flooder = await FlooderProcess.start(house, { overheard, size });
  const flood = await phase(stage, { settings, from: 100_000, late: hardly });
  const during = await residentKiB(house);
  const sent = await flooder.stop();
  await rest(restMs);
  const counted = difference(await house.counters(), before.counters);
  const memory = [before.kib, during, await residentKiB(house)];
  await house.stop();
  return { settings, quiet, flood, sent, counted, residentKiB: memory };
}

function newcomers(phase: string): readonly string[] {
  return Array.from({ length: joins }, (_, i) => `${phase}${i}`);
}

/** All bids one after the other, then the joins. */
async function phase(
  stage: FloodStage,
  { settings, from, late }: {
    readonly settings: FloodSettings;
    /** Above what was bid before. */
    readonly from: number;
    readonly late: readonly string[];
  },
): Promise<PhaseReport> {
  const { bidder, watcher, victim } = stage;
  const marks = [bidder, watcher].map(({ program }) => program.lines.mark());
  const samples: BidSample[] = [];
  const overheard: boolean[] = [];
  for (let i = 0; i < settings.bids; i++) {
    const next = performance.now() + paceMs;
    samples.push(await measuredBid(stage, from + i));
    if (i % victimEvery === 0) {
      const { verdict, seq } = await victim.bid(LOTS[1], from + i);
      overheard.push(verdict === "accepted");
      await watcher.event(seq); // Seen now, it is not taken for the next bid's.
    }
    await rest(next - performance.now());
  }
  const joined: number[] = [];
  for (const name of late) joined.push(...await measuredJoin(stage, name));
  const lagging = [bidder, watcher].flatMap(({ program }, i) => program.lines.all.slice(marks[i]))
    .filter((line) => "connection" in line && line["connection"] !== "live");
  return {
    bids: samples.length,
    accepted: samples.filter(({ accepted }) => accepted).length,
    answers: latencyOf(samples.map(({ answerMs }) => answerMs)),
    events: latencyOf(samples.map(({ eventMs }) => eventMs)),
    overheardBids: overheard.length,
    overheardAccepted: overheard.filter((accepted) => accepted).length,
    joins: late.length,
    joined: joined.length,
    joining: latencyOf(joined),
    lagging: lagging.length,
  };
}

interface BidSample {
  readonly accepted: boolean;
  readonly answerMs: number;
  readonly eventMs: number;
}

async function measuredBid({ bidder, watcher }: FloodStage, max: number): Promise<BidSample> {
  const { lines } = watcher.program;
  const after = lines.mark();
  const since = performance.now();
  const ref = await bidder.sendBid(LOTS[0], { max });
  // Nobody else bids meanwhile: the next event is this bid's.
  const event = lines.waitFor((line) => "event" in line, { what: "the bid's event", after })
    .then(({ seq }) => ({ seq, ms: performance.now() - since }));
  const [seen, answer] = await Promise.all([
    event,
    bidder.answerTo(ref)
      .then(({ state, seq }) => ({ state, seq, ms: performance.now() - since })),
  ]);
  const accepted = answer.state === "accepted" && answer.seq === seen.seq;
  return { accepted, answerMs: answer.ms, eventMs: seen.ms };
}

/** The time of a join, or nothing where the newcomer was not let in. */
async function measuredJoin({ folder }: FloodStage, name: string): Promise<readonly number[]> {
  const since = performance.now();
  await using client = ClientProcess.start(folder, name);
  const live = await client.live().then(() => true, () => false);
  return live ? [performance.now() - since] : [];
}

function difference(
  after: Awaited<ReturnType<HouseProcess["counters"]>>,
  before: Awaited<ReturnType<HouseProcess["counters"]>>,
): Readonly<Record<string, number>> {
  const moved = Object.entries(after).map(([name, count]) =>
    [name, count - (before[name] ?? 0)] as const
  );
  return Object.fromEntries(moved.filter(([, count]) => count !== 0));
}

async function rest(ms: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, Math.max(ms, 0)));
}
