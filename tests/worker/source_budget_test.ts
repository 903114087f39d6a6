// SourceBudget: a sender that floods uses up its own budget, and no one else's.

import { assertEquals } from "@std/assert";
import { SourceBudget } from "../../lib/worker/source_budget.ts";

const T0 = 1_000_000;
const FLOOD = { hostname: "10.6.6.6", port: 666 };

/** How many of `count` datagrams of one source may be looked at. */
function allowed(budget: SourceBudget, { from = FLOOD, count = 5_000, now = T0 } = {}): number {
  let sum = 0;
  for (let i = 0; i < count; i++) if (budget.allows(from, now)) sum++;
  return sum;
}

Deno.test("SourceBudget.allows() a source its burst, and then what time brings", () => {
  const budget = new SourceBudget();
  assertEquals(allowed(budget), 1_000);
  assertEquals(allowed(budget, { now: T0 + 100 }), 200);
  assertEquals(allowed(budget, { now: T0 + 60_000 }), 1_000);
});

Deno.test("SourceBudget.allows() other hosts and ports a budget of their own", () => {
  const budget = new SourceBudget();
  allowed(budget);
  assertEquals(budget.allows(FLOOD, T0), false);
  assertEquals(budget.allows({ ...FLOOD, port: 667 }, T0), true);
  assertEquals(budget.allows({ ...FLOOD, hostname: "10.6.6.7" }, T0), true);
});

Deno.test("SourceBudget.allows() forgets the oldest of more sources than it holds", () => {
  const budget = new SourceBudget();
  allowed(budget);
  for (let port = 1; port < 4_096; port++) {
    assertEquals(budget.allows({ hostname: "10.6.6.7", port }, T0), true);
  }
  // All are held: the flood is still known.
  assertEquals(budget.allows(FLOOD, T0), false);
  assertEquals(budget.allows({ hostname: "10.6.6.8", port: 1 }, T0), true);
  assertEquals(budget.allows(FLOOD, T0), true);
});
