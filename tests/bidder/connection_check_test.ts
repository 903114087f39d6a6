// The connection check: what it measures, what it advises, and its words in both languages.

import { assert, assertEquals, assertRejects } from "@std/assert";
import { Fault } from "../../lib/base/fault.ts";
import { CHECK_TEXTS, checkRows } from "../../lib/bidder/check_texts.ts";
import {
  adviceOn,
  CHECK_JOIN_MS,
  CHECK_MS,
  type CheckAdvice,
  checkConnection,
  type CheckedLink,
  type ConnectionReport,
} from "../../lib/bidder/connection_check.ts";
import type { LinkNotice, LinkQuality } from "../../lib/bidder/house_link.ts";

const good: LinkQuality = {
  offsetMs: 12,
  roundTripMs: 1.5,
  lossPermille: 0,
  frames: { multicast: 103, unicast: 0, tcp: 0 },
};

/** A link whose notices come while the check waits, and the clock that the waits move. */
function stage(notices: readonly LinkNotice[], quality: LinkQuality | null = good) {
  const listeners = new Set<(notice: LinkNotice) => void>();
  let now = 0;
  const said = { probes: 0, reached: 0, waits: [] as number[] };
  const link: CheckedLink = {
    me: () => ({ paddle: "12", name: "Ana" }),
    quality: () => quality,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    probe: () => said.probes++,
  };
  const options = {
    nowMs: () => now,
    wait: (ms: number, signal: AbortSignal) => {
      said.waits.push(ms);
      now += 40;
      if (said.waits.length === 1) {
        for (const notice of notices) for (const listener of listeners) listener(notice);
      }
      if (!signal.aborted) now += ms;
      return Promise.resolve();
    },
    signal: new AbortController().signal,
    reached: () => void said.reached++,
  };
  return { link, options, said, listeners };
}

const live = { type: "connection", state: "live", path: "multicast" } as const;

Deno.test("checkConnection() joins, asks for heartbeats, and measures for five seconds", async () => {
  const { link, options, said, listeners } = stage([live]);
  const report = await checkConnection(link, options);
  assertEquals(report, {
    me: { paddle: "12", name: "Ana" },
    joinMs: 40,
    path: "multicast",
    quality: good,
    advice: ["all_good"],
  });
  assertEquals([said.probes, said.reached], [1, 1]);
  assert((said.waits[1] ?? 0) >= CHECK_MS);
  assertEquals(listeners.size, 0);
});

Deno.test("checkConnection() has no good word for a link that ended, or lags, while it was measured", async () => {
  const ended = { type: "connection", state: "ended", path: null } as const;
  const over = stage([live, ended]);
  assertEquals(
    (await assertRejects(() => checkConnection(over.link, over.options), Fault)).code,
    "unreachable",
  );
  const lagging = stage([live, { ...live, state: "lagging" }]);
  const report = await checkConnection(lagging.link, lagging.options);
  assertEquals([report?.path, report?.advice], [null, ["nothing_heard"]]);
});

Deno.test("checkConnection() tells nothing where the person had enough", async () => {
  for (const notices of [[], [live]]) {
    const { link, options, listeners } = stage(notices);
    const signal = AbortSignal.abort();
    assertEquals(await checkConnection(link, { ...options, signal }), null);
    assertEquals(listeners.size, 0);
  }
});

Deno.test("checkConnection() tells the last path, which may change while it measures", async () => {
  const changed = { type: "connection", state: "live", path: "unicast" } as const;
  const { link, options } = stage([{ ...live, path: null }, changed]);
  assertEquals((await checkConnection(link, options))?.path, "unicast");
});

Deno.test("checkConnection() gives up a house that does not let us in, and names the trouble", async () => {
  for (const code of ["unreachable", "refused_join"] as const) {
    const { link, options, said, listeners } = stage([{ type: "problem", code, message: "why" }]);
    const fault = await assertRejects(() => checkConnection(link, options), Fault);
    assertEquals([fault.code, said.waits, said.probes], [code, [CHECK_JOIN_MS], 0]);
    assertEquals(listeners.size, 0);
  }
  const silent = stage([]);
  const fault = await assertRejects(() => checkConnection(silent.link, silent.options), Fault);
  assertEquals(fault.code, "unreachable");
});

/** What is found, and what is to be done. */
const cases: readonly (readonly [
  says: string,
  found: Partial<LinkQuality> & Partial<Pick<ConnectionReport, "path">>,
  advice: readonly CheckAdvice[],
])[] = [
  ["nothing wrong", {}, ["all_good"]],
  ["no group frame", { path: "unicast", frames: { multicast: 0, unicast: 50, tcp: 0 } }, [
    "no_multicast",
  ]],
  ["TCP alone", { path: "tcp", frames: { multicast: 0, unicast: 0, tcp: 50 } }, ["no_udp"]],
  ["5 % lost", { lossPermille: 50 }, ["all_good"]],
  ["5.1 % lost", { lossPermille: 51 }, ["some_loss"]],
  ["10 % lost", { lossPermille: 100 }, ["some_loss"]],
  ["10.1 % lost", { lossPermille: 101 }, ["much_loss"]],
  ["100 ms", { roundTripMs: 100 }, ["all_good"]],
  ["101 ms", { roundTripMs: 101 }, ["slow"]],
  ["a clock 2 s off", { offsetMs: -2_000 }, ["all_good"]],
  ["a clock more than 2 s off", { offsetMs: -2_001 }, ["clock_off"]],
  ["several things", { lossPermille: 300, roundTripMs: 400, offsetMs: 9_000 }, [
    "much_loss",
    "slow",
    "clock_off",
  ]],
  ["nothing heard", { path: null }, ["nothing_heard"]],
  ["a loss that is not known", { lossPermille: null }, ["not_measured"]],
  ["a way that is not known, by TCP", { path: "tcp", roundTripMs: null }, [
    "no_udp",
    "not_measured",
  ]],
];

for (const [says, { path = "multicast", ...found }, advice] of cases) {
  Deno.test(`adviceOn() of ${says}`, () => {
    assertEquals(adviceOn({ path, quality: { ...good, ...found } }), advice);
  });
}

Deno.test("checkRows() says each finding and each advice, in both languages", () => {
  const report: ConnectionReport = {
    me: null,
    joinMs: 84,
    path: "tcp",
    quality: { ...good, offsetMs: -1_234, lossPermille: 25 },
    advice: ["no_udp", "some_loss"],
  };
  for (const language of ["en", "pt"] as const) {
    const rows = checkRows(report, language);
    assertEquals(rows.length, 8);
    const text = rows.map(([, words]) => words).join("\n");
    for (const part of ["84", "103", language === "en" ? "2.5%" : "2,5%"]) {
      assert(text.includes(part), `${part} in ${text}`);
    }
    assert(text.includes(language === "en" ? "1.234 s ahead" : "1,234 s adiantada"), text);
  }
  assertEquals(
    Object.keys(CHECK_TEXTS.en.advice).sort(),
    Object.keys(CHECK_TEXTS.pt.advice).sort(),
  );
});

Deno.test("checkRows() says what is not known, and where nothing comes", () => {
  const quality = { ...good, lossPermille: null, roundTripMs: null };
  const report: ConnectionReport = {
    me: null,
    joinMs: 1,
    path: null,
    quality: { ...quality, frames: { multicast: 0, unicast: 0, tcp: 0 } },
    advice: ["nothing_heard"],
  };
  const words = checkRows(report, "en").map(([, text]) => text);
  assertEquals(words.slice(1, 4), ["not received", "not known", "not known"]);
  assertEquals(words[5], "none");
});
