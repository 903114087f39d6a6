// Previews at the desk's thread: behind the bids that were received before, and with no trace.

import { assert, assertEquals } from "@std/assert";
import type { Command } from "../../lib/auction/command.ts";
import type { DeskNotice } from "../../lib/worker/desk_contract.ts";
import { person } from "../support/thread_bidder.ts";
import { ManualClock } from "../support/thread_house.ts";
import { DeskAlone } from "./_desk_alone.ts";

type PreviewNotice = Extract<DeskNotice, { type: "preview" }>;

/** Lets every barrier pass as it comes: there are no bids in this feed. */
async function passBarriers(
  desk: DeskAlone,
  [first, last]: readonly [number, number],
): Promise<void> {
  for (let barrier = first; barrier <= last; barrier++) {
    await desk.feed.waitFor(
      (message) => message.type === "barrier" && message.barrier === barrier,
      { what: `barrier ${barrier}` },
    );
    desk.toFeed.send({ type: "passed", barrier });
  }
}

/** The sale is event 1; what the command before causes begins with event 2. */
function isTheAdmission({ firstSeq }: { readonly firstSeq: number }): boolean {
  return firstSeq === 2;
}

async function previewOf(desk: DeskAlone, ref: number): Promise<PreviewNotice["preview"]> {
  const isIt = (notice: DeskNotice): notice is PreviewNotice =>
    notice.type === "preview" && notice.ref === ref;
  return (await desk.main.waitFor(isIt, { what: `preview ${ref}` })).preview;
}

async function end(desk: DeskAlone): Promise<void> {
  desk.toMain.send({ type: "stop" });
  await desk.main.waitFor(({ type }) => type === "stopped", { what: "stopped" });
  desk.close();
}

/** A desk with Ana in its registry and in its record, and Ben in its registry alone. */
async function scene() {
  const clock = new ManualClock();
  const desk = await DeskAlone.start(clock);
  const [ana, ben] = [await person("ana"), await person("ben")];
  desk.toMain.send({ type: "registry", ref: 1, bidders: [ana.registered, ben.registered] });
  const limit: Command = {
    type: "SetLimit",
    at: clock.now,
    paddle: ana.registered.paddle,
    limit: null,
    salt: "00".repeat(16),
  };
  desk.toMain.send({ type: "command", ref: 2, command: limit });
  return { clock, desk, ana: ana.registered.paddle, ben: ben.registered.paddle };
}

Deno.test("A preview waits for what was received before it, and leaves no event behind", async () => {
  const { clock, desk, ana } = await scene();
  const at = clock.now;
  desk.toMain.send({ type: "preview", ref: 3, command: { type: "BanPaddle", at, paddle: ana } });
  await passBarriers(desk, [1, 2]);
  assertEquals(desk.main.all.filter(({ type }) => type === "preview"), []);
  await desk.feed.waitFor(
    (message) => message.type === "published" && message.batches.some(isTheAdmission),
    { what: "the command before" },
  );
  const heard = desk.feed.mark();
  await passBarriers(desk, [3, 3]);
  const banned = { type: "PaddleBanned", at, paddle: ana } as const;
  assertEquals(await previewOf(desk, 3), { type: "done", events: [banned] });
  const types = desk.main.all.flatMap((notice) =>
    notice.type === "events" ? notice.events.map(({ event }) => event.type) : []
  );
  assert(types.includes("PaddleAdmitted") && !types.includes("PaddleBanned"));
  assertEquals(desk.feed.all.slice(heard).filter(({ type }) => type === "published"), []);
  await end(desk);
});

Deno.test("A preview says of a registered bidder what its standing in the registry does", async () => {
  const { clock, desk, ana, ben } = await scene();
  const at = clock.now;
  const asked = [
    { type: "SuspendPaddle", at, paddle: ana },
    { type: "ReinstatePaddle", at, paddle: ana },
    // The record does not know Ben yet: barring him changes the registry alone.
    { type: "BanPaddle", at, paddle: ben },
    { type: "BanPaddle", at, paddle: "99" },
  ] as const;
  for (const [i, command] of asked.entries()) {
    desk.toMain.send({ type: "preview", ref: 10 + i, command });
  }
  await passBarriers(desk, [1, 6]);
  const suspended = { type: "PaddleSuspended", at, paddle: ana } as const;
  assertEquals(await previewOf(desk, 10), { type: "done", events: [suspended] });
  assertEquals(await previewOf(desk, 11), { type: "done", events: [] });
  assertEquals(await previewOf(desk, 12), { type: "done", events: [] });
  assertEquals(await previewOf(desk, 13), { type: "rejected", reason: "unknown_paddle" });
  await end(desk);
});
