// The buttons of the sale floor: which are there in which state, what they send, which ask before.

import { assert, assertEquals } from "@std/assert";
import { toCents } from "../../lib/auction/money.ts";
import { admit } from "./_clerk.ts";
import { deedsIn, offeredIn, regionOf, tagOf, textOf } from "./_floor.ts";
import { catalogue, forAMinute, formats } from "./_formats.ts";
import { newStage, type Stage } from "./stage.ts";

function stageOf(terms: Parameters<typeof catalogue>[2] = {}): Stage {
  const stage = newStage();
  catalogue(stage, "7", terms);
  for (const paddle of ["1", "2"]) admit(stage, paddle);
  return stage;
}

function play(stage: Stage, type: "OpenLot" | "PauseLot" | "PassLot"): Stage {
  stage.house.play({ type, at: stage.house.nowMs, lot: "7" });
  return stage;
}

const opened = (terms: Parameters<typeof catalogue>[2] = {}) => play(stageOf(terms), "OpenLot");

function withBid(terms: Parameters<typeof catalogue>[2] = {}): Stage {
  const stage = opened(terms);
  stage.house.bid("7", "1", 10_000);
  return stage;
}

const forms = ["form-floor-bids-7-fields", "form-ask-7-fields", "form-increments-7-fields"];

Deno.test("RingActions() offers in each state what makes sense in it", () => {
  const sold = withBid();
  sold.house.play({ type: "HammerLot", at: sold.house.nowMs, lot: "7", belowReserve: false });
  const table: readonly (readonly [Stage, readonly string[]])[] = [
    [stageOf(), ["do-open-7", "form-withdraw-7-fields"]],
    [opened(), ["do-warn-7", "do-pause-7", "do-pass-7", ...forms, "form-withdraw-7-fields"]],
    [
      withBid(),
      [
        "do-warn-7",
        "do-hammer-7",
        "do-pause-7",
        "do-undo-7",
        "do-pass-7",
        ...forms,
        "form-retract-7-fields",
        "form-withdraw-7-fields",
      ],
    ],
    [
      play(opened(), "PauseLot"),
      ["do-resume-7", "form-ask-7-fields", "form-increments-7-fields", "form-withdraw-7-fields"],
    ],
    [sold, ["do-award-7", "do-reopen-7"]],
    [play(opened(), "PassLot"), ["do-reopen-7"]],
    [
      opened({
        format: { type: "dutch", floor: toCents(4_000), step: toCents(1_000), everyMs: 5_000 },
      }),
      ["do-pause-7", "form-floor-bids-7-fields", "form-withdraw-7-fields"],
    ],
    [
      opened({ closing: forAMinute }),
      ["do-pause-7", ...forms, "form-withdraw-7-fields"],
    ],
  ];
  for (const [stage, expected] of table) assertEquals(offeredIn(stage), expected);
});

Deno.test("RingActions() of a hammer below the reserve offers two ways, and asks before each", () => {
  const stage = withBid({ reserve: toCents(50_000) });
  assertEquals(offeredIn(stage).slice(0, 5), [
    "do-warn-7",
    "do-pause-7",
    "do-undo-7",
    "do-hammer-7",
    "do-hammer_below_reserve-7",
  ]);
  const html = regionOf(stage, "ring-do");
  assert(textOf(html).includes("Reserve not met: End unsold h Sell below the reserve to Paddle 1"));
  const pass = tagOf(html, "do-hammer-7");
  assert(pass.includes("data-preview") && pass.includes("&quot;belowReserve&quot;:false"), pass);
  const sell = tagOf(html, "do-hammer_below_reserve-7");
  assert(sell.includes("data-preview") && sell.includes("&quot;belowReserve&quot;:true"), sell);
});

Deno.test("RingActions() lets the hammer fall for the bid that its button names", () => {
  const hammer = (stage: Stage) => {
    const html = regionOf(stage, "ring-do");
    const body = /data-body="([^"]*)"/.exec(tagOf(html, "do-hammer-7"))?.[1] ?? "";
    return [textOf(html), JSON.parse(body.replaceAll("&quot;", '"'))] as const;
  };
  const [named, seen] = hammer(withBid());
  assert(named.includes("Hammer: paddle 1 · R$100.00"), named);
  assertEquals(seen, { belowReserve: false, leader: "1", price: 10_000 });
  // Many may win these: there is no one bid.
  const units = withBid({ format: { type: "uniform", quantity: 3 } });
  const [each, whole] = hammer(units);
  assert(each.includes("Hammer: sell the units · R$100.00 each"), each);
  assertEquals(whole, { belowReserve: false });
});

Deno.test("RingActions() asks before what is not lightly taken back, and not before the rest", () => {
  const html = deedsIn(withBid());
  const asks = (id: string) => tagOf(html, id).includes("data-confirm=");
  const told = ["do-undo-7", "do-pass-7", "form-withdraw-7-fields", "form-retract-7-fields"];
  for (const id of told) assert(asks(id) && tagOf(html, id).includes("data-preview"), id);
  for (const id of ["do-warn-7", "do-hammer-7", "do-pause-7", ...forms]) assert(!asks(id), id);
  assert(
    !tagOf(regionOf(opened(), "ring-do"), "do-pass-7").includes("data-confirm"),
    "nothing is lost",
  );
});

