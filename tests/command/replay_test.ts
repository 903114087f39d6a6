// The replay of scripts: sample sales with the transcripts that are expected, and every way in
// which a script can be wrong.

import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { Fault } from "../../lib/base/fault.ts";
import { replayCommand, runReplay, scriptIn } from "../../lib/command/replay_command.ts";
import type { ReplayLine } from "../../lib/command/replay_line.ts";
import { replayLines } from "../../lib/command/replay_lines.ts";
import { parseScript } from "../../lib/command/replay_script.ts";
import { runCommand } from "../../lib/command/run_main.ts";

const desk = {
  id: "1",
  title: { en: "Walnut desk", pt: "Escrivaninha de nogueira" },
  opening: 1_000,
  reserve: 2_000,
  durationSeconds: 600,
  softClose: "default",
};
const lamp = { id: "2", title: "Brass lamp", opening: 500 };

function transcript(lots: readonly unknown[], commands: readonly unknown[]): readonly ReplayLine[] {
  const parsed = parseScript({ lots, commands });
  assert(parsed.ok, parsed.ok ? "" : parsed.problem.words.en);
  return replayLines(parsed.script);
}

/** The lines as short rows, for tables that a person can read. */
function rows(lines: readonly ReplayLine[]): readonly string[] {
  return lines.map(({ index, at, type, lot, reason, leader, price, ask, winner }) => {
    const standing = `${leader ?? "-"} ${price ?? "-"} ${ask ?? "-"}`;
    const end = winner === undefined ? "" : ` -> ${winner}`;
    return `${index} ${at} ${type}${
      reason === undefined ? "" : ` ${reason}`
    } ${lot} ${standing}${end}`;
  });
}

Deno.test("replayLines() tells a sale of a timed and a clerked lot", () => {
  const lines = transcript([desk, lamp], [
    { at: 0, do: "open", lot: "1" },
    { at: 1_000, do: "open", lot: "2" },
    { at: 2_000, do: "bid", lot: "1", by: "12", max: 1_500 },
    { at: 3_000, do: "bid", lot: "2", by: "12", exact: 700 },
    { at: 4_000, do: "bid", lot: "2", by: "13", max: 740 },
    { at: 590_000, do: "bid", lot: "1", by: "13", max: 2_500 },
    { at: 591_000, do: "bid", lot: "1", by: "13", max: 3_000 },
    { at: 600_000, do: "warn", lot: "2" },
    { at: 800_000, do: "hammer", lot: "2" },
    { at: 800_000, do: "bid", lot: "1", by: "12", max: 9_000 },
  ]);
  assertEquals(rows(lines), [
    "0 0 LotOpened 1 - - 1000",
    "1 1000 LotOpened 2 - - 500",
    "2 2000 BidAccepted 1 12 1000 1050",
    "3 3000 BidAccepted 2 12 700 750",
    "4 4000 Rejected below_ask 2 12 700 750",
    "5 590000 BidAccepted 1 13 2000 2050",
    "5 590000 LotExtended 1 13 2000 2050",
    "6 591000 BidRecorded 1 13 2000 2050",
    "7 600000 FairWarningGiven 2 12 700 750",
    "8 710000 LotSold 1 13 2000 2050 -> 13",
    "8 800000 LotSold 2 12 700 750 -> 12",
    "9 800000 Rejected lot_closed 1 13 2000 2050",
  ]);
});

