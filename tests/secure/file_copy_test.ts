// Copies of files: what was copied, and what is never overwritten.

import { assertEquals } from "@std/assert";
import { copyFile, digestIfThere, digestOf } from "../../lib/secure/file_copy.ts";
import { codeOf, inFolder } from "./_folder.ts";

/** SHA-256 of "abc" (FIPS 180-2, B.1). */
const ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

Deno.test("copyFile() copies a file with its digest and overwrites nothing", async () => {
  await inFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/a`, "abc");
    const digest = { bytes: 3, sha256: ABC };
    assertEquals(await copyFile(`${folder}/a`, `${folder}/b`, { mode: 0o600 }), digest);
    assertEquals(await Deno.readTextFile(`${folder}/b`), "abc");
    assertEquals([await digestOf(`${folder}/b`), await digestIfThere(`${folder}/c`)], [
      digest,
      null,
    ]);
    if (Deno.build.os !== "windows") {
      assertEquals(((await Deno.stat(`${folder}/b`)).mode ?? 0) & 0o777, 0o600);
    }
    await Deno.writeTextFile(`${folder}/a`, "abd");
    const again = copyFile(`${folder}/a`, `${folder}/b`, { mode: 0o600 });
    assertEquals([await codeOf(again), await Deno.readTextFile(`${folder}/b`)], [
      "file_exists",
      "abc",
    ]);
  });
});

Deno.test("copyFile() copies more than a block, and tells an unreadable source from a bad place", async () => {
  await inFolder(async (folder) => {
    const bytes = new Uint8Array(600_001).map((_, i) => i % 251);
    await Deno.writeFile(`${folder}/a`, bytes);
    await copyFile(`${folder}/a`, `${folder}/b`, { mode: 0o600 });
    assertEquals(await Deno.readFile(`${folder}/b`), bytes);
    const to = { mode: 0o600 };
    await Deno.mkdir(`${folder}/more`);
    assertEquals(await codeOf(copyFile(`${folder}/none`, `${folder}/c`, to)), "file_unreadable");
    assertEquals(await codeOf(copyFile(`${folder}/more`, `${folder}/c`, to)), "file_unreadable");
    assertEquals(await codeOf(copyFile(`${folder}/a`, `${folder}/none/c`, to)), "file_unwritable");
    await Deno.symlink(`${folder}/a`, `${folder}/link`);
    assertEquals(await codeOf(copyFile(`${folder}/link`, `${folder}/c`, to)), "file_unreadable");
  });
});
