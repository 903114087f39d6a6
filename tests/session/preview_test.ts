// Previews: what they say is what the deed then does, and what the house keeps to itself stays so.

import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { Command } from "../../lib/auction/command.ts";
import { publicEvent } from "../../lib/auction/event.ts";
import type { Sale } from "../../lib/auction/sale.ts";
import { type Preview, previewOf } from "../../lib/session/preview.ts";
import { perform, scripts, stages } from "../auction/made_up_sales.ts";
import {
  ANA,
  BEN,
  bid,
  catalogued,
  CID,
  hammer,
  lot7,
  lotBy,
  MINUTE,
  on,
  opened,
  play,
  retract,
  SALT,
  type Scene,
  T0,
  units,
} from "../auction/scene.ts";
import { trials } from "../auction/trials.ts";
import { bidInput, DeskStage } from "./_desk_stage.ts";

const sealed = lotBy({ type: "sealed_first" });

function tried(sale: Sale, command: Command): Preview {
  return previewOf(sale, { attempt: { before: [], command }, lastAt: 0 });
}

/** Everything that the auctioneer's hand can do to a lot or a paddle, at one moment. */
function deeds({ view }: Sale, at: number): readonly Command[] {
  return [
    ...[...view.lots].flatMap(([lot, { winner }]): readonly Command[] => [
      on("OpenLot", at, lot),
      on("PassLot", at, lot),
      on("PauseLot", at, lot),
      on("UndoLastBid", at, lot),
      { type: "HammerLot", at, lot, belowReserve: true },
      { type: "WithdrawLot", at, lot, reason: null },
      { type: "AwardLot", at, lot, defaulter: winner?.paddle ?? ANA },
      { type: "ReopenLot", at, lot, durationMs: null },
      { type: "RetractBids", at, lot, paddle: BEN, reason: null, salt: SALT },
    ]),
    ...([ANA, BEN] as const).flatMap((paddle) => [
      { type: "SuspendPaddle", at, paddle } as const,
      { type: "BanPaddle", at, paddle } as const,
    ]),
    { type: "CloseSale", at },
  ];
}

/** What the deed itself then says, as everyone hears it. */
function done(scene: Scene, command: Command): Preview {
  const { last } = play(scene, { type: "Tick", at: command.at }, command);
  if (last.type === "rejected") return last;
  return { type: "done", events: last.events.map(publicEvent) };
}

function tellsOfSecrets(preview: Preview): boolean {
  return preview.type === "done" &&
    preview.events.some(({ type }) => type === "BidRecorded" || type === "BidsRetracted");
}

Deno.test("previewOf() says what the command then does, in made-up sales", () => {
  const seen = new Map<string, number>();
  fc.assert(
    fc.property(stages, scripts, fc.nat(60_000), (lots, script, laterMs) => {
      const scene = perform(lots, script);
      const at = (scene.events.at(-1)?.at ?? T0) + laterMs;
      for (const command of deeds(scene.sale, at)) {
        const preview = tried(scene.sale, command);
        const truth = done(scene, command);
        // A ban tells less, where its bids are secret.
        const isLess = command.type === "BanPaddle" && tellsOfSecrets(truth);
        if (preview.type !== "secret" && !isLess) assertEquals(preview, truth, command.type);
        const kind = `${command.type} ${preview.type}`;
        seen.set(kind, (seen.get(kind) ?? 0) + 1);
      }
    }),
    trials(60),
  );
  for (const kind of ["HammerLot", "UndoLastBid", "RetractBids", "BanPaddle"]) {
    assert((seen.get(`${kind} done`) ?? 0) > 3, `${kind} was never seen done`);
  }
});

Deno.test("previewOf() names the under-bidder of an award, as the award does", () => {
  const scene = play(opened(lot7), bid(ANA, 20), bid(BEN, 50), hammer());
  const award: Command = { type: "AwardLot", at: T0 + 5 * MINUTE, lot: "7", defaulter: BEN };
  const preview = tried(scene.sale, award);
  assertEquals(preview, done(scene, award));
  assert(preview.type === "done" && preview.events.some(({ type }) => type === "LotAwarded"));
});

