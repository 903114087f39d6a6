// A thread that fails is told to its parent once, as a fault, and is over then.

import { assertEquals, assertRejects } from "@std/assert";
import { Fault } from "../../lib/base/fault.ts";
import { DEAD_AFTER_MS } from "../../lib/worker/life_cycle.ts";
import { WorkerHandle } from "../../lib/worker/worker_handle.ts";
import type { Failing } from "../support/broken_worker.ts";
import { inTime } from "../support/bounded.ts";
import { Transcript } from "../support/transcript.ts";

type Handle = WorkerHandle<{ readonly type: Failing }, { readonly type: "hello" }>;

/** A started broken worker, with everything that it told. */
async function started() {
  const faults = new Transcript<Fault>("faults");
  const greeted = Promise.withResolvers<void>();
  const handle: Handle = new WorkerHandle({
    name: "broken",
    url: new URL("../support/broken_worker.ts", import.meta.url),
    permissions: {},
    notice: () => greeted.resolve(),
    failed: (fault) => faults.add(fault),
  });
  await inTime(greeted.promise, { what: "the first notice" });
  return { handle, faults };
}

Deno.test("WorkerHandle tells once of a worker that throws, rejects, or says that it failed", async () => {
  const cases = [["throw", "worker_failed"], ["reject", "worker_failed"], [
    "tell",
    "ledger_unwritable",
  ]] as const;
  for (const [way, code] of cases) {
    const { handle, faults } = await started();
    handle.send({ type: way });
    const fault = await faults.waitFor(() => true, { what: "a fault" });
    assertEquals([way, fault.code], [way, code]);
    // It is over: asking it to stop waits for nothing, and nothing more is told.
    await handle.stop({ type: "stop" });
    assertEquals(faults.all.length, 1);
  }
});

Deno.test("WorkerHandle tells of a worker that falls silent or ends itself, after a while", async () => {
  for (const way of ["silence", "close"] as const) {
    const time = new WatchTime();
    try {
      const { handle, faults } = await started();
      handle.send({ type: way });
      time.passes(DEAD_AFTER_MS);
      assertEquals(faults.all, []);
      time.passes(1);
      time.passes(DEAD_AFTER_MS);
      assertEquals(faults.all.map(({ code }) => code), ["worker_failed"]);
      await handle.stop({ type: "stop" });
    } finally {
      time.restore();
    }
  }
});

Deno.test("WorkerHandle takes its own long sleep for no fault of the worker", async () => {
  const time = new WatchTime();
  try {
    const { handle, faults } = await started();
    time.jumps(DEAD_AFTER_MS * 100);
    time.passes(DEAD_AFTER_MS - 1_000);
    assertEquals(faults.all, []);
    await handle.stop({ type: "stop" });
  } finally {
    time.restore();
  }
});

Deno.test("WorkerHandle.stop() ends the worker, and says where it did not stop in time", async () => {
  const { handle, faults } = await started();
  await handle.stop({ type: "stop" });
  const other = await started();
  const time = new WatchTime();
  try {
    const stopping = assertRejects(() => other.handle.stop({ type: "silence" }), Fault);
    time.expires();
    assertEquals((await stopping).code, "worker_failed");
  } finally {
    time.restore();
  }
  assertEquals([...faults.all, ...other.faults.all], []);
});

/** Stands in the place of the watch's timers and clock: time passes when the test says so. */
class WatchTime {
  readonly #real = { setInterval, setTimeout, clearTimeout, now: performance.now };
  readonly #looks: (() => void)[] = [];
  readonly #ends: (() => void)[] = [];
  #passed = 0;

  constructor() {
    replace(performance, "now", () => this.#passed);
    replace(globalThis, "setInterval", (look: () => void) => this.#looks.push(look));
    replace(globalThis, "setTimeout", (end: () => void, ms: number) => {
      // The bound of a wait of the test's own stays a real one.
      if (ms !== DEAD_AFTER_MS) return this.#real.setTimeout(end, ms);
      this.#ends.push(end);
      return 0;
    });
  }

  /** Lets time pass, with a look each second. */
  passes(ms: number): void {
    for (let left = ms; left > 0; left -= 1_000) this.jumps(Math.min(left, 1_000));
  }

  /** Lets time pass in one go: nobody looked meanwhile. */
  jumps(ms: number): void {
    this.#passed += ms;
    for (const look of this.#looks) look();
  }

  expires(): void {
    for (const end of this.#ends) end();
  }

  restore(): void {
    replace(performance, "now", this.#real.now);
    replace(globalThis, "setInterval", this.#real.setInterval);
    replace(globalThis, "setTimeout", this.#real.setTimeout);
  }
}

function replace(target: object, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, configurable: true, writable: true });
}
