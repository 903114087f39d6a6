// The folder as a whole: good files become lots, each bad one is reported, nothing half-imported.

import { assertEquals, assertRejects } from "@std/assert";
import { join } from "@std/path";
import { Fault } from "../../lib/base/fault.ts";
import { ItemsFolder } from "../../lib/catalogue/items_folder.ts";
import { drawing, lotJson, put, withFolder } from "./items_fixture.ts";

/** Ids of the lots, and the reports as "file: field code". */
async function readAll(folder: string) {
  const { lots, reports } = await new ItemsFolder(folder, { currency: "BRL" }).readAll();
  return {
    ids: lots.map(({ id }) => id),
    reports: reports.flatMap(({ file, problems }) =>
      problems.map(({ field, code }) => `${file}: ${field} ${code}`)
    ),
  };
}

Deno.test("ItemsFolder.readAll() takes files in natural order and lots as they stand", async () => {
  const files = {
    "10.json": lotJson({ id: "10" }),
    "2.json": `[${lotJson({ id: "2b" })},${lotJson({ id: "2a" })}]`,
    "1.json": `\ufeff${lotJson({ id: "1" })}`,
    ".hidden.json": "{",
    "notes.txt": "not for sale",
  };
  await withFolder(files, async (folder) => {
    assertEquals(await readAll(folder), { ids: ["1", "2b", "2a", "10"], reports: [] });
  });
});

Deno.test("ItemsFolder.readAll() gives a lot the digest of its image", async () => {
  const files = { "1.json": lotJson({ id: "1", image: "a.svg" }), "a.svg": drawing() };
  await withFolder(files, async (folder) => {
    const { lots } = await new ItemsFolder(folder).readAll();
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(drawing()));
    assertEquals(lots[0]?.image, {
      name: "a.svg",
      mediaType: "image/svg+xml",
      sha256: new Uint8Array(digest).toHex(),
    });
  });
});

const badFiles:
  readonly (readonly [name: string, content: string | Uint8Array, problem: string])[] = [
    ["truncated", lotJson({ id: "1" }).slice(0, -1), " json"],
    ["empty", "", " json"],
    ["no JSON", "id: 1", " json"],
    ["with a comma too many", '{"id":"1",}', " json"],
    ["in Latin-1", Uint8Array.of(0x22, 0xe9, 0x22), " utf8"],
    ["of 2 MiB and a byte", " ".repeat(2 * 1024 * 1024 + 1), " file_bytes"],
    ["nested deeply", "[".repeat(100_000) + "]".repeat(100_000), "[0] object"],
    ["of the wrong type", "7", " object"],
    ["with an unknown field", lotJson({ id: "1", colour: "red" }), "colour known_field"],
    ["with a foreign currency", lotJson({ id: "1", currency: "USD" }), "currency sale_currency"],
    ["with one bad lot of two", `[${lotJson({ id: "8" })},${lotJson({ id: 9 })}]`, "[1].id id"],
    [
      "with an image that is not there",
      lotJson({ id: "1", image: "no.svg" }),
      "image image_present",
    ],
    ["with a scripted image", lotJson({ id: "1", image: "bad.svg" }), "image plain_svg"],
    ["with an image above the folder", lotJson({ id: "1", image: "../a.svg" }), "image image_name"],
  ];

for (const [name, content, problem] of badFiles) {
  Deno.test(`ItemsFolder.readAll() reports a file ${name}, and the others stand`, async () => {
    const files = {
      "a.json": lotJson({ id: "7" }),
      "b.json": content,
      "bad.svg": drawing().replace("circle", "script"),
    };
    await withFolder(files, async (folder) => {
      assertEquals(await readAll(folder), { ids: ["7"], reports: [`b.json: ${problem}`] });
    });
  });
}

Deno.test("ItemsFolder.readAll() refuses links, for lots and for images", async () => {
  await withFolder({ "outside.json": lotJson({ id: "7" }) }, async (outside) => {
    await put(outside, "outside.svg", { content: drawing() });
    await withFolder({ "b.json": lotJson({ id: "8", image: "a.svg" }) }, async (folder) => {
      await Deno.symlink(join(outside, "outside.json"), join(folder, "a.json"));
      await Deno.symlink(join(outside, "outside.svg"), join(folder, "a.svg"));
      assertEquals(await readAll(folder), {
        ids: [],
        reports: ["a.json:  ordinary_file", "b.json: image ordinary_file"],
      });
    });
  });
});

