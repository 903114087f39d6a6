// A copy of the project in which one check after the other is missing, and the tests that tell.

import { join } from "@std/path";
import type { FreshCheckout } from "../support/fresh_checkout.ts";
import { runTests } from "./_test_run.ts";
import { type Check, withoutCheck } from "./check.ts";

/** A check with the file that it stands in. */
export interface Trial {
  readonly file: string;
  readonly check: Check;
  readonly tests: readonly string[];
}

/** What became of a trial: the test that missed the check, or why none did. */
export interface Outcome {
  readonly trial: Trial;
  readonly caught: boolean;
  readonly says: string;
}

/** Takes checks away, one at a time, and puts them back. */
export class MutationBench {
  readonly #checkout: FreshCheckout;
  /** The tests of each file that fail although nothing is missing; null where it cannot run. */
  readonly #red = new Map<string, readonly string[] | null>();

  constructor(checkout: FreshCheckout) {
    this.#checkout = checkout;
  }

  /** Runs the tests without the check, and puts it back. */
  async tryOut(trial: Trial): Promise<Outcome> {
    for (const test of trial.tests) await this.#runUnchanged(test);
    const path = join(this.#checkout.path, trial.file);
    const text = await Deno.readTextFile(path);
    const mutation = withoutCheck(text, trial.check);
    if (!mutation.ok) return { trial, caught: false, says: mutation.problem };
    await Deno.writeTextFile(path, mutation.text);
    try {
      return { trial, ...await this.#firstMissing(trial.tests) };
    } finally {
      await Deno.writeTextFile(path, text);
    }
  }

  async #runUnchanged(file: string): Promise<void> {
    if (this.#red.has(file)) return;
    const run = await runTests(this.#checkout, { file, failFast: false });
    this.#red.set(file, run.type === "ran" ? run.failed : null);
    if (run.type !== "ran") console.log(`${file} cannot be used: ${run.problem}`);
    else if (run.failed.length > 0) console.log(`${file} is red: ${run.failed.join("; ")}`);
  }

  async #firstMissing(tests: readonly string[]): Promise<Omit<Outcome, "trial">> {
    for (const file of tests) {
      const red = this.#red.get(file) ?? null;
      if (red === null) continue;
      const run = await runTests(this.#checkout, { file, failFast: red.length === 0 });
      if (run.type !== "ran") return { caught: false, says: `does not compile: ${run.problem}` };
      const missing = run.failed.find((name) => !red.includes(name));
      if (missing !== undefined) return { caught: true, says: missing };
    }
    return { caught: false, says: `SURVIVED ${tests.join(", ")}` };
  }
}
