// Each face lists the lots in the order to which the auctioneer has moved them, at once and without
// a word.

import { assertEquals } from "@std/assert";
import { lotsLine } from "../../lib/bidder/json_lines.ts";
import type { FakeLink } from "../support/fake_link.ts";
import { anasLink, join, opened, saleStartMs } from "./_sale.ts";
import { settle, sitDown } from "./_seat.ts";
import { Watcher } from "./_watcher.ts";

function move(link: FakeLink, lot: string, before: string | null): void {
  link.happen({ type: "LotMoved", at: saleStartMs, lot, before });
}

/** The ids at the beginning of rows that show a lot. */
function idsIn(lines: readonly string[]): string {
  return lines.flatMap((line) => /^ ([789]) {2}/.exec(line)?.[1] ?? []).join(" ");
}

Deno.test("renderScreen() lists the lots ahead in the order to which they were moved", async () => {
  const watcher = new Watcher("en");
  const { link } = watcher;
  join(link);
  assertEquals(idsIn(watcher.lines(80, 24)), "7 8 9");
  move(link, "9", "7");
  assertEquals(idsIn(watcher.lines(80, 24)), "9 7 8");
  link.happen(opened("7"));
  move(link, "9", null);
  assertEquals(idsIn(watcher.lines(80, 24)), "8 9");
  await watcher.type("lots");
  assertEquals(idsIn(watcher.lines(80, 24)), "7 8 9");
});

Deno.test("runTerminalFace() in a pipe lists the lots in their new order, and no line tells the move", async () => {
  const seat = sitDown({ interactive: false });
  join(seat.link);
  await settle();
  const before = seat.output.text;
  move(seat.link, "8", "7");
  move(seat.link, "9", "8");
  await settle();
  assertEquals(seat.output.text, before);
  seat.input.write("lots\n");
  await settle();
  assertEquals(idsIn(seat.output.lines), "9 8 7");
  seat.input.end();
  await seat.end;
});

Deno.test("lotsLine() lists the lots in the order to which they were moved", () => {
  const link = anasLink();
  move(link, "7", "9");
  move(link, "8", null);
  const { lots } = lotsLine(link, null);
  assertEquals(Array.isArray(lots) && lots.map(({ lot }) => lot), ["7", "9", "8"]);
});