Deno.test("ItemsFolder.readAll() refuses a folder that is named like a file", async () => {
  await withFolder({}, async (folder) => {
    await Deno.mkdir(join(folder, "a.json"));
    assertEquals((await readAll(folder)).reports, ["a.json:  ordinary_file"]);
  });
});

Deno.test("ItemsFolder.readAll() refuses the later of two files with one lot id, whole", async () => {
  const files = {
    "a.json": lotJson({ id: "7" }),
    "b.json": `[${lotJson({ id: "6" })},${lotJson({ id: "7" })}]`,
  };
  await withFolder(files, async (folder) => {
    assertEquals(await readAll(folder), { ids: ["7"], reports: ["b.json: id unique_id"] });
  });
});

Deno.test("ItemsFolder.readAll() refuses the file that brings lot 1,001", async () => {
  const thousand = Array.from(
    { length: 1000 },
    (_, n) => ({ id: `a${n}`, title: "x", opening: 1 }),
  );
  const files = { "a.json": JSON.stringify(thousand), "b.json": lotJson({ id: "b" }) };
  await withFolder(files, async (folder) => {
    const { ids, reports } = await readAll(folder);
    assertEquals([ids.length, reports], [1000, ["b.json:  lots_in_sale"]]);
  });
});

Deno.test("ItemsFolder.read() tells the lots that changed from those that did not", async () => {
  const both = (opening: number) => `[${lotJson({ id: "1" })},${lotJson({ id: "2", opening })}]`;
  await withFolder({ "a.json": both(1) }, async (folder) => {
    const items = new ItemsFolder(folder);
    const newIds = async () => {
      const reading = await items.read("a.json");
      return reading.ok && reading.newLots.map(({ id }) => id);
    };
    assertEquals(await newIds(), ["1", "2"]);
    assertEquals(await newIds(), []);
    await put(folder, "a.json", { content: both(2) });
    assertEquals(await newIds(), ["2"]);
  });
});

Deno.test("ItemsFolder.read() lets an id move to another file once its file is forgotten", async () => {
  const files = { "a.json": lotJson({ id: "7" }), "b.json": lotJson({ id: "7" }) };
  await withFolder(files, async (folder) => {
    const items = new ItemsFolder(folder);
    assertEquals((await items.read("a.json")).ok, true);
    assertEquals((await items.read("b.json")).ok, false);
    items.forget("a.json");
    assertEquals((await items.read("b.json")).ok, true);
  });
});

Deno.test("ItemsFolder.read() frees an id that its file no longer brings", async () => {
  const files = { "a.json": lotJson({ id: "7" }), "b.json": lotJson({ id: "7" }) };
  await withFolder(files, async (folder) => {
    const items = new ItemsFolder(folder);
    await items.readAll();
    await put(folder, "a.json", { content: lotJson({ id: "6" }) });
    assertEquals((await items.read("a.json")).ok, true);
    assertEquals((await items.read("b.json")).ok, true);
  });
});

Deno.test("ItemsFolder.read() leaves the ids with a file that turned bad", async () => {
  await withFolder({ "a.json": lotJson({ id: "7" }) }, async (folder) => {
    const items = new ItemsFolder(folder);
    await items.readAll();
    await put(folder, "a.json", { content: "{" });
    await put(folder, "b.json", { content: lotJson({ id: "7" }) });
    assertEquals((await items.read("a.json")).ok, false);
    assertEquals((await items.read("b.json")).ok, false);
  });
});

Deno.test("ItemsFolder.readAll() fails with not_found where there is no folder", async () => {
  const fault = await assertRejects(() => new ItemsFolder("/nowhere/items").readAll(), Fault);
  assertEquals(fault.code, "not_found");
});

Deno.test("ItemsFolder.readAll() names the line where a file stops being JSON", async () => {
  await withFolder({ "a.json": '{\n  "id": "7",\n  oops\n}' }, async (folder) => {
    const { reports } = await new ItemsFolder(folder).readAll();
    assertEquals(reports[0]?.problems[0]?.found, "line 3, column 3");
  });
});