Deno.test("replayLines() writes every field that a line is documented to have", () => {
  const lines = transcript([desk], [
    { at: 0, do: "open", lot: "1" },
    { at: 500_000, do: "bid", lot: "1", by: "12", max: 2_500 },
    { at: 500_001, do: "bid", lot: "1", by: "13", max: 1 },
    { at: 700_000, do: "tick" },
    { at: 700_007, do: "bid", lot: "1", by: "13", max: 9_000 },
  ]);
  const led = {
    leader: "12",
    price: 2_000,
    ask: 2_050,
    reserveMet: true,
    endsAt: 620_000,
    bids: 1,
  };
  assertEquals(lines.slice(1), [
    { index: 1, at: 500_000, type: "BidAccepted", lot: "1", accepted: true, by: "12", ...led },
    { index: 1, at: 500_000, type: "LotExtended", lot: "1", ...led },
    {
      index: 2,
      at: 500_001,
      type: "Rejected",
      lot: "1",
      accepted: false,
      reason: "below_ask",
      by: "13",
      ...led,
    },
    { index: 3, at: 620_000, type: "LotSold", lot: "1", ...led, winner: "12" },
    {
      index: 4,
      at: 700_007,
      type: "Rejected",
      lot: "1",
      accepted: false,
      reason: "lot_closed",
      lateMs: 80_007,
      by: "13",
      ...led,
    },
  ]);
});

Deno.test("replayLines() ends each lot at its own time, shown with the command that reveals it", () => {
  const short = (id: string, durationSeconds: number) => (
    { ...lamp, id, durationSeconds, softClose: "none" }
  );
  const lines = transcript([short("a", 9), short("b", 3), short("c", 6)], [
    { at: 0, do: "open", lot: "a" },
    { at: 0, do: "open", lot: "b" },
    { at: 0, do: "open", lot: "c" },
    { at: 3_000, do: "bid", lot: "b", by: "1", max: 500 },
    { at: 8_999, do: "tick" },
  ]);
  assertEquals(rows(lines).slice(3), [
    "3 3000 LotPassed no_bids b - - 500 -> null",
    "3 3000 Rejected lot_closed b - - 500",
    "4 6000 LotPassed no_bids c - - 500 -> null",
  ]);
  assertEquals(lines.find(({ type }) => type === "Rejected")?.lateMs, 0);
});

Deno.test("replayLines() tells no price of a lot that nobody won", () => {
  const reserved = { ...lamp, reserve: 5_000 };
  const lines = transcript([reserved, { ...lamp, id: "3" }], [
    { at: 0, do: "open", lot: "2" },
    { at: 0, do: "open", lot: "3" },
    { at: 1, do: "bid", lot: "2", by: "12", max: 900 },
    { at: 2, do: "hammer", lot: "2" },
    { at: 3, do: "bid", lot: "3", by: "12", max: 900 },
    { at: 4, do: "withdraw", lot: "3" },
    { at: 5, do: "hammer", lot: "2", belowReserve: true },
  ]);
  assertEquals(rows(lines).slice(3), [
    "3 2 LotPassed reserve_not_met 2 12 - 550 -> null",
    "4 3 BidAccepted 3 12 500 550",
    "5 4 LotWithdrawn 3 12 - 550 -> null",
    "6 5 LotSold 2 12 500 550 -> 12",
  ]);
});

Deno.test("replayLines() plays every verb", () => {
  const lines = transcript([lamp, { ...lamp, id: "3" }], [
    { at: 0, do: "open", lot: "2" },
    { at: 1, do: "bid", lot: "2", by: "12", max: 900 },
    { at: 2, do: "bid", lot: "2", by: "13", max: 700 },
    { at: 3, do: "undo", lot: "2" },
    { at: 4, do: "pause", lot: "2" },
    { at: 5, do: "bid", lot: "2", by: "13", max: 700 },
    { at: 6, do: "resume", lot: "2" },
    { at: 7, do: "warn", lot: "2" },
    { at: 8, do: "pass", lot: "2" },
    { at: 9, do: "withdraw", lot: "3" },
    { at: 10, do: "tick", lot: "3" },
    { at: 11, do: "hammer", lot: "2" },
    { at: 12, do: "open", lot: "70" },
  ]);
  assertEquals(rows(lines), [
    "0 0 LotOpened 2 - - 500",
    "1 1 BidAccepted 2 12 500 550",
    "2 2 BidAccepted 2 12 750 800",
    "3 3 BidUndone 2 12 500 550",
    "4 4 LotPaused 2 12 500 550",
    "5 5 Rejected lot_paused 2 12 500 550",
    "6 6 LotResumed 2 12 500 550",
    "7 7 FairWarningGiven 2 12 500 550",
    "8 8 LotPassed by_hand 2 12 - 550 -> null",
    "9 9 LotWithdrawn 3 - - 500 -> null",
    "11 11 Rejected lot_closed 2 12 500 550",
    "12 12 Rejected unknown_lot 70 - - -",
  ]);
});

