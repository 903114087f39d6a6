// Readable transcripts: each file in tests/scenarios opens with its story, then come commands, a
// line "----", and what happened. `deno test tests/scenarios_test.ts -- --update`, with leave to
// write, writes down what happens now, to be read as a difference.

import { assert, assertEquals } from "@std/assert";
import { join } from "@std/path";
import { perform } from "./scenarios/scenario_commands.ts";
import { ScenarioStage } from "./scenarios/scenario_stage.ts";
import { projectRoot } from "./support/source_files.ts";

const folder = join(projectRoot, "tests/scenarios");
const update = Deno.args.includes("--update");
const names = Array.from(Deno.readDirSync(folder), ({ name }) => name)
  .filter((name) => name.endsWith(".txt")).toSorted();

for (const name of names) {
  Deno.test(`Scenario ${name.replace(/\.txt$/, "")} goes as it is written`, async () => {
    const path = join(folder, name);
    const written = await Deno.readTextFile(path);
    const played = play(written);
    assert(written.startsWith("# "), "A scenario opens with its story");
    if (update) await Deno.writeTextFile(path, played);
    else assertEquals(played, written);
  });
}

Deno.test("A scenario that goes another way than it is written is seen", () => {
  const written =
    "# Nothing.\n\nhouse starts\nwait 1ms\n----\n   0.000 house starts with 1 events\n";
  assert(play(written) !== written);
});

/** The scenario with what happens put under each block of commands. */
function play(text: string): string {
  const stage = new ScenarioStage();
  const blocks = text.trimEnd().split("\n\n").map((block) => {
    if (block.startsWith("#")) return block;
    const commands = block.split("\n----")[0] ?? "";
    for (const command of commands.split("\n")) perform(stage, command);
    return [`${commands}\n----`, ...counted(stage.trace.take())].join("\n");
  });
  return `${blocks.join("\n\n")}\n`;
}

/** Lines that say the same one after the other, as one line and how often. */
function counted(lines: readonly string[]): readonly string[] {
  const groups: { line: string; text: string; times: number }[] = [];
  for (const line of lines) {
    const text = line.slice(9);
    const last = groups.at(-1);
    if (last?.text === text) last.times++;
    else groups.push({ line, text, times: 1 });
  }
  return groups.map(({ line, times }) => times === 1 ? line : `${line} (${times} times)`);
}
