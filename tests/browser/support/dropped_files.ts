// Files that are dropped on a page from outside the browser, as from a folder's window.

import type { Page } from "playwright-core";

/** A file by its name and its text. */
export type FilesByName = Readonly<Record<string, string>>;

/** Drops `files` on the middle of the page. */
export async function dropFiles(page: Page, files: FilesByName): Promise<void> {
  const dropped = await page.evaluateHandle(`(() => {
    const dropped = new DataTransfer();
    for (const [name, text] of Object.entries(${JSON.stringify(files)})) {
      dropped.items.add(new File([text], name));
    }
    return dropped;
  })()`);
  const target = page.getByRole("main");
  for (const type of ["dragenter", "dragover", "drop"]) {
    await target.dispatchEvent(type, { dataTransfer: dropped });
  }
  await dropped.dispose();
}
