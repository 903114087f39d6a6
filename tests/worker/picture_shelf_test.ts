// PictureShelf: a bounded folder of pictures that costs nobody a sale.

import { assertEquals } from "@std/assert";
import { PictureShelf } from "../../lib/worker/picture_shelf.ts";

const digests = ["aa", "bb", "cc", "dd"].map((pair) => pair.repeat(32));
const [A = "", B = "", C = "", D = ""] = digests;

async function inFolder(run: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "leilao-" });
  try {
    await run(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Which are there. */
async function found(shelf: PictureShelf): Promise<readonly (number | null)[]> {
  const pictures = await Promise.all(digests.map((digest) => shelf.find(digest)));
  return pictures.map((picture) => picture?.length ?? null);
}

Deno.test("PictureShelf.find() gives what keep() kept, in another run too", async () => {
  await inFolder(async (folder) => {
    const bytes = new Uint8Array([1, 2, 3]);
    assertEquals(await new PictureShelf(`${folder}/pictures`).find(A), null);
    assertEquals(await new PictureShelf(`${folder}/pictures`).keep(A, bytes), true);
    assertEquals(await new PictureShelf(`${folder}/pictures`).find(A), bytes);
  });
});

Deno.test("PictureShelf.keep() puts the oldest out, and nothing that is no picture of its own", async () => {
  await inFolder(async (folder) => {
    const shelf = new PictureShelf(folder, { bytesMax: 100 });
    await Deno.writeTextFile(`${folder}/notes.txt`, ".".repeat(200));
    for (const [at, digest] of [B, A, C].entries()) {
      await shelf.keep(digest, new Uint8Array(30 + at));
      await Deno.utime(`${folder}/${digest}`, 1_000 + at, 1_000 + at);
    }
    assertEquals(await found(shelf), [31, 30, 32, null]);
    await shelf.keep(D, new Uint8Array(37));
    assertEquals(await found(shelf), [31, null, 32, 37]);
    // One that fills it alone stays: the newest is never put out.
    await shelf.keep(B, new Uint8Array(150));
    assertEquals(await found(shelf), [null, 150, null, null]);
    assertEquals((await Deno.stat(`${folder}/notes.txt`)).isFile, true);
  });
});

Deno.test("PictureShelf.keep() is false where nothing can be kept", async () => {
  await inFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/pictures`, "a file in the folder's place");
    const shelf = new PictureShelf(`${folder}/pictures`);
    assertEquals(await shelf.keep(A, new Uint8Array(3)), false);
    assertEquals(await shelf.find(A), null);
  });
});
