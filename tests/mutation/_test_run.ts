// One file of tests, run in a copy of the project as `deno task test` runs it.

import type { FreshCheckout } from "../support/fresh_checkout.ts";

/** A file takes seconds; a mutant that waits for ever is cut off. */
const runMs = 90_000;

/** How a file of tests ended. */
export type TestRun =
  | { readonly type: "ran"; readonly failed: readonly string[] }
  | { readonly type: "not_compiled"; readonly problem: string };

/** Runs one file of tests; with `failFast` up to the first that fails. */
export async function runTests(
  checkout: FreshCheckout,
  { file, failFast }: { readonly file: string; readonly failFast: boolean },
): Promise<TestRun> {
  const args = failFast ? ["--fail-fast", file] : [file];
  const { code, out, err } = await checkout.task("test", { args, ms: runMs });
  const said = `${out}\n${err}`;
  if (code === 0) return { type: "ran", failed: [] };
  const typeError = /^TS\d+ \[ERROR\].*|^error: The module's source code could not be parsed.*/m
    .exec(said);
  if (typeError !== null) return { type: "not_compiled", problem: typeError[0] };
  const failed = failuresIn(out);
  return { type: "ran", failed: failed.length > 0 ? failed : [`${file} did not end well`] };
}

/** The names in the list of failures that `deno test` prints behind all else. */
export function failuresIn(out: string): readonly string[] {
  const list = out.slice(out.lastIndexOf("\n FAILURES \n") + 1);
  if (!list.startsWith(" FAILURES ")) return [];
  return list.split("\n").flatMap((line) => {
    const [, name] = /^(.*\(uncaught error\)|.*(?= => \S+:\d+:\d+$))/.exec(line) ?? [];
    return name === undefined ? [] : [name];
  });
}
