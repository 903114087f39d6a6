// A house in a flood from outside: junk at its bid port, at its group and at its join port, while
// honest bidders bid and one more comes. Nobody is lost. How long it takes: deno task bench.

import { assert, assertEquals, assertLess } from "@std/assert";
import { ClientProcess } from "../support/client_process.ts";
import { FloodStage, LOTS } from "../support/flood_stage.ts";
import { FlooderProcess } from "../support/flooder_process.ts";
import type { JsonLine } from "../support/program.ts";
import { residentKiB } from "../support/resident_memory.ts";

const BIDS = 5;
/** Between bids, so that they meet more than the beginning of the flood. */
const SPREAD_MS = 150;
const SIZE = {
  seed: 29,
  /** Far more than the bids take: it ends when they have their answers. */
  msMax: 10_000,
  datagrams: 10_000,
  connections: 200,
  connectFrom: Array.from({ length: 8 }, (_, i) => `127.0.0.${1 + i}`),
};
/** What each kind of junk is counted as; the last ones are of connections. */
const REASONS = [
  "magic",
  "too_short",
  "version",
  "unknown_member",
  "replayed",
  "seal",
  "member_budget",
  "join_closed",
  "join_length",
] as const;
/**
 * Junk in a member's name that is opened at all: it has a small budget apart, eighty at once and
 * forty a second, and the flood lasts for ten seconds at most.
 */
const OPENED_MAX = 500;
/** Connections and their buffers take some; a queue without a bound would take more and more. */
const GROWTH_KIB_MAX = 400 * 1_024;

Deno.test("A house in a flood takes each bid once, lets a newcomer in and names its drops", async () => {
  await using stage = await FloodStage.set(["dora"]);
  const { house, folder, overheard, watcher, bidder } = stage;
  const before = await residentKiB(house);
  await using flooder = await FlooderProcess.start(house, { overheard, size: SIZE });
  await bidThrough(stage);
  await using newcomer = ClientProcess.start(folder, "dora");
  await newcomer.live();
  const { stopped } = await flooder.stop();
  assert(stopped, "the flood was over before everyone was served");
  for (const reason of REASONS) await house.counted(reason, 1);
  assertLess((await house.counters())["seal"] ?? 0, OPENED_MAX);
  assertLess(await residentKiB(house) - before, GROWTH_KIB_MAX);
  const sold = await house.command(`/lots/${LOTS[0]}/hammer`);
  const clients = [bidder, watcher, newcomer];
  for (const client of clients) await client.event(sold);
  for (const client of clients) assertEquals(client.events(), watcher.events(), client.name);
  assertEquals(watcher.events().filter(isBid).length, BIDS + stage.victim.bids);
  await house.stop();
});

/** Bids of an honest bidder, and of one in whose name a part of the junk comes. */
async function bidThrough({ bidder, victim }: FloodStage): Promise<void> {
  const seqs = new Set<number | null>();
  for (let i = 0; i < BIDS; i++) {
    const answer = await bidder.bid(LOTS[0], { max: 1_000 + i });
    assertEquals(answer.state, "accepted", `bid ${i}`);
    seqs.add(answer.seq);
    const { verdict, seq } = await victim.bid(LOTS[1], 1_000 + i);
    assertEquals(verdict, "accepted", `bid ${i} of the overheard one`);
    seqs.add(seq);
    await new Promise((resolve) => setTimeout(resolve, SPREAD_MS));
  }
  assertEquals(seqs.size, 2 * BIDS);
}

/** A bid's place in the record: accepted, or raised by its leader in silence. */
function isBid({ event }: JsonLine): boolean {
  return event === "BidAccepted" || event === "BidRecorded";
}
