// lib/bidder/NDJSON.md is a contract with other people's programs: each of its tables is compared
// with what the code writes.

import { assertEquals } from "@std/assert";
import type { PublicEvent } from "../../lib/auction/event.ts";
import { toCents } from "../../lib/auction/money.ts";
import { NO_CHARGES } from "../../lib/auction/settlement.ts";
import { type Rejection, REJECTIONS } from "../../lib/auction/rejection.ts";
import { LINK_REFUSALS } from "../../lib/bidder/house_link.ts";
import { commandBytesMax } from "../../lib/bidder/json_face.ts";
import {
  bidLine,
  connectionLine,
  endLine,
  errorLine,
  eventLine,
  type JsonLine,
  lotsLine,
  statusLine,
} from "../../lib/bidder/json_lines.ts";
import { ana, anasLink, lot, opened, standing } from "./_sale.ts";

const page = Deno.readTextFileSync(new URL("../../lib/bidder/NDJSON.md", import.meta.url));

/** The rows of the table whose first column is `head`: first cell without marks -> second cell. */
function table(head: string): Map<string, string> {
  const lines = page.split("\n");
  const start = lines.findIndex((line, index) =>
    line.startsWith("|") && cells(line)[0] === head && /^\| -/.test(lines[index + 1] ?? "")
  );
  const rows = new Map<string, string>();
  for (const line of lines.slice(start + 2)) {
    if (!line.startsWith("|")) break;
    const [first = "", second = ""] = cells(line);
    rows.set(first, second);
  }
  return rows;
}

function cells(line: string): string[] {
  return line.split("|").slice(1, -1).map((cell) => cell.trim().replaceAll("`", ""));
}

function fields(line: JsonLine): string {
  return Object.keys(line).join(", ");
}

type EventOf<T extends PublicEvent["type"]> = Extract<PublicEvent, { readonly type: T }>;

const at = 0;
const samples: { readonly [T in PublicEvent["type"]]: EventOf<T> } = {
  SaleCreated: { type: "SaleCreated", at, sale: "00", name: "Leilão", currency: "BRL" },
  SaleOpened: { type: "SaleOpened", at },
  SaleClosed: { type: "SaleClosed", at },
  LotCatalogued: { type: "LotCatalogued", at, lot: lot("7") },
  LotDescribed: {
    type: "LotDescribed",
    at,
    lot: "7",
    language: "pt",
    part: 1,
    parts: 1,
    text: "Jacarandá",
  },
  LotMoved: { type: "LotMoved", at, lot: "7", before: "9" },
  LotOpened: { type: "LotOpened", at, lot: "7", ask: toCents(1), endsAt: null },
  BidAccepted: { type: "BidAccepted", at, lot: "7", standing: standing(ana, 1) },
  BidRecorded: { type: "BidRecorded", at },
  LotExtended: { type: "LotExtended", at, lot: "7", endsAt: 1, cause: "late_bid" },
  FairWarningGiven: { type: "FairWarningGiven", at, lot: "7", call: 1, text: null },
  LotPaused: { type: "LotPaused", at, lot: "7", remainingMs: null },
  LotResumed: { type: "LotResumed", at, lot: "7", endsAt: null },
  BidUndone: { type: "BidUndone", at, lot: "7", standing: standing(ana, 1), endsAt: null },
  LotSold: { type: "LotSold", at, lot: "7", paddle: ana, price: toCents(1) },
  LotPassed: { type: "LotPassed", at, lot: "7", reason: "no_bids" },
  LotWithdrawn: { type: "LotWithdrawn", at, lot: "7", reason: null },
  AskSet: { type: "AskSet", at, lot: "7", ask: toCents(1) },
  IncrementsSet: {
    type: "IncrementsSet",
    at,
    lot: "7",
    increments: { type: "ebay_us" },
    ask: toCents(1),
  },
  BidderLeft: { type: "BidderLeft", at, lot: "7", paddle: ana },
  PriceRaised: { type: "PriceRaised", at, lot: "7", standing: standing(ana, 1), endsAt: 1 },
  BidsRetracted: {
    type: "BidsRetracted",
    at,
    lot: "7",
    paddle: ana,
    cause: "retracted",
    reason: null,
    standing: standing(ana, 1),
  },
  UnitsSold: { type: "UnitsSold", at, lot: "7", paddle: ana, quantity: 1, price: toCents(1) },
  LotReopened: { type: "LotReopened", at, lot: "7", standing: standing(ana, 1), endsAt: null },
  LotAwarded: {
    type: "LotAwarded",
    at,
    lot: "7",
    paddle: ana,
    price: toCents(1),
    defaulter: "15",
  },
  Announced: { type: "Announced", at, text: "Coffee" },
  TermsSet: { type: "TermsSet", at, terms: NO_CHARGES },
  LimitSet: { type: "LimitSet", at },
  PaddleBanned: { type: "PaddleBanned", at, paddle: ana },
  PaddleAdmitted: { type: "PaddleAdmitted", at, paddle: ana },
  PaddleSuspended: { type: "PaddleSuspended", at, paddle: ana },
  PaddleReinstated: { type: "PaddleReinstated", at, paddle: ana },
};

