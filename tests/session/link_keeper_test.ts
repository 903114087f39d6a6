// LinkKeeper in a small world: which way the feed comes when some ways fail, how soon, how often it
// changes, and what is asked of a house that does not answer (PROTOCOL §7.5).

import { assert, assertEquals } from "@std/assert";
import { LinkKeeper } from "../../lib/session/link_keeper.ts";
import {
  ANSWER_TCP_MS,
  LOSS_WINDOW_MS,
  LOSSY_PERMILLE,
  LOSSY_WINDOWS,
  LOST_AFTER_MS,
  PATH_HOLD_MS,
  PATH_SILENT_MS,
  PING_FIRST_MS,
  PING_MS,
  PING_OWED_MS,
  RELAY_RETRY_LAST_MS,
  TCP_SILENT_MS,
  UNANSWERED_MS,
  UNICAST_SILENT_MS,
} from "../../lib/session/session_limits.ts";
import { DEAD, GOOD, LinkWorld, type Network } from "./_link_world.ts";

const seed = 7;
const minuteMs = 60_000;
const noUdp = { up: false, down: false } as const;

function world(changes: Partial<Network> = {}): LinkWorld {
  return new LinkWorld({ ...GOOD, ...changes }, { seed });
}

// --- which way it goes ------------------------------------------------------------------------

Deno.test("LinkKeeper stays with the group where all works, and pings every five seconds", () => {
  const link = world().run(10 * minuteMs);
  assertEquals(link.paths, ["multicast"]);
  assertEquals(link.pingsAt.slice(0, 5), [...PING_FIRST_MS, 1_000 + PING_MS]);
  assertEquals(link.unansweredAt, []);
});

Deno.test("LinkKeeper stays with the group where one datagram of twenty is lost", () => {
  assertEquals(world({ lossPercent: 5 }).run(20 * minuteMs).paths, ["multicast"]);
});

Deno.test("LinkKeeper finds the way that works, one after the other", () => {
  const cases: readonly (readonly [string, Partial<Network>, readonly string[]])[] = [
    ["group_filtered", { group: false }, ["multicast", "unicast"]],
    ["udp_filtered", { ...noUdp, group: false }, ["multicast", "unicast", "tcp"]],
    ["udp_to_house_filtered", { up: false }, ["multicast", "tcp"]],
    ["udp_to_bidder_filtered", { down: false }, ["multicast", "tcp"]],
  ];
  for (const [name, network, paths] of cases) {
    const link = world(network).run(PATH_HOLD_MS - 1_000);
    assertEquals(link.paths, paths, name);
    assert(link.works, name);
  }
});

Deno.test("LinkKeeper leaves a group that dies after four minutes, and a screen is stale for 3 s", () => {
  const link = world().run(4 * minuteMs).change({ group: false }, minuteMs);
  assertEquals(link.paths, ["multicast", "unicast"]);
  const gaps = link.heardAt.map((at, i) => at - (link.heardAt[i - 1] ?? at));
  assert(Math.max(...gaps) < 3_000, `${Math.max(...gaps)}`);
});

Deno.test("LinkKeeper goes back to the group where it is heard again, after a while", () => {
  const link = world().run(minuteMs).change({ group: false }, 2_000).change(GOOD, minuteMs);
  assertEquals(link.paths, ["multicast", "unicast", "multicast"]);
  const [, left, back] = link.changes;
  assertEquals((back?.atMs ?? 0) - (left?.atMs ?? 0), PATH_HOLD_MS);
});

Deno.test("LinkKeeper tries a better way that keeps failing ever more rarely", () => {
  const link = world({ ...noUdp, group: false }).run(20 * minuteMs);
  const triedAt = link.changes.filter(({ path }) => path === "unicast").map(({ atMs }) => atMs);
  const waits = triedAt.slice(1).map((at, i) => Math.round((at - (triedAt[i] ?? at)) / 1_000));
  assertEquals(waits, [10, 21, 41, 81, 161, 321]);
});

Deno.test("LinkKeeper counts a better way that fails within a minute as failed again", () => {
  // Lossy: the group's loss shows only after two windows of ten seconds.
  const link = world();
  for (let minute = 0; minute < 20; minute++) {
    for (let window = 0; window < 6; window++) {
      link.run(minuteMs / 6);
      if (link.keeper.path === "multicast") link.measured(LOSSY_PERMILLE + 1);
      else link.measured(0);
    }
  }
  assert(link.changes.length <= 16, `${link.changes.length}`);
});

