// Waiting for the system's notices: for a notice, for the end of a time, and for the signal.

import { assertEquals } from "@std/assert";
import { FolderNotices } from "../../lib/catalogue/folder_notices.ts";
import { drawing, put, withFolder } from "./items_fixture.ts";

const longMs = 30_000;

/** Whether `waiting` ends long before the wait of `longMs` that it is in would. */
async function endsSoon(waiting: Promise<void>): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const deadline = setTimeout(() => resolve(false), longMs / 3);
  waiting.then(() => resolve(true), () => resolve(false));
  const isSoon = await promise;
  clearTimeout(deadline);
  return isSoon;
}

Deno.test("FolderNotices.wait() ends when a file of the folder is written", async () => {
  await withFolder({}, async (folder) => {
    await using notices = new FolderNotices(folder, new AbortController().signal);
    const waiting = notices.wait(longMs, 0);
    await put(folder, "a.svg", { content: drawing() });
    assertEquals(await endsSoon(waiting), true);
  });
});

Deno.test("FolderNotices.wait() ends after its time where nothing happens", async () => {
  await withFolder({}, async (folder) => {
    await using notices = new FolderNotices(folder, new AbortController().signal);
    assertEquals(await endsSoon(notices.wait(0, longMs)), true);
  });
});

Deno.test("FolderNotices.wait() ends at once when the signal aborts, and afterwards", async () => {
  await withFolder({}, async (folder) => {
    const stop = new AbortController();
    await using notices = new FolderNotices(folder, stop.signal);
    const waiting = notices.wait(longMs, longMs);
    stop.abort();
    assertEquals(await endsSoon(waiting), true);
    assertEquals(await endsSoon(notices.wait(longMs, longMs)), true);
  });
});