Deno.test("NDJSON.md lists each event with its fields", () => {
  const written = Object.values(samples).map((event) => {
    const line = eventLine(1, event);
    return [event.type, fields(line).replace(/^event, seq, at(, )?/, "")] as const;
  });
  assertEquals(Object.fromEntries(table("Event")), Object.fromEntries(written));
});

Deno.test("NDJSON.md lists each kind of line with its fields", () => {
  const link = anasLink();
  const connection = { type: "connection", state: "live", path: "tcp" } as const;
  const open = { state: "sent", reason: null, seq: null, ask: null, lateMs: null } as const;
  const ticket = {
    id: "00",
    lot: "7",
    kind: "max",
    amount: toCents(1),
    quantity: 1,
    ...open,
  } as const;
  const error = { error: "not_json", line: 1, field: null, ref: null, message: "" } as const;
  assertEquals(Object.fromEntries(table("Kind")), {
    "event": "event, seq, at, and the fields of the event (below)",
    "answer bid": fields(bidLine(ticket, null)),
    "answer lots": fields(lotsLine(link, null)),
    "answer status": fields(statusLine(link, { ref: null, connection, house: "running" })),
    "answer leave": "answer, ref",
    "connection": fields(connectionLine(link, connection)),
    "house": "house",
    "error": fields(errorLine(error)),
    "end": fields(endLine("left")),
  });
});

Deno.test("NDJSON.md lists the fields of a lot in the lots answer", () => {
  const link = anasLink();
  link.happen(opened("7"));
  const lots = lotsLine(link, null)["lots"];
  const entry: JsonLine = Array.isArray(lots) ? lots[0] : {};
  const sentence = /each with ([^.]*)\./.exec(page.replaceAll(/\s+/g, " "))?.[1] ?? "";
  assertEquals(sentence.replaceAll("`", ""), fields(entry));
});

/** Rejections that only answer the auctioneer, never a bid. */
const notForBids: readonly Rejection[] = [
  "lot_open",
  "not_clerked",
  "no_bids",
  "nothing_to_undo",
  "not_paused",
  "bad_end",
  "lots_open",
  "sale_exists",
  "bad_ask",
  "sale_open",
  "not_ended",
  "next_opened",
  "not_winner",
  "no_under_bidder",
  "no_lots",
  "group_full",
];

Deno.test("NDJSON.md lists each reason for a refused bid", () => {
  const reasons = REJECTIONS.filter((reason) => !notForBids.includes(reason));
  assertEquals([...table("reason").keys()].sort(), [...reasons, ...LINK_REFUSALS].sort());
});

Deno.test("NDJSON.md names the commands, the errors and the limit", () => {
  assertEquals([...table("do").keys()], [
    "bid",
    "buy",
    "enter",
    "withdraw",
    "lots",
    "status",
    "leave",
  ]);
  const formats = [...table("format.type").keys()].flatMap((names) => names.split(", "));
  assertEquals(formats, ["english", "sealed_first", "vickrey", "dutch", "japanese", "uniform"]);
  const errors = [
    "not_json",
    "bad_command",
    "line_too_long",
    "not_utf8",
    "never_joined",
    "a fault's code",
  ];
  assertEquals([...table("error").keys()], errors);
  assertEquals(/at most (\d+) bytes/.exec(page.replaceAll(/\s+/g, " "))?.[1], `${commandBytesMax}`);
});
