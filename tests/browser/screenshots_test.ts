// The walk of `deno task screenshots`: a picture for each look, each of the page as it looks there.

import { assert, assertEquals, assertRejects } from "@std/assert";
import { basename } from "@std/path";
import { browserTests } from "./support/browser_test_case.ts";
import { type Picture, takeScreenshots } from "./support/screenshot_walk.ts";
import type { ShownState } from "./support/shown_states.ts";
import { ThrowAwayPage } from "./support/throw_away_page.ts";

const browserTest = browserTests();

const STYLE = "@media (prefers-color-scheme: dark) { body { background: #000; color: #fff } }";

browserTest("takeScreenshots() takes each look once, and it is that look", async ({ browser }) => {
  const folder = await Deno.makeTempDir({ prefix: "leilao-pictures-" });
  await using _gone = { [Symbol.asyncDispose]: () => Deno.remove(folder, { recursive: true }) };
  const pictures: Picture[] = [];
  const taken = (picture: Picture) => void pictures.push(picture);
  await takeScreenshots(browser, { states: [state("")], folder, taken });
  assertEquals(pictures.map(({ path }) => basename(path)).sort(), [
    "trial-desktop-en-dark.png",
    "trial-desktop-en-light.png",
    "trial-desktop-pt-dark.png",
    "trial-desktop-pt-light.png",
    "trial-phone-en-dark.png",
    "trial-phone-en-light.png",
    "trial-phone-pt-dark.png",
    "trial-phone-pt-light.png",
  ]);
  const chosen = pictures.filter(({ isForReadme }) => isForReadme).map(({ path }) =>
    basename(path)
  );
  assertEquals(chosen, ["trial-phone-pt-dark.png"]);
  const bytes = await Promise.all(pictures.map(({ path }) => Deno.readFile(path)));
  assertEquals(new Set(bytes.map(widthOf)), new Set([390, 1280]));
  for (const [i, { path }] of pictures.entries()) {
    assertEquals(widthOf(bytes[i]), path.includes("phone") ? 390 : 1280);
    assertEquals(bytes[i]?.length, pictures[i]?.bytes);
  }
  assert(new Set(bytes.map((one) => one.toBase64())).size >= 4, "light and dark look alike");
});

browserTest("takeScreenshots() fails where a page complains", async ({ browser }) => {
  const folder = await Deno.makeTempDir({ prefix: "leilao-pictures-" });
  await using _gone = { [Symbol.asyncDispose]: () => Deno.remove(folder, { recursive: true }) };
  const states = [state(`console.error("planted");`)];
  await assertRejects(
    () => takeScreenshots(browser, { states, folder, taken: () => {} }),
    Error,
    "planted",
  );
});

function state(script: string): ShownState {
  return {
    name: "trial",
    inReadme: ["phone-pt-dark"],
    arrange: (owned) => {
      const served = new ThrowAwayPage({ body: "<h1>Lot 7</h1>", style: STYLE, script });
      return Promise.resolve({ url: owned.use(served).url });
    },
  };
}

/** The width in a PNG's first chunk. */
function widthOf(png: Uint8Array | undefined): number {
  assert(png !== undefined);
  return new DataView(png.buffer, png.byteOffset).getUint32(16);
}