Deno.test("LinkKeeper.measured() changes the path after two lossy windows in a row, down to TCP", () => {
  const link = world().run(5_000);
  for (const [permille, path] of [[101, "multicast"], [100, "multicast"], [101, "multicast"]]) {
    link.measured(Number(permille));
    assertEquals<unknown>(link.keeper.path, path);
  }
  assertEquals(LOSSY_WINDOWS, 2);
  for (const path of ["unicast", "unicast", "tcp", "tcp", "tcp", "tcp"]) {
    link.measured(101);
    assertEquals<unknown>(link.keeper.path, path);
    if (path === "unicast") link.run(100);
  }
});

Deno.test("LinkKeeper: a link that loses half of all goes to TCP and has its answers there", () => {
  const link = world({ lossPercent: 50 }).run(30_000);
  assert(link.paths.includes("tcp"), `${link.paths}`);
  // A trial of the better way takes seconds, and comes ever more rarely.
  link.run(10 * minuteMs);
  const onTcp = link.changes.map(({ path, atMs }, i) =>
    path === "tcp" ? (link.changes[i + 1]?.atMs ?? link.nowMs) - atMs : 0
  );
  const share = onTcp.reduce((sum, ms) => sum + ms, 0) / link.nowMs;
  assert(share > 0.5, `${share}`);
});

Deno.test("LinkKeeper.measured() judges unicast before the group is tried again", () => {
  const link = world().run(1_000);
  for (let window = 0; window < 2 * LOSSY_WINDOWS; window++) {
    link.measured(LOSSY_PERMILLE + 1);
    link.run(LOSS_WINDOW_MS + 500);
  }
  assertEquals(link.paths, ["multicast", "unicast", "tcp"]);
});

Deno.test("LinkKeeper.repairFailed() begins by TCP where the house owes an answer too", () => {
  for (const [answered, path] of [[false, "tcp"], [true, "multicast"]] as const) {
    const keeper = new LinkKeeper();
    keeper.begin(0);
    keeper.heard("multicast", 1);
    if (answered) keeper.answered();
    keeper.repairFailed(2 * PING_OWED_MS);
    keeper.end();
    keeper.begin(2 * PING_OWED_MS);
    assertEquals(keeper.path, path);
  }
});

Deno.test("LinkKeeper.begin() goes on by TCP where a slow connection had no time to bring anything", () => {
  const keeper = new LinkKeeper();
  const begun: string[] = [];
  for (let i = 0; i < 3; i++) {
    const startMs = i * LOST_AFTER_MS;
    keeper.begin(startMs);
    begun.push(keeper.path);
    for (let ms = 0; ms < LOST_AFTER_MS; ms++) keeper.tick(startMs + ms);
    keeper.end();
  }
  assertEquals(begun, ["multicast", "tcp", "multicast"]);
});

// --- how soon ---------------------------------------------------------------------------------

Deno.test("LinkKeeper is by TCP 2 s after the last frame where UDP does not pass", () => {
  const link = world({ ...noUdp, group: false }).run(minuteMs);
  assertEquals(link.changes.slice(0, 3), [
    { atMs: 0, path: "multicast" },
    { atMs: PATH_SILENT_MS, path: "unicast" },
    { atMs: ANSWER_TCP_MS, path: "tcp" },
  ]);
});

Deno.test("LinkKeeper.begin() goes on below where the session before brought nothing at all", () => {
  const keeper = new LinkKeeper();
  const begun = ["multicast", "unicast", "tcp", "multicast"].map((_, i) => {
    const [use] = keeper.begin(i * 100);
    keeper.end();
    return use?.type === "use" ? use.path : null;
  });
  assertEquals(begun, ["multicast", "unicast", "tcp", "multicast"]);
});

Deno.test("LinkKeeper.asked() shows within 2 s that nothing is answered, though the group is heard", () => {
  const link = world().run(minuteMs + 2_000).change(noUdp, 500); // Between two pings.
  const askedAt = link.nowMs;
  link.ask();
  link.run(ANSWER_TCP_MS + 20);
  assertEquals(link.keeper.path, "tcp");
  const pings = link.pingsAt.filter((at) => at >= askedAt && at < askedAt + ANSWER_TCP_MS);
  assertEquals(pings.map((at) => at - askedAt), [1, 2, 3].map((n) => n * PING_OWED_MS));
});

