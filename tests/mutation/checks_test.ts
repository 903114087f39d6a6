// The table of checks must not rot: each names one place in the source and tests that are there.
// Whether those tests miss the check, only `deno task mutate` shows.

import { assertEquals } from "@std/assert";
import { failuresIn } from "./_test_run.ts";
import { checkedFiles } from "./checks.ts";
import { withoutCheck } from "./check.ts";

const project = new URL("../../", import.meta.url);

Deno.test("checkedFiles: each check stands at one place of its file, and can be taken away", async () => {
  const problems: string[] = [];
  for (const { file, checks } of checkedFiles) {
    const text = await Deno.readTextFile(new URL(file, project));
    for (const check of checks) {
      const mutation = withoutCheck(text, check);
      if (!mutation.ok) problems.push(`${file}: ${check.without}: ${mutation.problem}`);
    }
  }
  assertEquals(problems, []);
});

Deno.test("checkedFiles: each check has test files that are there", async () => {
  const tests = checkedFiles.flatMap(({ caughtBy, checks }) => [
    ...caughtBy,
    ...checks.flatMap((check) => check.caughtBy ?? []),
  ]);
  for (const test of new Set(tests)) {
    assertEquals((await Deno.stat(new URL(test, project))).isFile, true, test);
  }
  assertEquals(checkedFiles.filter(({ caughtBy }) => caughtBy.length === 0), []);
});

Deno.test("checkedFiles: no two checks of a file have one name", () => {
  for (const { file, checks } of checkedFiles) {
    assertEquals(new Set(checks.map(({ without }) => without)).size, checks.length, file);
  }
});

Deno.test("withoutCheck() changes one place, and says where there is none or another one", () => {
  const check = { without: "f() does", search: "if (a) b();", replace: "$& b();" };
  assertEquals(withoutCheck("x if (a) b(); y", check), { ok: true, text: "x $& b(); y" });
  assertEquals(withoutCheck("x", check).ok, false);
  assertEquals(withoutCheck("if (a) b(); if (a) b();", check).ok, false);
  assertEquals(withoutCheck(check.search, { ...check, replace: check.search }).ok, false);
  const both = { ...check, and: { search: "y", replace: "z" } };
  assertEquals(withoutCheck("x if (a) b(); y", both), { ok: true, text: "x $& b(); z" });
  assertEquals(withoutCheck("x if (a) b();", both).ok, false);
});

Deno.test("failuresIn() names the tests that failed, and nothing that they said", () => {
  const out = `running 2 tests from ./tests/a_test.ts
f() does => ./tests/a_test.ts:1:6
error: AssertionError

 FAILURES 

f() gives a => b => ./tests/a_test.ts:10:6
./tests/b_test.ts (uncaught error)

FAILED | 1 passed | 2 failed (3ms)
`;
  assertEquals(failuresIn(out), ["f() gives a => b", "./tests/b_test.ts (uncaught error)"]);
  assertEquals(failuresIn("ok | 2 passed | 0 failed (3ms)"), []);
});