Deno.test("replayLines() lets the rules refuse a number that is no amount", () => {
  const bids = [0, -5, 10.5, 2 ** 53].map((max) => ({ at: 1, do: "bid", lot: "2", by: "1", max }));
  const lines = transcript([lamp], [{ at: 0, do: "open", lot: "2" }, ...bids]);
  assertEquals(lines.slice(1).map(({ reason }) => reason), Array(4).fill("bad_amount"));
});

Deno.test("replayLines() answers each of ten thousand commands on seven lots", () => {
  const lots = Array.from({ length: 7 }, (_, index) => ({ ...lamp, id: `${index}` }));
  const bids = Array.from({ length: 10_000 - lots.length }, (_, index) => ({
    at: 10 + index,
    do: "bid",
    lot: `${index % 7}`,
    by: `${index % 40}`,
    max: 500 + index * 3_000,
  }));
  const lines = transcript(lots, [
    ...lots.map(({ id }) => ({ at: 0, do: "open", lot: id })),
    ...bids,
  ]);
  assertEquals(lines.length, 10_000);
  assertEquals(lines.filter(({ accepted }) => accepted === true).length, bids.length);
  assertEquals(lines.at(-1)?.index, 9_999);
});

const bid = { at: 0, do: "bid", lot: "2", by: "1", max: 600 };

const terms = { at: 0, do: "terms" };

function onLot(verb: string) {
  return { at: 0, do: verb, lot: "2" };
}