Deno.test("previewOf() has what is due happen first, as it does for the command", () => {
  const timed = lotBy({ type: "english", buyNow: null }, {
    closing: {
      type: "timed",
      end: { type: "after", durationMs: MINUTE },
      softClose: { type: "none" },
      group: null,
    },
  });
  const { sale } = play(opened(timed), bid(ANA, 10));
  const at = T0 + MINUTE;
  assertEquals(tried(sale, on("PauseLot", at - 1)).type, "done");
  assertEquals(tried(sale, on("PauseLot", at)).type, "rejected");
  const award: Command = { type: "AwardLot", at, lot: "7", defaulter: ANA };
  assertEquals(tried(sale, award), { type: "rejected", reason: "no_under_bidder" });
});

Deno.test("previewOf() does not end a sealed lot on paper, nor undo a bid of one", () => {
  const { sale } = play(opened(sealed), bid(ANA, 30), bid(BEN, 40));
  const at = T0 + 1;
  const hammer: Command = { type: "HammerLot", at, lot: "7", belowReserve: false };
  assertEquals(tried(sale, hammer), { type: "secret" });
  assertEquals(tried(sale, on("UndoLastBid", at)), { type: "secret" });
  // What is refused anyway says why, and a lot that ends unsold tells nothing.
  assertEquals(tried(sale, { ...hammer, lot: "70" }).type, "rejected");
  assertEquals(tried(sale, on("PassLot", at)).type, "done");
});

Deno.test("previewOf() gives one answer whoever has a sealed bid, or one that waits", () => {
  const held: Command = {
    type: "HoldAbsenteeBid",
    at: 1,
    lot: "7",
    paddle: ANA,
    amount: units(30),
    quantity: 1,
    salt: SALT,
  };
  const scenes = [play(opened(sealed), bid(ANA, 30)), play(catalogued(sealed), held)];
  for (const { sale } of scenes) {
    for (const paddle of [ANA, BEN]) {
      assertEquals(tried(sale, { ...retract(paddle), at: T0 + 2 }), { type: "secret" });
      const ban = tried(sale, { type: "BanPaddle", at: T0 + 2, paddle });
      const events = [{ type: "PaddleBanned", at: T0 + 2, paddle }];
      assertEquals<unknown>(ban, { type: "done", events });
    }
  }
});

Deno.test("previewOf() leaves out a refused step before, and carries on from one that is done", () => {
  const { sale } = opened(lotBy({ type: "english", buyNow: null }));
  const before: readonly Command[] = [
    { type: "SuspendPaddle", at: T0, paddle: "99" },
    { type: "BanPaddle", at: T0, paddle: CID },
  ];
  const command: Command = { type: "SuspendPaddle", at: T0, paddle: CID };
  const both = previewOf(sale, { attempt: { before, command }, lastAt: 0 });
  assertEquals(both, { type: "rejected", reason: "banned" });
  const steps = previewOf(sale, { attempt: { before, command: null }, lastAt: T0 + 5 });
  assertEquals<unknown>(steps, {
    type: "done",
    events: [{ type: "PaddleBanned", at: T0 + 5, paddle: CID }],
  });
});

Deno.test("Desk.preview() leaves the desk as it was", () => {
  const stage = new DeskStage().open();
  stage.take([bidInput()]);
  const before = { head: stage.desk.head(), view: stage.desk.view };
  const command: Command = { type: "HammerLot", at: T0 + 9, lot: "7", belowReserve: false };
  const preview = stage.desk.preview({ before: [], command });
  assertEquals({ head: stage.desk.head(), view: stage.desk.view }, before);
  const { events } = stage.say(command);
  assertEquals(preview, { type: "done", events: events.map(({ event }) => event) });
});
