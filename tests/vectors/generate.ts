// Writes all vectors to their files beside this program, and removes those that are no more.
// Run it after a change to a table of cases: `deno task vectors`.

import { walk } from "@std/fs";
import { dirname, fromFileUrl, join, relative } from "@std/path";
import { allVectors, fileText } from "./_all_vectors.ts";

const folder = fromFileUrl(new URL("./", import.meta.url));
const wanted = new Map(allVectors.map((vector) => [`${vector.name}.json`, fileText(vector)]));

for await (const { path } of walk(folder, { includeDirs: false, exts: [".json"] })) {
  const name = relative(folder, path).replaceAll("\\", "/");
  if (!wanted.has(name)) await Deno.remove(path);
}
for (const [name, text] of wanted) {
  const path = join(folder, name);
  await Deno.mkdir(dirname(path), { recursive: true });
  await Deno.writeTextFile(path, text);
}
console.log(`${wanted.size} vectors`);
