// Quick steps: a maximum so many steps above the next bid, without typing an amount.

import { assertEquals } from "@std/assert";
import { toCents } from "../../lib/auction/money.ts";
import type { LotView } from "../../lib/auction/view.ts";
import { askPlusSteps, QUICK_STEPS, quickStepsMax } from "../../lib/bidder/quick_step.ts";
import { readTerminalCommand } from "../../lib/bidder/terminal_command.ts";
import { FakeLink } from "../support/fake_link.ts";
import { openFormats } from "./_formats.ts";
import { ana, ben, bidAccepted, catalogue, join, lot, opened, standing } from "./_sale.ts";
import { Watcher } from "./_watcher.ts";

/** Lot 7 with its ask at 1,250.00 and steps of 50.00, as it stands for Ana. */
function atLot7(): Watcher {
  const watcher = new Watcher("en");
  join(watcher.link);
  watcher.link.happen(opened("7"), bidAccepted("7", standing(ben, 120_000)));
  watcher.link.now += 60_000;
  return watcher;
}

const amountsOf = ({ link }: Watcher) => link.wishes.map(({ amount }) => amount as number);
const questionOf = ({ model }: Watcher) => model.question?.type ?? null;

Deno.test("askPlusSteps() takes each step from the price that it starts at", () => {
  const steps = [{ from: 0, step: 5_000 }, { from: 130_000, step: 20_000 }];
  const increments = {
    type: "table",
    steps: steps.map(({ from, step }) => ({ from: toCents(from), step: toCents(step) })),
  } as const;
  const link = new FakeLink();
  link.happen(...catalogue(lot("7", { increments })), opened("7"));
  link.happen(bidAccepted("7", standing(ben, 120_000)));
  const view = link.view().lots.get("7") as LotView;
  const found = [0, ...QUICK_STEPS].map((count) => askPlusSteps(view, count) as number);
  assertEquals(found, [125_000, 130_000, 150_000, 210_000]);
});

Deno.test("readTerminalCommand() takes a plus and a small number for steps", () => {
  const money = { currency: "BRL", language: "pt" } as const;
  const read = (text: string) => {
    const command = readTerminalCommand(text, money);
    return command.type === "steps" ? command.steps : null;
  };
  assertEquals(["+1", " + 2 ", "+5", `+${quickStepsMax}`].map(read), [1, 2, 5, quickStepsMax]);
  const others = ["+", "+0", "+01", `+${quickStepsMax + 1}`, "+1,5", "1+", "++1", "+1 2", "-1"];
  assertEquals(others.map(read), others.map(() => null));
});

Deno.test("answerLine() bids a quick step as a maximum for the lot in the ring", async () => {
  const watcher = atLot7();
  await watcher.type("+1");
  await watcher.type("+5");
  assertEquals(amountsOf(watcher), [130_000, 150_000]);
  assertEquals(watcher.link.wishes[0], {
    lot: "7",
    kind: "max",
    amount: toCents(130_000),
    quantity: 1,
  });
});

Deno.test("answerLine() asks a quick step back where the next bid moved while typing", async () => {
  const watcher = atLot7();
  watcher.link.happen(bidAccepted("7", standing(ben, 125_000), 60_000));
  await watcher.type("+1", watcher.link.now - 1);
  assertEquals([amountsOf(watcher), questionOf(watcher)], [[], "ask_moved"]);
  // A hasty Enter is no yes to an amount that was not meant.
  await watcher.type("");
  assertEquals(amountsOf(watcher), []);
  await watcher.type("+1", watcher.link.now - 1);
  await watcher.type("y");
  assertEquals(amountsOf(watcher), [135_000]);
});

Deno.test("answerLine() asks a quick step back where another lot came into the ring", async () => {
  const watcher = atLot7();
  watcher.link.happen(opened("9", 60_000));
  await watcher.type("+2", watcher.link.now - 1);
  assertEquals([amountsOf(watcher), questionOf(watcher)], [[], "lot_changed"]);
});

Deno.test("answerLine() asks an unusual quick step back like any amount", async () => {
  const increments = { type: "fixed", step: toCents(300_000) } as const;
  const watcher = new Watcher("en", new FakeLink());
  watcher.link.happen(...catalogue(lot("7", { increments })), opened("7"));
  join(watcher.link);
  watcher.link.happen(bidAccepted("7", standing(ben, 100_000)));
  watcher.link.now += 60_000;
  await watcher.type("+1");
  assertEquals([amountsOf(watcher), questionOf(watcher)], [[], "unusual"]);
});

Deno.test("answerLine() takes no quick step on a lot whose price is not raised in steps", async () => {
  const watcher = new Watcher("en");
  openFormats(watcher.link, "sealed");
  watcher.link.now += 60_000;
  await watcher.type("+1");
  assertEquals(watcher.link.wishes, []);
  assertEquals(watcher.model.message?.text.startsWith("Lot S takes sealed bids"), true);
});

Deno.test("answerLine() raises the own maximum of who leads by a quick step", async () => {
  const watcher = atLot7();
  watcher.link.happen(bidAccepted("7", standing(ana, 125_000), 59_000));
  await watcher.type("+2", watcher.link.now + 1);
  assertEquals(amountsOf(watcher), [140_000]);
});
