// Files that are whole or not there, and reading that cannot be made to wait or to swell.

import { assertEquals } from "@std/assert";
import { join } from "@std/path";
import {
  createFileAtomically,
  makeFolder,
  readBoundedFile,
  writeFileAtomically,
} from "../../lib/secure/atomic_file.ts";
import { codeOf, inFolder } from "./_folder.ts";

const mode = 0o600;

Deno.test("writeFileAtomically() replaces the file and leaves no other behind", async () => {
  await inFolder(async (folder) => {
    const path = join(folder, "a.json");
    await writeFileAtomically(path, "one", { mode });
    await writeFileAtomically(path, "two", { mode });
    assertEquals((await readBoundedFile(path, { bytesMax: 3 })).text, "two");
    assertEquals([...Deno.readDirSync(folder)].length, 1);
  });
});

Deno.test("createFileAtomically() lets one of many win, with its whole text", async () => {
  await inFolder(async (folder) => {
    const path = join(folder, "a.json");
    const texts = Array.from({ length: 16 }, (_, at) => String(at).repeat(5_000));
    const created = await Promise.all(
      texts.map((text) => createFileAtomically(path, text, { mode })),
    );
    assertEquals(created.filter(Boolean).length, 1);
    assertEquals(await Deno.readTextFile(path), texts[created.indexOf(true)]);
    assertEquals([...Deno.readDirSync(folder)].length, 1);
  });
});

Deno.test("writeFileAtomically() says that it failed, and where", async () => {
  await inFolder(async (folder) => {
    const path = join(folder, "missing", "a.json");
    assertEquals(await codeOf(writeFileAtomically(path, "x", { mode })), "file_unwritable");
    assertEquals(await codeOf(createFileAtomically(path, "x", { mode })), "file_unwritable");
    await Deno.writeTextFile(join(folder, "file"), "");
    assertEquals(await codeOf(makeFolder(join(folder, "file", "below"))), "file_unwritable");
  });
});

Deno.test("readBoundedFile() takes a regular file of the size allowed, and nothing else", async () => {
  await inFolder(async (folder) => {
    const path = join(folder, "a.json");
    await Deno.writeTextFile(path, "1234");
    assertEquals((await readBoundedFile(path, { bytesMax: 4 })).text, "1234");
    assertEquals(await codeOf(readBoundedFile(path, { bytesMax: 3 })), "bad_file");
    assertEquals(await codeOf(readBoundedFile(folder, { bytesMax: 3 })), "bad_file");
    assertEquals(await codeOf(readBoundedFile(join(folder, "b"), { bytesMax: 3 })), "not_found");
    await Deno.writeFile(path, new Uint8Array([0x61, 0xff]));
    assertEquals(await codeOf(readBoundedFile(path, { bytesMax: 3 })), "bad_file");
  });
});