Deno.test("RingActions() of sealed bids asks in its own words, as the house must not be asked before", () => {
  const html = deedsIn(withBid({ format: { type: "sealed_first" } }));
  for (const id of ["do-hammer-7", "do-undo-7", "form-retract-7-fields"]) {
    const tag = tagOf(html, id);
    assert(tag.includes("data-effects=") && !tag.includes("data-preview"), tag);
  }
  assert(/name="amount"[^>]*required/.test(html), "nobody's sealed bid is made up");
});

Deno.test("RingActions() of sealed bids sells below the reserve without asking whose the best bid is", () => {
  const stage = withBid({ format: { type: "sealed_first" }, reserve: toCents(50_000) });
  const below = "do-hammer_below_reserve-7";
  const running = regionOf(stage, "ring-do");
  assert(textOf(running).includes("Sell to the best bid, even below the reserve"), running);
  assert(tagOf(running, "do-hammer-7").includes("primary"), "the hammer lies nearest");
  assert(!tagOf(running, below).includes("primary"), "what is rare does not");
  stage.house.play({ type: "HammerLot", at: stage.house.nowMs, lot: "7", belowReserve: false });
  for (const html of [running, regionOf(stage, "ring-do")]) {
    const tag = tagOf(html, below);
    assert(tag.includes("data-effects=") && !tag.includes("data-preview"), tag);
    assert(!textOf(html).includes("reserve to"), "nobody is named");
  }
});

Deno.test("RingActions() sends the next bid of its moment where the amount stays empty", () => {
  const fixed: Readonly<Record<string, string>> = {
    english: '{"kind":"exact","amount":10000}',
    sealed: '{"kind":"max"}',
    vickrey: '{"kind":"max"}',
    dutch: '{"kind":"buy","amount":10000}',
    japanese: '{"kind":"enter","amount":10000}',
    uniform: '{"kind":"max","amount":10000}',
  };
  for (const [name, format] of Object.entries(formats)) {
    const form = tagOf(regionOf(opened({ format }), "ring-do"), "form-floor-bids-7-fields");
    const body = /data-body="([^"]*)"/.exec(form)?.[1]?.replaceAll("&quot;", '"');
    assertEquals(body, fixed[name], name);
  }
  const english = regionOf(withBid(), "ring-do");
  assert(tagOf(english, "form-floor-bids-7-fields").includes("&quot;amount&quot;:10500"));
  assert(english.includes('placeholder="R$105.00"'));
});

Deno.test("RingActions() shows each key once, and tells it to the button", () => {
  for (const stage of [stageOf(), opened(), withBid(), withBid({ reserve: toCents(50_000) })]) {
    catalogue(stage, "8", {});
    const html = regionOf(stage, "ring-do");
    const keys = [...html.matchAll(/data-key="(.)"/g)].map(([, key]) => key);
    assertEquals(keys.length, new Set(keys).size, keys.join());
    assertEquals([...html.matchAll(/<kbd aria-hidden="true">(.)<\/kbd>/g)].length, keys.length);
    assertEquals([...html.matchAll(/aria-keyshortcuts="(.)"/g)].length, keys.length);
  }
});

Deno.test("RingActions() leads on: the next lot is opened after a lot, and looked at before its end", () => {
  const stage = withBid();
  catalogue(stage, "8", {});
  assert(offeredIn(stage).includes("look-next"));
  assert(!offeredIn(stage).includes("do-open-8"), "one lot is in hand");
  stage.house.play({ type: "HammerLot", at: stage.house.nowMs, lot: "7", belowReserve: false });
  assertEquals(offeredIn(stage)[0], "do-open-8");
  assert(tagOf(regionOf(stage, "ring-do"), "do-open-8").includes('data-key="o"'));
  stage.house.play({ type: "CloseSale", at: stage.house.nowMs });
  assertEquals(offeredIn(stage), ["do-award-7"]);
});

Deno.test("RingActions() asks for how long a lot with a clock runs again", () => {
  const stage = opened({ closing: forAMinute });
  stage.house.nowMs += 60_000;
  stage.house.play({ type: "Tick", at: stage.house.nowMs });
  assertEquals(offeredIn(stage), ["form-reopen-7-fields"]);
  assert(/name="durationSeconds"[^>]*required/.test(regionOf(stage, "ring-do")));
});

Deno.test("SaleActions() opens all timed lots and closes the sale, asking before, while it can be done", () => {
  const stage = stageOf({ closing: forAMinute });
  const html = regionOf(stage, "sale-do");
  assert(tagOf(html, "open-timed").includes("data-preview"), html);
  assert(tagOf(html, "close-sale").includes("data-preview"), html);
  play(stage, "OpenLot");
  assertEquals(textOf(regionOf(stage, "sale-do")), "");
});