Deno.test("LinkKeeper.asked() counts from the first question, however often it is asked", () => {
  const link = world().run(minuteMs).change(noUdp, 10);
  const askedAt = link.nowMs;
  for (let i = 0; i < 21; i++) {
    link.ask();
    link.run(100);
  }
  assertEquals(link.changes.at(-1), { atMs: askedAt + ANSWER_TCP_MS, path: "tcp" });
});

Deno.test("LinkKeeper: a far house, 300 ms away, is no reason to change the path", () => {
  const far = new LinkKeeper();
  const pongAt: number[] = [];
  let effects = far.begin(0);
  for (let ms = 0; ms < minuteMs; ms++) {
    if (ms >= 600 && ms % 500 === 300) far.heard("unicast", ms);
    if (ms % 500 === 300) far.heard("multicast", ms);
    if (pongAt[0] === ms) {
      far.answered();
      pongAt.shift();
    }
    const wake = effects.find((effect) => effect.type === "wake");
    if (wake !== undefined && wake.at <= ms) effects = far.tick(ms);
    else continue;
    if (effects.some((effect) => effect.type === "ping")) pongAt.push(ms + 600);
  }
  assertEquals(far.path, "multicast");
});

// --- the relay --------------------------------------------------------------------------------

Deno.test("LinkKeeper.relayLost() tries datagrams at once, and the relay again soon", () => {
  const link = world({ ...noUdp, group: false }).run(minuteMs);
  const lostAt = link.nowMs;
  link.change({ relay: "refused" }, 50).change({ relay: "works" }, 3_000);
  assertEquals(link.changes.slice(-2), [
    { atMs: lostAt, path: "unicast" },
    { atMs: lostAt + UNICAST_SILENT_MS, path: "tcp" },
  ]);
  assert(link.works);
});

Deno.test("LinkKeeper.relayLost() of a relay that served for long forgets how it failed before", () => {
  const link = world({ ...noUdp, group: false, join: false, relay: "refused" }).run(2 * minuteMs);
  link.change({ relay: "works" }, minuteMs);
  assertEquals(link.keeper.path, "tcp");
  const lostAt = link.nowMs;
  link.change({ relay: "refused" }, 50).change({ relay: "works" }, 3_000);
  assertEquals(link.changes.at(-1), { atMs: lostAt + UNICAST_SILENT_MS, path: "tcp" });
});

Deno.test("LinkKeeper.begin() lets a relay that failed in the last session be tried at once", () => {
  const link = world({ ...noUdp, relay: "refused", join: false, group: false }).run(2 * minuteMs);
  // A loss alone does not bring it back before its time.
  for (let i = 0; i < 2 * LOSSY_WINDOWS; i++) link.measured(1_000);
  assertEquals(link.keeper.path, "unicast");
  const now = (link.changes.at(-1)?.atMs ?? 0) + 1_000_000 + 10;
  const { keeper } = link;
  keeper.end();
  keeper.begin(now);
  keeper.tick(now + PATH_SILENT_MS);
  keeper.tick(now + PATH_SILENT_MS + UNICAST_SILENT_MS);
  assertEquals(keeper.path, "tcp");
});

Deno.test("LinkKeeper bears two lost heartbeats by unicast once it has brought something", () => {
  const keeper = new LinkKeeper();
  keeper.begin(0);
  keeper.tick(PATH_SILENT_MS);
  keeper.heard("unicast", PATH_SILENT_MS + 100);
  keeper.answered();
  keeper.tick(PATH_SILENT_MS + 100 + 1_600);
  assertEquals(keeper.path, "unicast");
  keeper.tick(2 * PATH_SILENT_MS + 100);
  assertEquals(keeper.path, "tcp");
});

Deno.test("LinkKeeper.relayLost() of a path that is not in use says nothing", () => {
  const keeper = new LinkKeeper();
  assertEquals(keeper.relayLost(0), []);
  keeper.begin(0);
  assertEquals(keeper.relayLost(1), []);
  assertEquals(keeper.path, "multicast");
});

Deno.test("LinkKeeper leaves a connection that is dead and does not end", () => {
  const link = world({ ...noUdp, group: false, join: false }).run(minuteMs);
  assertEquals(link.keeper.path, "tcp");
  link.change({ relay: "silent", up: true, down: true }, TCP_SILENT_MS + 1_000);
  assertEquals(link.keeper.path, "unicast");
  assert(link.works);
});

