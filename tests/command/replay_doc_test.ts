// lib/command/REPLAY.md is what people write scripts by: its tables are compared with the code, and
// its example is run.

import { assert, assertEquals } from "@std/assert";
import { replayLines } from "../../lib/command/replay_lines.ts";
import { parseScript } from "../../lib/command/replay_script.ts";
import { VERBS } from "../../lib/command/replay_verbs.ts";

const read = (path: string) => Deno.readTextFileSync(new URL(path, import.meta.url));
const page = read("../../lib/command/REPLAY.md");

/** The rows under the head `first`: first cell -> second cell, both without marks. */
function table(text: string, first: string): readonly (readonly [string, string])[] {
  const lines = text.split("\n");
  const start = lines.findIndex((line) => line.startsWith(`| ${first} `)) + 2;
  const end = lines.findIndex((line, index) => index >= start && !line.startsWith("|"));
  return lines.slice(start, end).map((line) => {
    const [head = "", second = ""] = line.split("|").slice(1).map((cell) => cell.trim());
    return [head.replaceAll("`", ""), second.replaceAll("`", "")] as const;
  });
}

Deno.test("REPLAY.md lists each verb with its fields", () => {
  const written = Object.entries(VERBS).map(([name, { fields }]) => [name, fields.join(", ")]);
  assertEquals(table(page, "`do`").map((row) => [...row]), written);
});

Deno.test("REPLAY.md lists each field of a line", () => {
  const code = read("../../lib/command/replay_line.ts");
  const [, body = ""] = /export interface ReplayLine \{([^]*?)\n\}/.exec(code) ?? [];
  const optional = [...body.matchAll(/^ {2}readonly (\w+)\?:/gm)].map(([, name]) => name);
  assert(optional.length > 5);
  assertEquals(table(page, "Field").map(([name]) => name).toSorted(), optional.toSorted());
  const always = [...body.matchAll(/^ {2}readonly (\w+):/gm)].map(([, name]) => name ?? "");
  for (const name of always) assert(page.includes(`\`${name}\``), name);
});

Deno.test("REPLAY.md's example runs, and so does the one of each README", () => {
  for (const text of [page, read("../../README.md"), read("../../README.pt-BR.md")]) {
    const [example = ""] = /^\{\n {2}"lots"[^]*?^\}$/m.exec(text) ?? [];
    const parsed = parseScript(JSON.parse(example));
    assert(parsed.ok);
    assertEquals(replayLines(parsed.script).at(-1)?.type, "LotSold");
  }
});
