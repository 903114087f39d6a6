// TokenBucket: a budget that refills with time and never past its burst.

import { assertEquals } from "@std/assert";
import { TokenBucket } from "../../lib/session/token_bucket.ts";

const T0 = 1_000;

function bucket(perSecond: number, burst: number): TokenBucket {
  return new TokenBucket({ perSecond, burst, now: T0 });
}

/** How many tokens can be taken now. */
function drain(tokens: TokenBucket, now: number): number {
  let taken = 0;
  while (tokens.take(now)) taken++;
  return taken;
}

Deno.test("TokenBucket.take() gives a burst at once and then what time brings", () => {
  const tokens = bucket(100, 5);
  assertEquals(drain(tokens, T0), 5);
  assertEquals(drain(tokens, T0 + 9), 0);
  assertEquals(drain(tokens, T0 + 10), 1);
  assertEquals(drain(tokens, T0 + 45), 3);
});

Deno.test("TokenBucket.take() never holds more than its burst", () => {
  const tokens = bucket(100, 5);
  assertEquals(drain(tokens, T0 + 1_000_000), 5);
});

Deno.test("TokenBucket.take() of several takes all or none", () => {
  const tokens = bucket(100, 5);
  assertEquals(tokens.take(T0, 6), false);
  assertEquals(tokens.take(T0, 5), true);
  assertEquals(tokens.take(T0 + 10, 2), false);
  assertEquals(tokens.take(T0 + 20, 2), true);
});

Deno.test("TokenBucket.take() gains nothing from a clock that steps back", () => {
  const tokens = bucket(100, 5);
  assertEquals(drain(tokens, T0 + 100), 5);
  assertEquals(drain(tokens, T0), 0);
  assertEquals(drain(tokens, T0 + 105), 0);
  assertEquals(drain(tokens, T0 + 110), 1);
});

Deno.test("TokenBucket.readyAt() is now, or the moment at which one can be taken", () => {
  for (const perSecond of [0.5, 3, 20, 1_000, 4_000]) {
    const tokens = bucket(perSecond, 2);
    assertEquals(tokens.readyAt(T0), T0);
    drain(tokens, T0);
    const at = tokens.readyAt(T0);
    assertEquals(tokens.take(at - 1), false, `${perSecond} a second`);
    assertEquals(tokens.take(at), true, `${perSecond} a second`);
  }
});

Deno.test("TokenBucket.readyAt() of several is the moment at which all of them can be taken", () => {
  const tokens = bucket(100, 5);
  assertEquals(tokens.readyAt(T0, 5), T0);
  drain(tokens, T0);
  assertEquals([tokens.readyAt(T0, 0), tokens.readyAt(T0, 3)], [T0, T0 + 30]);
  assertEquals([tokens.take(T0 + 29, 3), tokens.take(T0 + 30, 3)], [false, true]);
});
