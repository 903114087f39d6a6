// Following the folder: real files, told times. One test at the end uses the system's notices.

import { assertEquals, assertRejects } from "@std/assert";
import { join } from "@std/path";
import { Fault } from "../../lib/base/fault.ts";
import { steadyClock } from "../../lib/base/clock.ts";
import { ItemsFolder } from "../../lib/catalogue/items_folder.ts";
import { type ItemsChange, ItemsWatch, watchItems } from "../../lib/catalogue/items_watch.ts";
import { drawing, lotJson, put, withFolder } from "./items_fixture.ts";

const times = { lookMs: 100, settleMs: 1000 };

/** "taken a.json 1,2", "refused a.json image_present", "removed a.json". */
function inWords(change: ItemsChange): string {
  const { type, file } = change;
  if (type === "removed") return `removed ${file}`;
  const rest = type === "taken"
    ? change.lots.map(({ id }) => id)
    : change.problems.map(({ code }) => code);
  return `${type} ${file} ${rest.join()}`.trim();
}

/** A watch over `folder` whose clock the test moves; `at(ms)` looks and tells what it saw. */
function watchOver(folder: string) {
  const watch = new ItemsWatch(new ItemsFolder(folder), times);
  return async (nowMs: number) => (await watch.look(nowMs)).changes.map(inWords);
}

Deno.test("ItemsWatch.look() takes a new file when it lies still, and tells it once", async () => {
  await withFolder({ "a.json": lotJson({ id: "1" }) }, async (folder) => {
    const at = watchOver(folder);
    assertEquals(await at(0), []);
    assertEquals(await at(100), ["taken a.json 1"]);
    assertEquals(await at(200), []);
    assertEquals(await at(5000), []);
  });
});

Deno.test("ItemsWatch.look() says when to look again", async () => {
  await withFolder({ "a.json": "{" }, async (folder) => {
    const watch = new ItemsWatch(new ItemsFolder(folder), times);
    assertEquals((await watch.look(0)).lookAtMs, 100);
    await watch.look(100);
    assertEquals((await watch.look(150)).lookAtMs, 1000);
    await watch.look(1000);
    assertEquals((await watch.look(1001)).lookAtMs, null);
  });
});

Deno.test("ItemsWatch.look() does not report a file in the middle of being written", async () => {
  const text = lotJson({ id: "1" });
  await withFolder({ "a.json": text.slice(0, 20) }, async (folder) => {
    const at = watchOver(folder);
    assertEquals([await at(0), await at(100), await at(900)], [[], [], []]);
    await put(folder, "a.json", { content: text });
    assertEquals([await at(950), await at(1050)], [[], ["taken a.json 1"]]);
  });
});

Deno.test("ItemsWatch.look() reports a truncated file once it has settled", async () => {
  await withFolder({ "a.json": '{"id":' }, async (folder) => {
    const at = watchOver(folder);
    assertEquals([await at(0), await at(100), await at(999)], [[], [], []]);
    assertEquals(await at(1000), ["refused a.json json"]);
    assertEquals(await at(9000), []);
  });
});

Deno.test("ItemsWatch.look() reports a whole but wrong file at once", async () => {
  await withFolder({ "a.json": lotJson({ id: "1", opening: 0 }) }, async (folder) => {
    const at = watchOver(folder);
    assertEquals([await at(0), await at(100)], [[], ["refused a.json amount"]]);
  });
});

Deno.test("ItemsWatch.look() tells only the lots that changed, and nothing of a touch", async () => {
  const both = (opening: number) => `[${lotJson({ id: "1" })},${lotJson({ id: "2", opening })}]`;
  await withFolder({}, async (folder) => {
    const at = watchOver(folder);
    await put(folder, "a.json", { content: both(1), mtimeMs: 1_000 });
    assertEquals([await at(0), await at(100)], [[], ["taken a.json 1,2"]]);
    await put(folder, "a.json", { content: both(1), mtimeMs: 2_000 });
    assertEquals([await at(200), await at(300)], [[], []]);
    await put(folder, "a.json", { content: both(2), mtimeMs: 3_000 });
    assertEquals([await at(400), await at(500)], [[], ["taken a.json 2"]]);
  });
});

Deno.test("ItemsWatch.look() tells a set of problems once, until it changes", async () => {
  await withFolder({}, async (folder) => {
    const at = watchOver(folder);
    const wrong = lotJson({ id: "1", opening: 0 });
    await put(folder, "a.json", { content: wrong, mtimeMs: 1_000 });
    assertEquals([await at(0), await at(100)], [[], ["refused a.json amount"]]);
    await put(folder, "a.json", { content: wrong, mtimeMs: 2_000 });
    assertEquals([await at(200), await at(300)], [[], []]);
    await put(folder, "a.json", { content: lotJson({ id: "" }), mtimeMs: 3_000 });
    assertEquals([await at(400), await at(500)], [[], ["refused a.json id"]]);
  });
});

