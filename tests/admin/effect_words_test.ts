// What would happen, in words: made from the events that the rules give, in both languages.

import { assert, assertEquals } from "@std/assert";
import { effectWords } from "../../lib/admin/effect_words.ts";
import type { Command } from "../../lib/auction/command.ts";
import { decide } from "../../lib/auction/decide.ts";
import { publicEvent } from "../../lib/auction/event.ts";
import type { Lot } from "../../lib/auction/lot.ts";
import type { Language } from "../../lib/base/language.ts";
import {
  ANA,
  BEN,
  bid,
  catalogued,
  hammer,
  lot7,
  lot8,
  MINUTE,
  on,
  opened,
  play,
  retract,
  type Scene,
  SECOND,
  T0,
  tenUnits,
  units,
} from "../auction/scene.ts";

const names = new Map([[ANA, "Ana"], [BEN, "Ben"]]);
const later = T0 + 2 * SECOND;

function words(scene: Scene, command: Command, language: Language = "en"): readonly string[] {
  const decision = decide(scene.sale, command);
  if (decision.type === "rejected") throw new Error(decision.reason);
  const { view } = scene.sale;
  const spoken = effectWords(decision.events.map(publicEvent), { language, view, names });
  return spoken.map((line) => line.replaceAll("\u00a0", " "));
}

const bothBid = play(opened(lot7), bid(ANA, 20), bid(BEN, 30));

Deno.test("effectWords() of an undo tells whose bid goes, who leads again and the next bid", () => {
  assertEquals(words(bothBid, on("UndoLastBid", later)), [
    "Paddle 2 (Ben)'s bid of R$20.50 is taken back. Paddle 1 (Ana) leads again at R$10.00. " +
    "The next bid is R$10.50.",
  ]);
  assertEquals(words(bothBid, on("UndoLastBid", later), "pt"), [
    "O lance de R$ 20,50 da placa 2 (Ben) é desfeito. A placa 1 (Ana) volta a ficar na frente " +
    "com R$ 10,00. O próximo lance é R$ 10,50.",
  ]);
});

Deno.test("effectWords() of an undo tells a bid that only drove the leader up, and one that nobody saw", () => {
  const driven = play(opened(lot7), bid(ANA, 20), bid(BEN, 15));
  const [line = ""] = words(driven, on("UndoLastBid", later));
  assert(line.startsWith("The last bid is taken back: the price goes from R$15.50 to R$10.00."));
  assert(!line.includes("Ben"), "who was beaten by a maximum is nobody's business");
  const raised = play(opened(lot7), bid(ANA, 20), bid(ANA, 40));
  const [silent = ""] = words(raised, on("UndoLastBid", later));
  assert(silent.startsWith("The last bid is taken back. It had not changed the price."), silent);
});

Deno.test("effectWords() of an undo down to nothing tells that nobody leads", () => {
  const [line] = words(play(opened(lot7), bid(ANA, 20)), on("UndoLastBid", later));
  assertEquals(
    line,
    "Paddle 1 (Ana)'s bid of R$10.00 is taken back. Then nobody leads. The next bid is R$10.00.",
  );
});

Deno.test("effectWords() of an undo on a timed lot tells the clock where it goes back", () => {
  const at = T0 + 9 * MINUTE;
  const late = play(opened(lot8), bid(ANA, 20, { lot: "8", at }));
  const [line = ""] = words(late, on("UndoLastBid", at + SECOND, "8"));
  assert(line.endsWith("The clock then shows 0:59."), line);
});

Deno.test("effectWords() of a hammer tells the buyer, or what the reserve does", () => {
  assertEquals(words(bothBid, hammer()), ["Lot 7 is sold to paddle 2 (Ben) for R$20.50."]);
  const reserved: Lot = { ...lot7, reserve: units(90) };
  const below = play(opened(reserved), bid(ANA, 20));
  assertEquals(words(below, hammer()), [
    "Lot 7 ends unsold: its reserve is not met. Paddle 1 (Ana)'s bid of R$10.00 wins nothing.",
  ]);
  assertEquals(words(below, hammer({ belowReserve: true })), [
    "Lot 7 is sold to paddle 1 (Ana) for R$10.00. That is below the reserve.",
  ]);
  const many = play(opened(tenUnits), bid(ANA, 12, { quantity: 3 }));
  assertEquals(words(many, hammer())[0], "Paddle 1 (Ana) gets 3 units for R$10.00 each.");
});

Deno.test("effectWords() of a pass, a withdrawal, a retraction and a ban tells what is lost", () => {
  assertEquals(words(bothBid, on("PassLot", later)), [
    "Lot 7 ends unsold. Paddle 2 (Ben)'s bid of R$20.50 wins nothing.",
  ]);
  const withdraw = { type: "WithdrawLot", at: later, lot: "7", reason: null } as const;
  assertEquals(words(bothBid, withdraw), [
    "Lot 7 leaves the sale for good. Its 2 bids win nothing.",
  ]);
  assertEquals(words(bothBid, retract(BEN)), [
    "All bids of paddle 2 (Ben) on lot 7 are void. Paddle 1 (Ana) leads again at R$10.00. " +
    "The next bid is R$10.50.",
  ]);
  assertEquals(
    words(bothBid, { type: "BanPaddle", at: later, paddle: BEN })[0],
    "Paddle 2 (Ben) is out at once and reads nothing more of the sale. What becomes void stays void.",
  );
});

Deno.test("effectWords() of a reopening and an award tells who loses the lot and who has it", () => {
  const sold = play(bothBid, hammer());
  const reopen = { type: "ReopenLot", at: T0 + 2 * MINUTE, lot: "7", durationMs: null } as const;
  const [again = ""] = words(sold, reopen);
  assert(again.includes("Paddle 2 (Ben) no longer has lot 7. Paddle 2 (Ben) then leads"), again);
  const award = { type: "AwardLot", at: T0 + 2 * MINUTE, lot: "7", defaulter: BEN } as const;
  assertEquals(words(sold, award, "pt"), [
    "O lote 7 fica por R$ 20,00 com a placa 1 (Ana). A placa 2 (Ben) perde o lote 7.",
  ]);
});

Deno.test("effectWords() of closing the sale tells how many lots stay unsold", () => {
  const [line] = words(catalogued(lot7, lot8), { type: "CloseSale", at: later });
  assertEquals(
    line,
    "The sale is closed for good: no lot can be opened any more. 2 lots that have not opened stay unsold.",
  );
});

Deno.test("effectWords() of a hundred lots says a dozen things and how many more there are", () => {
  const lots = Array.from({ length: 100 }, (_, index): Lot => ({ ...lot8, id: `${index + 1}` }));
  const all = words(catalogued(...lots), { type: "OpenTimedLots", at: later, staggerMs: 0 });
  assertEquals([all.length, all.at(-1)], [12, "And 90 more of this kind."]);
  assertEquals(all[1], "Lot 1 opens at R$10.00. The clock then shows 10:00.");
});

Deno.test("effectWords() of several events tells each from where the one before has left the lot", () => {
  const third = play(bothBid, bid(ANA, 40));
  const undo = on("UndoLastBid", later);
  const events = [third, play(third, undo)].flatMap(({ sale }) => {
    const decision = decide(sale, undo);
    return decision.type === "accepted" ? decision.events.map(publicEvent) : [];
  });
  const lines = effectWords(events, { language: "en", view: third.sale.view, names });
  assertEquals(lines.map((line) => line.split(" is taken back")[0]), [
    "Paddle 1 (Ana)'s bid of R$31.00",
    "Paddle 2 (Ben)'s bid of R$20.50",
  ]);
});
