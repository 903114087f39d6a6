// The file of actions: whole lines in order, for its owner's eyes, and never the end of the house.

import { assertEquals } from "@std/assert";
import type { ActionEntry } from "../../lib/admin/action.ts";
import { ActionFile } from "../../lib/worker/action_file.ts";

function entry(at: number): ActionEntry {
  const target = { lot: "7" };
  return { at, actor: "api", operation: "openLot", target, outcome: "done", code: null };
}

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "leilao-" });
  try {
    await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("ActionFile.append() adds lines in order to those of earlier runs, readable by the owner alone", async () => {
  await inFolder(async (folder) => {
    const path = `${folder}/actions.ndjson`;
    for (const run of [0, 10]) {
      const file = new ActionFile(path, (fault) => {
        throw fault;
      });
      for (let i = 0; i < 10; i++) file.append(entry(run + i));
      await file.flushed();
    }
    const lines = (await Deno.readTextFile(path)).trimEnd().split("\n");
    assertEquals(
      lines.map((line) => JSON.parse(line)),
      Array.from({ length: 20 }, (_, i) => entry(i)),
    );
    const { mode } = await Deno.stat(path);
    if (Deno.build.os !== "windows") assertEquals((mode ?? 0) & 0o777, 0o600);
  });
});

Deno.test("ActionFile.append() reports once that it cannot write, goes on, and reports anew after that", async () => {
  await inFolder(async (folder) => {
    const path = `${folder}/actions.ndjson`;
    const faults: string[] = [];
    const file = new ActionFile(path, ({ code }) => void faults.push(code));
    await Deno.mkdir(path);
    file.append(entry(1));
    file.append(entry(2));
    await file.flushed();
    assertEquals(faults, ["file_unwritable"]);
    await Deno.remove(path);
    file.append(entry(3));
    await file.flushed();
    assertEquals(JSON.parse(await Deno.readTextFile(path)), entry(3));
    await Deno.remove(path);
    await Deno.mkdir(path);
    file.append(entry(4));
    await file.flushed();
    assertEquals(faults.length, 2);
  });
});