Deno.test("ItemsWatch.look() clears a report when the file is put right without a change", async () => {
  await withFolder({}, async (folder) => {
    const at = watchOver(folder);
    await put(folder, "a.json", { content: lotJson({ id: "1" }), mtimeMs: 1_000 });
    await at(0);
    await at(100);
    await put(folder, "a.json", { content: lotJson({ id: "1", opening: 0 }), mtimeMs: 2_000 });
    assertEquals([await at(200), await at(300)], [[], ["refused a.json amount"]]);
    await put(folder, "a.json", { content: lotJson({ id: "1" }), mtimeMs: 3_000 });
    assertEquals([await at(400), await at(500)], [[], ["taken a.json"]]);
  });
});

Deno.test("ItemsWatch.look() notes a removed file and survives an editor's renaming", async () => {
  await withFolder({ "a.json": lotJson({ id: "1" }) }, async (folder) => {
    const at = watchOver(folder);
    await at(0);
    await at(100);
    await Deno.remove(join(folder, "a.json"));
    assertEquals(await at(200), []);
    await put(folder, "a.tmp", { content: lotJson({ id: "1", opening: 7 }) });
    await Deno.rename(join(folder, "a.tmp"), join(folder, "a.json"));
    assertEquals([await at(250), await at(350)], [[], ["taken a.json 1"]]);
    await Deno.remove(join(folder, "a.json"));
    assertEquals([await at(400), await at(500), await at(600)], [[], ["removed a.json"], []]);
  });
});

Deno.test("ItemsWatch.look() waits for an image that is copied after its lot", async () => {
  await withFolder({ "a.json": lotJson({ id: "1", image: "a.svg" }) }, async (folder) => {
    const at = watchOver(folder);
    assertEquals([await at(0), await at(100)], [[], []]);
    await put(folder, "a.svg", { content: drawing() });
    assertEquals([await at(200), await at(300), await at(1000)], [[], [], ["taken a.json 1"]]);
  });
});

Deno.test("ItemsWatch.look() takes a refused lot when its image comes at last", async () => {
  await withFolder({ "a.json": lotJson({ id: "1", image: "a.svg" }) }, async (folder) => {
    const at = watchOver(folder);
    await at(0);
    await at(100);
    assertEquals(await at(1000), ["refused a.json image_present"]);
    await put(folder, "a.svg", { content: drawing() });
    assertEquals([await at(2000), await at(2100)], [[], ["taken a.json 1"]]);
  });
});

Deno.test("ItemsWatch.look() gives a lot out again when its image changed", async () => {
  const files = { "a.json": lotJson({ id: "1", image: "a.svg" }), "b.json": lotJson({ id: "2" }) };
  await withFolder(files, async (folder) => {
    const at = watchOver(folder);
    await put(folder, "a.svg", { content: drawing(1) });
    assertEquals([await at(0), await at(100)], [[], ["taken a.json 1", "taken b.json 2"]]);
    await put(folder, "a.svg", { content: drawing(22) });
    assertEquals([await at(200), await at(300)], [[], ["taken a.json 1"]]);
  });
});

Deno.test("ItemsWatch.look() takes the second file of one id when the first is gone", async () => {
  const files = { "a.json": lotJson({ id: "1" }), "b.json": lotJson({ id: "1", opening: 5 }) };
  await withFolder(files, async (folder) => {
    const at = watchOver(folder);
    await at(0);
    assertEquals(await at(100), ["taken a.json 1", "refused b.json unique_id"]);
    await Deno.remove(join(folder, "a.json"));
    await at(200);
    assertEquals([...await at(300), ...await at(400)], ["removed a.json", "taken b.json 1"]);
  });
});

Deno.test("ItemsWatch.look() takes a folder that is away for files that are gone", async () => {
  await withFolder({ "a.json": lotJson({ id: "1" }) }, async (folder) => {
    const at = watchOver(folder);
    await at(0);
    await at(100);
    await Deno.rename(folder, `${folder}.away`);
    assertEquals([await at(200), await at(300)], [[], ["removed a.json"]]);
    await Deno.rename(`${folder}.away`, folder);
    assertEquals([await at(400), await at(500), await at(600)], [[], [], []]);
  });
});

Deno.test("watchItems() fails with not_found where there is no folder", async () => {
  const options = {
    ...times,
    rescanMs: 50,
    clock: steadyClock(),
    signal: AbortSignal.timeout(60_000),
  };
  const changes = watchItems(new ItemsFolder("/nowhere/items"), options);
  const fault = await assertRejects(() => changes.next(), Fault);
  assertEquals(fault.code, "not_found");
});

Deno.test("watchItems() tells a file that is saved while it watches, and ends with its signal", async () => {
  await withFolder({ "a.json": lotJson({ id: "1" }) }, async (folder) => {
    const items = new ItemsFolder(folder);
    await items.readAll();
    const stop = new AbortController();
    // The wait is bounded by a deadline, and the notice, not the slow rescan, has to bring the news.
    const signal = AbortSignal.any([stop.signal, AbortSignal.timeout(10_000)]);
    const options = { lookMs: 20, settleMs: 200, rescanMs: 60_000, clock: steadyClock(), signal };
    const changes = watchItems(items, options);
    const first = changes.next();
    await put(folder, "b.json", { content: lotJson({ id: "2" }) });
    const { value } = await first;
    assertEquals(value && inWords(value), "taken b.json 2");
    stop.abort();
    assertEquals((await changes.next()).done, true);
  });
});
