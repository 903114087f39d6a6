// `deno task demo --practice`, with a person whose input is piped: the plain face of the client.

import { assert, assertEquals, assertMatch } from "@std/assert";
import { join } from "@std/path";
import { FreshCheckout, type TaskEnd } from "../support/fresh_checkout.ts";

const saleMs = 120_000;

/** Lot 1 with seed 3: the others' limit is 3 800 reais, which this beats. */
const args = ["--practice", "--quick", "--seed", "3", "--lots", "2"];

/** What the person answers once the text has been read. */
type Answer = readonly [heard: string, line: string];

Deno.test("deno task demo --practice sells a lot to the person, reviews it and leaves nothing", async () => {
  await using checkout = await FreshCheckout.make();
  const end = await practised(checkout, [["Lot 1 is open", "bid 1 4500"], ["Lot 2 is", "quit"]]);
  assertEquals(end.code, 0, end.out + end.err);
  assertMatch(end.out, /^ {2}deno task demo --practice --seed 3 --lots 2 --quick$/m);
  assertMatch(end.out, /^[\d:]+ Lot 1 is sold for R\$4,000\.00 to you/m);
  const row = /^1 +Silver.* you +R\$4,000\.00 +R\$4,500\.00 +R\$3,800\.00 \(Ana\)$/m;
  assertMatch(end.out, row);
  assertMatch(end.out, /^Lots won: 1 of 1\.$/m);
  assertMatch(end.out, /^R\$500\.00 of what you offered was not needed/m);
  assertMatch(end.out, /^> You named more than you paid/m);
  assertEquals(leftIn(checkout), []);
});

Deno.test("deno task demo --practice goes on to the end of the sale without the person's bids", async () => {
  await using checkout = await FreshCheckout.make();
  const end = await practised(checkout, []);
  assertEquals(end.code, 0, end.out + end.err);
  assertMatch(end.out, /The sale is closed/);
  // Lot 2 has a clock, which a late bid has moved.
  assertMatch(end.out, /^2 +Fishing canoe/m);
  assertMatch(end.out, /^Lots won: 0 of 2\.$/m);
  assertMatch(end.out, /^> Try a bid/m);
  assertEquals(leftIn(checkout), []);
});

Deno.test("deno task demo --practice ends well at the end of the input and when interrupted", async () => {
  await using checkout = await FreshCheckout.make();
  const silent = await checkout.task("demo", { args, ms: saleMs });
  assertEquals(silent.code, 0, silent.out + silent.err);
  assertMatch(silent.out, /its folder and keys are removed/);
  assertEquals(leftIn(checkout), []);
  let isStopped = false;
  const stopped = await practised(checkout, [], (out, child) => {
    if (isStopped || !out.includes("Lote 1 aberto")) return;
    isStopped = true;
    child.kill("SIGINT"); // deno task hands it on, as a terminal does with Ctrl+C.
  });
  assertEquals(stopped.code, 0, stopped.out + stopped.err);
  assertMatch(stopped.out, /^O treino acabou; a pasta e as chaves foram removidas\.$/m);
  assertEquals(leftIn(checkout), []);
});

Deno.test("deno task demo refuses a seed without --practice", async () => {
  await using checkout = await FreshCheckout.make();
  const end = await checkout.task("demo", { args: ["--seed", "3"], ms: saleMs });
  assertEquals(end.code, 2);
  assertMatch(end.err, /^demo: --seed: /m);
});

/** Runs the practice with a person who waits for a text before each line, or interrupts it in Portuguese. */
async function practised(
  checkout: FreshCheckout,
  answers: readonly Answer[],
  interrupt?: (out: string, child: Deno.ChildProcess) => void,
): Promise<TaskEnd> {
  const pipe = new TransformStream<Uint8Array, Uint8Array>();
  const writer = pipe.writable.getWriter();
  const left = [...answers];
  const heard = (out: string, child: Deno.ChildProcess) => {
    interrupt?.(out, child);
    const [text, line] = left[0] ?? [];
    if (text === undefined || !out.includes(text)) return;
    left.shift();
    writer.write(new TextEncoder().encode(`${line}\n`)).catch(() => {}); // The task may have ended.
  };
  const env = interrupt === undefined ? {} : { LANG: "pt_BR.UTF-8" };
  const end = await checkout.task("demo", { args, ms: saleMs, input: pipe.readable, heard, env });
  assert(left.length === 0, end.out + end.err);
  return end;
}

/** The practices whose folders are still there. */
function leftIn({ path }: FreshCheckout): readonly string[] {
  return [...Deno.readDirSync(join(path, "data"))].map(({ name }) => name);
}
