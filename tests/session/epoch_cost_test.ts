// EpochSpread, EpochRing and RekeyClock: what a new group key costs, and how soon all have it
// (PROTOCOL §8; ATTACKS 27, 29, 32). Members are virtual, ways take 1 to 5 ms, chance has a seed.

import { assert, assertEquals } from "@std/assert";
import { type EpochEffect, EpochSpread } from "../../lib/session/epoch_spread.ts";
import { EpochRing } from "../../lib/session/epoch_ring.ts";
import { RekeyClock } from "../../lib/session/rekey_clock.ts";
import {
  EPOCH_RETRY_LAST_MS,
  EPOCH_RETRY_MS,
  EPOCH_TELL_BURST,
  EPOCH_TELLS_PER_SECOND,
  EPOCH_WAIT_MS,
  REKEY_EVERY_MS,
  REKEY_LEAVES_MS,
  REKEY_REST_MS,
} from "../../lib/session/session_limits.ts";
import { SeededRandom } from "../simulation/seeded_random.ts";

const T0 = 1_000_000;

/** A key or a ping on the wire: 32 bytes of header, 256 padded, 16 of the seal's tag. */
const messageBytes = 32 + 256 + 16;

/** What one rekey took. */
interface Cost {
  keys: number;
  pings: number;
  /** When the last member had the key, when the house knew that, and when it changed over. */
  allHoldMs: number;
  knownMs: number;
  switchMs: number;
}

/** Spreads epoch 2 over so many members, each of which pings when a key comes. */
function rekey(members: number, lossPercent: number, seed = 1): Cost {
  return new Spreading({ members, lossPercent, seed }).run();
}

class Spreading {
  readonly #spread = new EpochSpread(1, T0);
  readonly #random: SeededRandom;
  readonly #members: number;
  readonly #lossPercent: number;
  readonly #holding = new Set<string>();
  readonly #due = new Map<number, (() => void)[]>();
  readonly #cost: Cost = { keys: 0, pings: 0, allHoldMs: -1, knownMs: -1, switchMs: -1 };
  #now = 0;
  #wakeAt = Infinity;

  constructor(
    { members, lossPercent, seed }: {
      readonly members: number;
      readonly lossPercent: number;
      readonly seed: number;
    },
  ) {
    this.#random = new SeededRandom(seed);
    this.#members = members;
    this.#lossPercent = lossPercent;
    for (let i = 0; i < members; i++) this.#spread.holds(`${i}`, { epoch: 1, now: T0 });
  }

  run(): Cost {
    this.#do(this.#spread.begin(2, T0));
    while (this.#cost.knownMs < 0) {
      this.#now++;
      assert(this.#now < 60_000, "It converges");
      for (const one of this.#due.get(this.#now) ?? []) one();
      this.#due.delete(this.#now);
      if (this.#wakeAt <= T0 + this.#now) this.#do(this.#spread.tick(T0 + this.#now));
    }
    return this.#cost;
  }

  #do(effects: readonly EpochEffect[]): void {
    for (const effect of effects) {
      if (effect.type === "tell") this.#tell(effect.member);
      if (effect.type === "switch") this.#cost.switchMs = this.#now;
      if (effect.type === "wake") this.#wakeAt = effect.at;
    }
    if (this.#spread.lacking === 0) this.#cost.knownMs = this.#now;
  }

  #tell(member: string): void {
    this.#cost.keys++;
    this.#pass(() => {
      this.#holding.add(member);
      if (this.#holding.size === this.#members && this.#cost.allHoldMs < 0) {
        this.#cost.allHoldMs = this.#now;
      }
      this.#cost.pings++;
      this.#pass(() => this.#do(this.#spread.holds(member, { epoch: 2, now: T0 + this.#now })));
    });
  }

  #pass(arrive: () => void): void {
    if (this.#random.chance(this.#lossPercent)) return;
    const at = this.#now + this.#random.between(1, 5);
    const there = this.#due.get(at);
    if (there === undefined) this.#due.set(at, [arrive]);
    else there.push(arrive);
  }
}

function assertAtMost(count: number, bound: number): void {
  assert(count <= bound, `${count} where at most ${bound} are allowed`);
}

Deno.test("EpochSpread: a key costs each of 10, 1,000 and 10,000 members one datagram each way", () => {
  for (const members of [10, 1_000, 10_000]) {
    const { keys, pings, allHoldMs, switchMs } = rekey(members, 0);
    assertEquals([keys, pings], [members, members]);
    assertEquals(keys * messageBytes, members * 304);
    // The pace, and a way of 5 ms; the change waits for all pings, or for half a second.
    const pacedMs = Math.max(0, members - EPOCH_TELL_BURST) * 1_000 / EPOCH_TELLS_PER_SECOND;
    assertAtMost(allHoldMs, pacedMs + 2 * 5 + 5);
    assertAtMost(switchMs, Math.min(pacedMs + 3 * 5 + 5, EPOCH_WAIT_MS));
  }
});

