// The vectors are the protocol as files: every one is read from its file and must have its one
// outcome, the generator must give the very same files, and the document shows their bytes.

import { assertEquals } from "@std/assert";
import { walk } from "@std/fs";
import { fromFileUrl, join, relative } from "@std/path";
import { allVectors, fileText } from "./vectors/_all_vectors.ts";
import { outcomeOf } from "./vectors/_outcomes.ts";

const folder = fromFileUrl(new URL("./vectors/", import.meta.url));
const files = new Map<string, string>();
for await (const { path } of walk(folder, { includeDirs: false, exts: [".json"] })) {
  files.set(relative(folder, path).replaceAll("\\", "/"), await Deno.readTextFile(path));
}

Deno.test("generate.ts gives the vector files as they stand, no more and no less", () => {
  const made = new Map(allVectors.map((vector) => [`${vector.name}.json`, fileText(vector)]));
  assertEquals([...files.keys()].sort(), [...made.keys()].sort());
  for (const [name, text] of made) assertEquals(files.get(name), text, name);
});

for (const { name, subject, says } of allVectors) {
  Deno.test(`Vector ${name}: ${says}`, async () => {
    const { input, expected } = JSON.parse(files.get(`${name}.json`) ?? "{}");
    assertEquals(await outcomeOf({ subject, input }), expected);
  });
}

Deno.test("PROTOCOL.md §11 shows the bytes of the vectors", async () => {
  const page = await Deno.readTextFile(join(folder, "../../lib/wire/PROTOCOL.md"));
  const shown = [...page.matchAll(/<!-- vector (\S+) (\w+)(?: (\d+))? -->\n+```\w*\n([^`]*)```/g)];
  for (const [, name = "", field = "", at, block = ""] of shown) {
    const { input } = JSON.parse(files.get(`${name}.json`) ?? "{}");
    const value: unknown = at === undefined ? input?.[field] : input?.[field]?.[Number(at)];
    assertEquals(
      block.replaceAll(/\s/g, ""),
      String(value).replaceAll(/\s/g, ""),
      `${name} ${field}`,
    );
  }
  assertEquals(shown.length > 20, true, "the document shows its examples");
});
