// LinkKeeper on networks that change at will: whatever went before, a way that works is found, the
// keeper settles, and what it costs is bounded.

import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { PATH_HOLD_LAST_MS } from "../../lib/session/session_limits.ts";
import { GOOD, LinkWorld, type Network } from "./_link_world.ts";

/** By then a way that works is found: the longest wait for the relay, a dead connection, a ping. */
const foundWithinMs = 30_000;
/** The longest that the feed stays away afterwards, while a better way is tried in vain. */
const silentMostMs = 6_000;
/** Without a question a lost answer is noticed at the next ping only. */
const unansweredMostMs = 12_000;

const networks = fc.record<Network>({
  group: fc.boolean(),
  up: fc.boolean(),
  down: fc.boolean(),
  relay: fc.constantFrom("works", "works", "refused", "silent"),
  join: fc.boolean(),
  lossPercent: fc.constantFrom(0, 0, 1, 5, 20),
  insider: fc.boolean(),
});
const phases = fc.array(
  fc.record({
    network: networks,
    forMs: fc.integer({ min: 1, max: 30_000 }).map((ms) => ms * 10 % 30_000 + 10),
    ask: fc.boolean(),
  }),
  { maxLength: 8 },
);
const seeds = fc.integer({ min: 0, max: 1_000_000 });

/** A bidder that has been through all this. */
function through(
  history: readonly { readonly network: Network; readonly forMs: number; readonly ask: boolean }[],
  seed: number,
): LinkWorld {
  const link = new LinkWorld(GOOD, { seed });
  for (const { network, forMs, ask } of history) {
    link.change(network, Math.floor(forMs / 20) * 10);
    if (ask) link.ask();
    link.run(Math.floor(forMs / 20) * 10);
  }
  return link;
}

/** Whether some path brings the feed and answers. */
function offersPath({ up, down, relay }: Network): boolean {
  return relay === "works" || (up && down);
}

/** The longest time without, from `sinceMs` to the end. */
function longestGap(times: readonly number[], sinceMs: number, endMs: number): number {
  const marks = [sinceMs, ...times.filter((at) => at > sinceMs), endMs];
  return Math.max(...marks.slice(1).map((at, i) => at - (marks[i] ?? at)));
}

function count(times: readonly number[], fromMs: number, toMs: number): number {
  return times.filter((at) => at >= fromMs && at < toMs).length;
}

Deno.test("LinkKeeper finds a way that works, whatever went before, and keeps it", () => {
  fc.assert(
    fc.property(phases, networks, seeds, (history, network, seed) => {
      fc.pre(offersPath(network));
      const link = through(history, seed);
      link.change({ ...network, lossPercent: Math.min(network.lossPercent, 1) }, foundWithinMs);
      const foundMs = link.nowMs;
      link.run(180_000);
      assert(longestGap(link.heardAt, foundMs, link.nowMs) <= silentMostMs, "the feed");
      assert(longestGap(link.answeredAt, foundMs, link.nowMs) <= unansweredMostMs, "answers");
      // It settles: two or three changes for each trial, whose waits double.
      const changedAt = link.changes.map(({ atMs }) => atMs);
      for (let from = foundMs; from < link.nowMs; from += 60_000) {
        const changes = count(changedAt, from, from + 60_000);
        assert(changes <= 12, `${changes} changes in a minute`);
      }
    }),
    { numRuns: 100 },
  );
});

Deno.test("LinkKeeper goes back to the group where all works again, and stays there", () => {
  fc.assert(
    fc.property(phases, seeds, (history, seed) => {
      const link = through(history, seed).change(GOOD, foundWithinMs);
      assert(link.works);
      link.run(PATH_HOLD_LAST_MS);
      assertEquals(link.keeper.path, "multicast");
      const changes = link.changes.length;
      link.run(120_000);
      assertEquals(link.changes.length, changes);
    }),
    { numRuns: 20 },
  );
});

Deno.test("LinkKeeper asks for wakes that a timer can keep, and pings and connects within bounds", () => {
  fc.assert(
    fc.property(phases, networks, seeds, (history, network, seed) => {
      const link = through(history, seed).change(network, 60_000);
      assertEquals(link.badWakes, []);
      assert(link.ticks <= 10 + link.nowMs / 100, `${link.ticks} wakes in ${link.nowMs} ms`);
      for (let from = 0; from < link.nowMs; from += 60_000) {
        const pings = count(link.pingsAt, from, from + 60_000);
        assert(pings <= 250, `${pings} pings in a minute`);
        const connects = count(link.connectsAt, from, from + 60_000);
        assert(connects <= 20, `${connects} connections in a minute`);
      }
    }),
    { numRuns: 100 },
  );
});