const WRONG: readonly (readonly [string, string, unknown])[] = [
  ["script_is_a_list", "", []],
  ["script_is_null", "", null],
  ["script_has_another_field", "speed", { lots: [lamp], commands: [], speed: 2 }],
  ["script_has_a_field_named_as_a_path", '"a.b"', { lots: [lamp], commands: [], "a.b": 2 }],
  ["commands_missing", "commands", { lots: [lamp] }],
  ["commands_is_an_object", "commands", { lots: [lamp], commands: {} }],
  ["lots_missing", "lots", { commands: [] }],
  ["lots_empty", "lots", { lots: [], commands: [] }],
  ["lot_with_a_bad_opening", "lots[1].opening", {
    lots: [desk, { ...lamp, opening: "5" }],
    commands: [],
  }],
  ["lot_with_another_field", "lots[0].colour", {
    lots: [{ ...lamp, colour: "red" }],
    commands: [],
  }],
  ["lot_twice", "lots[1].id", { lots: [lamp, lamp], commands: [] }],
  ["command_is_a_text", "commands[1]", scriptOf(bid, "open")],
  ["verb_unknown", "commands[0].do", scriptOf({ ...bid, do: "shout" })],
  ["verb_of_every_object", "commands[0].do", scriptOf({ ...bid, do: "toString" })],
  ["verb_missing", "commands[0].do", scriptOf({ at: 0, lot: "2" })],
  ["time_missing", "commands[0].at", scriptOf({ do: "open", lot: "2" })],
  ["time_negative", "commands[0].at", scriptOf({ ...bid, at: -1 })],
  ["time_fraction", "commands[0].at", scriptOf({ ...bid, at: 0.5 })],
  ["time_text", "commands[0].at", scriptOf({ ...bid, at: "0" })],
  [
    "time_runs_back",
    "commands[2].at",
    scriptOf({ ...bid, at: 5 }, { ...bid, at: 5 }, { ...bid, at: 4 }),
  ],
  ["lot_not_named", "commands[0].lot", scriptOf({ at: 0, do: "open" })],
  ["lot_is_a_number", "commands[0].lot", scriptOf({ at: 0, do: "open", lot: 2 })],
  ["bidder_missing", "commands[0].by", scriptOf({ at: 0, do: "bid", lot: "2", max: 5 })],
  ["bidder_empty", "commands[0].by", scriptOf({ ...bid, by: "" })],
  ["amount_missing", "commands[0].max", scriptOf({ at: 0, do: "bid", lot: "2", by: "1" })],
  ["amount_text", "commands[0].max", scriptOf({ ...bid, max: "600" })],
  ["amount_twice", "commands[0].exact", scriptOf({ ...bid, exact: 600 })],
  ["amount_on_a_hammer", "commands[0].max", scriptOf({ at: 0, do: "hammer", lot: "2", max: 5 })],
  ["amount_of_two_kinds", "commands[0].buy", scriptOf({ ...bid, buy: 600 })],
  ["leaving_with_an_amount", "commands[0].leave", scriptOf({ ...onLot("bid"), by: "1", leave: 5 })],
  ["leaving_not", "commands[0].leave", scriptOf({ ...onLot("bid"), by: "1", leave: false })],
  ["units_text", "commands[0].quantity", scriptOf({ ...bid, quantity: "3" })],
  ["floor_without_bidder", "commands[0].by", scriptOf({ ...onLot("floor"), max: 5 })],
  ["absentee_exact", "commands[0].exact", scriptOf({ ...onLot("absentee"), by: "1", exact: 5 })],
  ["ask_missing", "commands[0].ask", scriptOf(onLot("ask"))],
  ["ask_fraction", "commands[0].ask", scriptOf({ ...onLot("ask"), ask: 0.5 })],
  ["increments_missing", "commands[0].increments", scriptOf(onLot("increments"))],
  [
    "increments_with_a_bad_step",
    "commands[0].increments.fixed",
    scriptOf({ ...onLot("increments"), increments: { fixed: 0 } }),
  ],
  [
    "increments_out_of_order",
    "commands[0].increments.table[0].from",
    scriptOf({ ...onLot("increments"), increments: { table: [{ from: 5, step: 1 }] } }),
  ],
  ["words_are_a_number", "commands[0].text", scriptOf({ ...onLot("warn"), text: 5 })],
  ["reason_empty", "commands[0].reason", scriptOf({ ...onLot("withdraw"), reason: "" })],
  ["moving_nowhere", "commands[0].before", scriptOf(onLot("move"))],
  ["moving_before_a_number", "commands[0].before", scriptOf({ ...onLot("move"), before: 2 })],
  ["retracting_nobody", "commands[0].by", scriptOf(onLot("retract"))],
  ["span_negative", "commands[0].durationMs", scriptOf({ ...onLot("reopen"), durationMs: -1 })],
  ["award_from_nobody", "commands[0].by", scriptOf(onLot("award"))],
  ["announcing_nothing", "commands[0].text", scriptOf({ at: 0, do: "announce" })],
  ["stagger_text", "commands[0].staggerMs", scriptOf({ at: 0, do: "openTimed", staggerMs: "1" })],
  ["limit_missing", "commands[0].limit", scriptOf({ at: 0, do: "limit", by: "1" })],
  ["limit_text", "commands[0].limit", scriptOf({ at: 0, do: "limit", by: "1", limit: "5" })],
  ["ban_on_a_lot", "commands[0].lot", scriptOf({ ...onLot("ban"), by: "1" })],
  ["close_a_lot", "commands[0].lot", scriptOf(onLot("close"))],
  ["premium_is_a_number", "commands[0].premium", scriptOf({ ...terms, premium: 25 })],
  [
    "premium_tier_with_another_field",
    "commands[0].premium[0].to",
    scriptOf({ ...terms, premium: [{ from: 0, rate: 1, to: 5 }] }),
  ],
  [
    "premium_not_from_0",
    "commands[0].premium[0].from",
    scriptOf({ ...terms, premium: [{ from: 1, rate: 1 }] }),
  ],
  [
    "premium_out_of_order",
    "commands[0].premium[1].from",
    scriptOf({ ...terms, premium: [{ from: 0, rate: 1 }, { from: 0, rate: 2 }] }),
  ],
  [
    "premium_above_the_whole",
    "commands[0].premium[0].rate",
    scriptOf({ ...terms, premium: [{ from: 0, rate: 10_001 }] }),
  ],
  ["tax_fraction", "commands[0].taxRate", scriptOf({ ...terms, taxRate: 0.5 })],
  ["tax_on_something", "commands[0].taxOn", scriptOf({ ...terms, taxOn: "hammer" })],
  [
    "below_reserve_text",
    "commands[0].belowReserve",
    scriptOf({ at: 0, do: "hammer", lot: "2", belowReserve: "yes" }),
  ],
];

