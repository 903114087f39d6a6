// A temporary items folder with files in it, and the right lot that tests change one step at a time.

import { join } from "@std/path";

/** A right lot as JSON text, with `fields` put over it. */
export function lotJson(fields: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ title: "Coffee pot", opening: 1000, ...fields });
}

/** An SVG that is only a drawing. `size` makes drawings differ. */
export function drawing(size = 9): string {
  return `<svg xmlns="http://www.w3.org/2000/svg"><circle r="${size}"/></svg>`;
}

/** Writes a file whole, with a time of its own where files must differ in time only. */
export async function put(
  folder: string,
  name: string,
  { content, mtimeMs }: { readonly content: string | Uint8Array; readonly mtimeMs?: number },
): Promise<void> {
  const path = join(folder, name);
  if (typeof content === "string") await Deno.writeTextFile(path, content);
  else await Deno.writeFile(path, content);
  if (mtimeMs !== undefined) await Deno.utime(path, new Date(mtimeMs), new Date(mtimeMs));
}

/** Runs `use` over a folder with these files and removes it afterwards. */
export async function withFolder(
  files: Readonly<Record<string, string | Uint8Array>>,
  use: (folder: string) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "leilao_items_" });
  try {
    for (const [name, content] of Object.entries(files)) await put(folder, name, { content });
    await use(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