Deno.test("EpochSpread: what the network loses is sent again, at the price of the loss", () => {
  // A key is sent 1 / (1 - loss)^2 times, a ping 1 / (1 - loss) times, each with a tenth on top.
  const cases = [
    [10, 5, 2],
    [1_000, 5, 1],
    [10_000, 5, 1],
    [10, 30, 3],
    [1_000, 30, 1],
    [10_000, 30, 1],
  ] as const;
  for (const [members, lossPercent, slack] of cases) {
    const { keys, pings, switchMs, knownMs } = rekey(members, lossPercent);
    const arrives = 1 - lossPercent / 100;
    assertAtMost(keys, 1.1 * slack * members / arrives ** 2);
    assertAtMost(pings, 1.1 * slack * members / arrives);
    assertAtMost(switchMs, EPOCH_WAIT_MS);
    assertAtMost(knownMs, 30_000);
  }
});

Deno.test("EpochSpread: at 5 % loss all of 1,000 have the key within a second", () => {
  const { allHoldMs, switchMs } = rekey(1_000, 5);
  assertAtMost(switchMs, EPOCH_WAIT_MS);
  assertAtMost(allHoldMs, 2 * EPOCH_WAIT_MS);
});

// --- attacks ----------------------------------------------------------------------------------

Deno.test("RekeyClock: two members that join and leave in a loop cost at most one key a second", () => {
  const clock = new RekeyClock(T0);
  const madeAt: number[] = [];
  for (let ms = 0; ms < 60_000; ms += 10) {
    clock.left(T0 + ms);
    // Worse: an auctioneer's page gone wild.
    clock.urgent(T0 + ms);
    if (clock.take(T0 + ms)) madeAt.push(ms);
  }
  const waits = madeAt.slice(1).map((at, i) => at - (madeAt[i] ?? at));
  assertEquals(new Set(waits), new Set([REKEY_REST_MS]));
  assertAtMost(madeAt.length, 60);
});

Deno.test("RekeyClock: members that only leave of their own will, in a loop, cost one key a minute", () => {
  const clock = new RekeyClock(T0);
  let made = 0;
  for (let ms = 0; ms < 600_000; ms += 100) {
    clock.left(T0 + ms);
    if (clock.take(T0 + ms)) made++;
  }
  assertEquals(made, 600_000 / REKEY_LEAVES_MS - 1);
});

Deno.test("RekeyClock is due at once for who is put out, in a minute for who left, in an hour anyway", () => {
  const clock = new RekeyClock(T0);
  assertEquals(clock.dueAt, T0 + REKEY_EVERY_MS);
  clock.left(T0 + 5_000);
  clock.left(T0 + 9_000);
  assertEquals(clock.dueAt, T0 + 5_000 + REKEY_LEAVES_MS);
  clock.urgent(T0 + 10_000);
  assertEquals(clock.dueAt, T0 + 10_000);
  assertEquals([clock.take(T0 + 9_999), clock.take(T0 + 10_000), clock.take(T0 + 10_001)], [
    false,
    true,
    false,
  ]);
  clock.urgent(T0 + 10_001);
  assertEquals(clock.dueAt, T0 + 10_000 + REKEY_REST_MS);
});

/** "tell ana", "switch 2", "wake 5" from T0. */
function told(effects: readonly EpochEffect[]): readonly string[] {
  return effects.map((effect) => {
    if (effect.type === "tell") return `tell ${effect.member}`;
    return effect.type === "switch" ? `switch ${effect.epoch}` : `wake ${effect.at - T0}`;
  });
}

Deno.test("EpochSpread: key_lost_three_times: it comes the fourth time, and then no more", () => {
  const spread = new EpochSpread(1, T0);
  spread.holds("ana", { epoch: 1, now: T0 });
  assertEquals(told(spread.begin(2, T0)), ["tell ana", "wake 100"]);
  assertEquals(told(spread.tick(T0 + 100)), ["tell ana", "wake 300"]);
  assertEquals(told(spread.tick(T0 + 300)), ["tell ana", `wake ${EPOCH_WAIT_MS}`]);
  // One bad link does not hold the change up; ana's frames wait for the key.
  assertEquals(told(spread.tick(T0 + EPOCH_WAIT_MS)), ["switch 2", "wake 700"]);
  const ring = new EpochRing({ number: 1, key: "first" });
  assertEquals(ring.find(2, T0 + 600), null);
  assertEquals(told(spread.tick(T0 + 700)), ["tell ana", "wake 1500"]);
  assertEquals([ring.add(2, "second"), ring.find(2, T0 + 701)], [true, "second"]);
  spread.holds("ana", { epoch: 2, now: T0 + 702 });
  assertEquals([told(spread.tick(T0 + 1_500)), spread.told], [[], 4]);
});

