// nakWaitMs and its sisters: who waits how long before it asks.

import { assert, assertEquals } from "@std/assert";
import { nakRetryMs, nakWaitMs, repairHoldoffMs } from "../../lib/session/nak_backoff.ts";
import { CROWD_MEMBERS, NAK_WAIT_MS } from "../../lib/session/session_limits.ts";

const nearlyOne = 1 - 2 ** -32;

Deno.test("nakWaitMs() among a few is up to 2 ms, whatever the round trip", () => {
  for (const members of [0, 1, CROWD_MEMBERS]) {
    for (const roundTripMs of [0, 1, 100]) {
      assertEquals(nakWaitMs({ members, roundTripMs }, 0), 0);
      assertEquals(nakWaitMs({ members, roundTripMs }, 0.5), NAK_WAIT_MS / 2);
    }
  }
});

Deno.test("nakWaitMs() in a crowd is from 0 to so many round trips, and grows with chance", () => {
  for (const members of [CROWD_MEMBERS + 1, 100, 2_000, 10_000, Number.MAX_SAFE_INTEGER]) {
    for (const roundTripMs of [0, 1, 5, 100]) {
      const longest = Math.max(6, Math.log(members) + 1) * (roundTripMs + 1);
      let before = 0;
      for (const random of [0, 1e-9, 0.001, 0.1, 0.5, 0.9, nearlyOne]) {
        const wait = nakWaitMs({ members, roundTripMs }, random);
        assert(wait >= before && wait <= longest + 1e-6, `${members} ${roundTripMs} ${random}`);
        before = wait;
      }
      assert(before > 0.999 * longest, `${before} of ${longest}`);
    }
  }
});

Deno.test("nakWaitMs() has the same few ask within a round trip, however large the crowd is", () => {
  // How many have asked by `ms` on average: the crowd times the part of chance below it.
  const askers = (members: number, ms: number): number => {
    let [low, high] = [0, 1];
    for (let i = 0; i < 60; i++) {
      const middle = (low + high) / 2;
      if (nakWaitMs({ members, roundTripMs: 5 }, middle) < ms) low = middle;
      else high = middle;
    }
    return members * low;
  };
  for (const members of [200, 2_000, 10_000, 100_000]) {
    // The first asks after a while; one round trip later e times as many have.
    const firstMs = [...Array(1_000).keys()].find((ms) => askers(members, ms) >= 1) ?? 0;
    assert(askers(members, firstMs + 6) < 6, `${members}`);
  }
});

Deno.test("nakRetryMs() and repairHoldoffMs() leave room for the round trip and the house's work", () => {
  assertEquals([1, 5, 100].map((ms) => nakRetryMs({ members: 1, roundTripMs: ms })), [24, 40, 420]);
  assertEquals([1, 5, 100].map(repairHoldoffMs), [4, 12, 202]);
});