Deno.test("LinkKeeper connects to a relay that is refused ever more rarely", () => {
  const link = world({ ...noUdp, relay: "refused", join: false }).run(10 * minuteMs);
  const late = link.connectsAt.filter((at) => at > minuteMs);
  const waits = late.slice(1).map((at, i) => at - (late[i] ?? at));
  assert(Math.min(...waits) >= RELAY_RETRY_LAST_MS, `${waits}`);
  assert(link.connectsAt.length - late.length <= 8, `${link.connectsAt}`);
});

Deno.test("LinkKeeper connects no more than a few times a minute to a relay that keeps ending", () => {
  const link = world({ ...noUdp, group: false });
  for (let second = 0; second < 600; second++) {
    link.change({ relay: "works" }, 900).change({ relay: "refused" }, 100);
  }
  assert(link.connectsAt.length <= 50, `${link.connectsAt.length}`);
});

// --- a house that is gone ---------------------------------------------------------------------

Deno.test("LinkKeeper gives a dead house up after 12 s, again and again, on whatever path", () => {
  const gone: readonly Partial<Network>[] = [DEAD, { ...DEAD, relay: "silent" }];
  for (const network of gone) {
    const link = world().run(minuteMs).change({ ...network, join: false }, 5 * minuteMs);
    const waits = link.unansweredAt.map((at, i) => at - (link.unansweredAt[i - 1] ?? minuteMs));
    assert((waits[0] ?? Infinity) <= PING_MS + UNANSWERED_MS, `${waits}`);
    assert(Math.max(...waits.slice(1)) <= UNANSWERED_MS + PING_OWED_MS, `${waits}`);
    assert(Math.min(...waits) >= UNANSWERED_MS, `${waits}`);
    assert(link.pingsAt.length <= 5 * 150 + 20, `${link.pingsAt.length}`);
    assert(link.connectsAt.length <= 5 * 6, `${link.connectsAt.length}`);
  }
});

Deno.test("LinkKeeper: a house that is back is followed again within seconds, and by the group", () => {
  const link = world().run(minuteMs).change(DEAD, 2 * minuteMs);
  link.change(GOOD, 3_000);
  assert(link.works);
  assertEquals(link.run(PATH_HOLD_MS).keeper.path, "multicast");
});

Deno.test("LinkKeeper.begin() tries first the path that was heard last while it was in use", () => {
  const keeper = new LinkKeeper();
  keeper.begin(0);
  keeper.heard("tcp", 10);
  keeper.end();
  assertEquals(keeper.begin(20)[0], { type: "use", path: "multicast" });
  keeper.tick(20 + PATH_SILENT_MS);
  keeper.heard("unicast", 2_000);
  keeper.end();
  assertEquals(keeper.begin(3_000)[0], { type: "use", path: "unicast" });
});

Deno.test("LinkKeeper.begin() tries first what worked last, and end() asks for nothing more", () => {
  const link = world({ ...noUdp, group: false }).run(8_000);
  assertEquals(link.keeper.path, "tcp");
  link.keeper.end();
  assertEquals(link.keeper.tick(2_000_000), []);
  assertEquals(link.keeper.begin(2_000_000)[0], { type: "use", path: "tcp" });
});

// --- an insider -------------------------------------------------------------------------------

Deno.test("LinkKeeper: frames that open and are not believed keep nobody on a path that is dead", () => {
  for (const network of [{ group: false }, { ...noUdp, group: false }]) {
    const link = world({ ...network, insider: true }).run(3_500);
    assert(link.works, `${link.paths}`);
    // The forged group is tried at each hold, which doubles: 10, 20 or 40, ... seconds.
    link.run(10 * minuteMs);
    const gaps = link.heardAt.map((at, i) => at - (link.heardAt[i - 1] ?? at));
    assert(Math.max(...gaps) <= 5_000, `${Math.max(...gaps)}`);
    assert(link.changes.length <= 20, `${link.paths}`);
  }
});

Deno.test("LinkKeeper.pingNow() pings at once, and without a session not at all", () => {
  const keeper = new LinkKeeper();
  assertEquals(keeper.pingNow(0), []);
  keeper.begin(10);
  keeper.answered();
  assertEquals(keeper.pingNow(20).map(({ type }) => type), ["ping", "wake"]);
});