function scriptOf(...commands: readonly unknown[]) {
  return { lots: [lamp], commands };
}

for (const [name, field, script] of WRONG) {
  Deno.test(`parseScript() names the field: ${name}`, () => {
    const parsed = parseScript(script);
    assertEquals(parsed.ok ? null : parsed.problem.field, field);
    const text = JSON.stringify(script);
    for (const [language, wanted] of [["en", "wanted"], ["pt", "esperado"]] as const) {
      const fault = assertThrows(() => scriptIn(text, { file: "a.json", language }), Fault);
      assertEquals(fault.code, "bad_file");
      assertStringIncludes(fault.message, `"a.json"`);
      assertStringIncludes(fault.message, `${field}`);
      assertStringIncludes(fault.message, wanted);
    }
  });
}

Deno.test("scriptIn() takes a byte order mark and refuses what is no JSON", () => {
  const place = { file: "-", language: "en" } as const;
  assertEquals(scriptIn(`\ufeff${JSON.stringify(scriptOf(bid))}`, place).steps.length, 1);
  for (const text of ["", "{", "{'lots': []}", "null x"]) {
    assertEquals(assertThrows(() => scriptIn(text, place), Fault).code, "bad_file");
  }
});

/** Runs the command on a file that holds `text`, or on a missing one. */
async function run(text: string | null) {
  const folder = await Deno.makeTempDir({ dir: "/tmp" });
  try {
    const file = `${folder}/script.json`;
    if (text !== null) await Deno.writeTextFile(file, text);
    let out = "";
    let err = "";
    const code = await runCommand(replayCommand, runReplay, {
      io: {
        args: [file],
        env: () => undefined,
        out: (text) => void (out += text),
        err: (text) => void (err += text),
        outIsTerminal: false,
        errIsTerminal: false,
      },
    });
    return { code, out, err };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("runReplay() prints one JSON line for each event and ends well", async () => {
  const { code, out, err } = await run(
    JSON.stringify(scriptOf({ at: 0, do: "open", lot: "2" }, bid)),
  );
  assertEquals([code, err], [0, ""]);
  assertEquals(out.split("\n").map((line) => line === "" ? null : JSON.parse(line).type), [
    "LotOpened",
    "BidAccepted",
    null,
  ]);
});

Deno.test("runReplay() prints nothing of a bad script, says what is wrong, and exits with 2", async () => {
  const { code, out, err } = await run(JSON.stringify(scriptOf(bid, { ...bid, max: "600" })));
  assertEquals([code, out], [2, ""]);
  assertStringIncludes(err, "commands[1].max");
});

Deno.test("runReplay() exits with 1 where there is no file", async () => {
  const { code, out } = await run(null);
  assertEquals([code, out], [1, ""]);
});