Deno.test("EpochSpread: rekey_under_30_percent_loss: keys overtake each other, all have the last", () => {
  const random = new SeededRandom(32);
  const spread = new EpochSpread(1, T0);
  const rings = Array.from({ length: 200 }, () => new EpochRing({ number: 1, key: 1 }));
  const switched: number[] = [];
  const run = (effects: readonly EpochEffect[], now: number) => {
    for (const effect of effects) {
      if (effect.type === "switch") switched.push(effect.epoch);
      if (effect.type !== "tell" || random.chance(30)) continue;
      rings[Number(effect.member)]?.add(newest, newest);
      if (random.chance(30)) continue;
      run(spread.holds(effect.member, { epoch: newest, now }), now);
    }
  };
  let newest = 1;
  for (const member of rings.keys()) spread.holds(`${member}`, { epoch: 1, now: T0 });
  for (let ms = 0; ms < 30_000; ms++) {
    // Five keys, as fast as they may follow each other.
    if (ms % REKEY_REST_MS === 0 && newest < 6) run(spread.begin(++newest, T0 + ms), T0 + ms);
    run(spread.tick(T0 + ms), T0 + ms);
  }
  assertEquals(new Set(rings.map((ring) => ring.newest)), new Set([6]));
  assertEquals([spread.lacking, switched], [0, [2, 3, 4, 5, 6]]);
});

// --- who is told, and when --------------------------------------------------------------------

Deno.test("EpochSpread changes over as soon as all that stay have the key, or with nobody there", () => {
  const spread = new EpochSpread(1, T0);
  for (const member of ["ana", "ben", "eva"]) spread.holds(member, { epoch: 1, now: T0 });
  spread.forget("eva");
  assertEquals(told(spread.begin(2, T0)), ["tell ana", "tell ben", `wake ${EPOCH_RETRY_MS}`]);
  assertEquals(told(spread.holds("ana", { epoch: 2, now: T0 + 3 })), []);
  assertEquals(told(spread.holds("ben", { epoch: 2, now: T0 + 4 })), ["switch 2"]);
  assertEquals(told(spread.holds("ben", { epoch: 2, now: T0 + 5 })), []);
  assertEquals(told(new EpochSpread(1, T0).begin(2, T0)), ["switch 2"]);
});

Deno.test("EpochSpread tells whoever joins with an older key, and does not change over twice", () => {
  const spread = new EpochSpread(1, T0);
  spread.begin(2, T0);
  assertEquals(told(spread.holds("ana", { epoch: 1, now: T0 })), ["tell ana", "wake 100"]);
  assertEquals(told(spread.holds("ben", { epoch: 2, now: T0 })), []);
  assertEquals(told(spread.holds("ana", { epoch: 1, now: T0 + 50 })), ["wake 100"]);
  assertEquals(told(spread.holds("ana", { epoch: 2, now: T0 + 60 })), []);
});

Deno.test("EpochSpread repeats a key ever more rarely, for a member that never says it has it", () => {
  const spread = new EpochSpread(1, T0);
  spread.holds("ana", { epoch: 1, now: T0 });
  const toldAt: number[] = [];
  let effects = spread.begin(2, T0);
  for (let ms = 0; ms < 20_000; ms++) {
    if (told(effects).includes("tell ana")) toldAt.push(ms);
    effects = spread.tick(T0 + ms + 1);
  }
  const waits = toldAt.slice(1).map((at, i) => at - (toldAt[i] ?? at));
  assertEquals(waits.slice(0, 6), [100, 200, 400, 800, 1_600, EPOCH_RETRY_LAST_MS]);
  assertAtMost(spread.told, 15);
});

Deno.test("EpochSpread.begin() tells at once also those that lack the key before", () => {
  const spread = new EpochSpread(1, T0);
  spread.holds("ana", { epoch: 1, now: T0 });
  spread.begin(2, T0);
  for (const ms of [100, 300, 700, 1_500]) spread.tick(T0 + ms);
  assertEquals(told(spread.begin(3, T0 + 1_600)), ["tell ana", "wake 1700"]);
});

Deno.test("EpochSpread keeps its pace, and everyone has a turn before anyone has two", () => {
  const members = 1_000;
  const spread = new EpochSpread(1, T0);
  for (let i = 0; i < members; i++) spread.holds(`${i}`, { epoch: 1, now: T0 });
  // Nobody answers: the first are due again long before the last have had their turn.
  let effects = spread.begin(2, T0);
  const order: string[] = [];
  for (let ms = 0; order.length < 2 * members; ms++) {
    const tells = effects.filter((effect) => effect.type === "tell");
    assertAtMost(tells.length, ms === 0 ? EPOCH_TELL_BURST : EPOCH_TELLS_PER_SECOND / 1_000);
    order.push(...tells.map(({ member }) => member));
    const wake = effects.find((effect) => effect.type === "wake");
    assert(wake !== undefined && wake.at > T0 + ms, `${wake?.at}`);
    effects = spread.tick(T0 + ms + 1);
  }
  assertEquals(new Set(order.slice(0, members)).size, members);
});
