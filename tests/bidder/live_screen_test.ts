// The drawn screen and a terminal that is slow to take it.

import { assertEquals } from "@std/assert";
import { pictureOf } from "../../lib/bidder/followed_sale.ts";
import { LiveScreen } from "../../lib/bidder/live_screen.ts";
import { newModel } from "../../lib/bidder/terminal_model.ts";
import { anasLink, saleStartMs } from "./_sale.ts";
import { settle } from "./_seat.ts";
import { TestInput } from "./_streams.ts";

Deno.test("LiveScreen.draw() skips drawings while the terminal is busy with one", async () => {
  const writes: string[] = [];
  const gate = Promise.withResolvers<void>();
  const output = new WritableStream<Uint8Array>({
    write: async (chunk) => {
      writes.push(new TextDecoder().decode(chunk));
      if (writes.length === 2) await gate.promise;
    },
  }, { highWaterMark: 100 });
  const link = anasLink();
  const screen = new LiveScreen({
    input: new TestInput().stream,
    output,
    interactive: true,
    colour: false,
    setRaw: () => {},
    size: () => ({ width: 80, height: 24 }),
  });
  const model = newModel(pictureOf(link), link.nowMs());
  const draw = (prompt: string) =>
    screen.draw(model, { language: "en", timeZone: "UTC", nowMs: saleStartMs, prompt });
  ["a", "b", "c", "d"].forEach(draw);
  gate.resolve();
  await settle();
  draw("e");
  await screen.close([]);
  assertEquals(writes.map((text) => /> (\w)/.exec(text)?.[1] ?? ""), ["", "a", "e", ""]);
});
