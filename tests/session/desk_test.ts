// The desk: commands and bids in, rows, batches, receipts and answers out.

import { assert, assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import type { Command } from "../../lib/auction/command.ts";
import type { Lot } from "../../lib/auction/lot.ts";
import { toCents } from "../../lib/auction/money.ts";
import { equalBytes, toHex } from "../../lib/base/bytes.ts";
import { chainHash, commitmentTo, GENESIS_HASH, sha256 } from "../../lib/secure/digest.ts";
import type { BidInput } from "../../lib/session/desk_message.ts";
import type { SeenStanding } from "../../lib/session/seen_standing.ts";
import { type CborValue, encodeCbor } from "../../lib/wire/cbor.ts";
import { checkpointIn, decodeCheckpoint } from "../../lib/wire/checkpoint_note.ts";
import { decodeCommand } from "../../lib/wire/command_codec.ts";
import { decodeEvent } from "../../lib/wire/event_codec.ts";
import { decodeHeartbeat, decodeSignedMessage } from "../../lib/wire/signed_message.ts";
import { ANA, BEN, lot7, lot8, MINUTE, T0 } from "../auction/scene.ts";
import { bidInput, DeskStage, said, SALE, SALT } from "./_desk_stage.ts";

const OTHER_ID = "02".repeat(16);

Deno.test("Desk.take() records a command's events in a chain that commits to the command", () => {
  const stage = new DeskStage();
  stage.say(
    { type: "CreateSale", at: 5, sale: SALE, name: "House sale", currency: "BRL" },
    { type: "CatalogueLot", at: 6, lot: lot7, salt: SALT },
  );
  const { rows, events, answers } = stage.say({ type: "OpenLot", at: 7, lot: "7" });
  assertEquals(rows.map(({ seq, at }) => [seq, at]), [[3, 7], [4, 7]]);
  assertEquals(events.map(({ event }) => event.type), ["SaleOpened", "LotOpened"]);
  assertEquals(answers, [{ ref: 1, result: { type: "done", seq: 4 } }]);
  let hash = GENESIS_HASH;
  for (const row of stage.rows) {
    hash = chainHash(hash, row.event);
    assertEquals(row.hash, hash);
    const commitment = decodeEvent(row.event)?.commitment ?? null;
    assertEquals(commitment, row.command === null ? null : commitmentTo(row.command));
  }
  assertEquals(stage.desk.head(), { seq: 4, hash });
  assertEquals(stage.desk.hashAt(3), stage.rows[2]?.hash);
  assertEquals(stage.desk.hashAt(5), null);
  assertEquals(rows.map(({ command }) => command === null), [false, true]);
});

Deno.test("Desk.take() answers a refused command by name and records nothing", () => {
  const stage = new DeskStage().open();
  const before = stage.desk.head();
  const { rows, batches, answers } = stage.say({ type: "OpenLot", at: T0 + 1, lot: "7" });
  assertEquals([rows, batches], [[], []]);
  assertEquals(answers, [{ ref: 1, result: { type: "rejected", reason: "lot_open" } }]);
  assertEquals(stage.desk.head(), before);
});

Deno.test("Desk.take() refuses a hammer where the lot stands otherwise than was seen", () => {
  const stage = new DeskStage().open();
  const { seq, hash } = stage.desk.head();
  const bid = bidInput({ seenSeq: seq, seenHash: hash, at: T0 + 4 });
  stage.take([bid], T0 + 4);
  const { leader, price } = stage.desk.view.lots.get("7")?.standing ?? {};
  assert(typeof leader === "string" && typeof price === "number");
  const hammer = (seen: SeenStanding) => {
    const command: Command = { type: "HammerLot", at: T0 + 5, lot: "7", belowReserve: true };
    return stage.take([{ type: "command", ref: 3, command, seen }], T0 + 5).answers[0]?.result;
  };
  const moved = { type: "rejected", reason: "standing_moved" } as const;
  assertEquals(hammer({ lot: "7", leader: BEN, price }), moved);
  assertEquals(hammer({ lot: "7", leader, price: toCents(price + 1) }), moved);
  assertEquals(stage.desk.view.lots.get("7")?.status, "open");
  assertEquals(hammer({ lot: "7", leader, price })?.type, "done");
});

Deno.test("Desk.take() answers a command that changes nothing as done, at the head", () => {
  const stage = new DeskStage().open();
  const { rows, answers } = stage.say({ type: "AdmitPaddle", at: T0, paddle: ANA, identity: "x" });
  assertEquals(rows, []);
  assertEquals(answers[0]?.result, { type: "done", seq: stage.desk.head().seq });
});

Deno.test("Desk.take() answers an accepted bid with a receipt of all its fields", () => {
  const stage = new DeskStage().open();
  const { seq, hash } = stage.desk.head();
  const input = bidInput({ seenSeq: seq, seenHash: hash });
  const output = stage.take([input], T0 + 5);
  const row = output.rows[0];
  assertEquals(output.receipts.map(({ to }) => to), ["member of Ana"]);
  assertEquals(stage.receipt(output.receipts[0]?.signed), {
    sale: SALE,
    bidId: "01".repeat(16),
    bidDigest: sha256(input.bid),
    verdict: "accepted",
    seq: seq + 1,
    hash: row?.hash ?? GENESIS_HASH,
    at: T0 + 1,
    ask: null,
    lateMs: null,
    seenAgrees: true,
  });
  assertEquals(output.bids.map(({ paddle, seq }) => [paddle, seq]), [[ANA, seq + 1]]);
  // The bidder's own signed bytes are kept in the command.
  const kept = decodeCommand(row?.command ?? new Uint8Array())?.signed;
  assertEquals(kept, { bid: input.bid, signature: input.signature });
});

Deno.test("Desk.take() tells a bidder whose seen past is not the house's", () => {
  const table: readonly (readonly [number, Uint8Array<ArrayBuffer>, boolean])[] = [
    [0, GENESIS_HASH, true],
    [1, GENESIS_HASH, false],
    [999, GENESIS_HASH, false],
  ];
  for (const [seenSeq, seenHash, agrees] of table) {
    const stage = new DeskStage().open();
    const { receipts } = stage.take([bidInput({ seenSeq, seenHash })]);
    const { seenAgrees, verdict } = stage.receipt(receipts[0]?.signed);
    assertEquals([seenAgrees, verdict], [agrees, "accepted"]);
  }
});

Deno.test("Desk.take() records a refused bid as an entry that shows nothing", () => {
  const stage = new DeskStage().open();
  const view = stage.desk.view;
  const output = stage.take([bidInput({ amount: 999 })]);
  assertEquals(output.events.map(({ event }) => event), [{ type: "BidRecorded", at: T0 + 1 }]);
  assertEquals(stage.desk.view, view);
  const receipt = stage.receipt(output.receipts[0]?.signed);
  assertEquals([receipt.verdict, receipt.ask, receipt.seq], ["below_ask", 1_000, 9]);
  assertEquals(output.bids.length, 1);
});

Deno.test("Desk.take() tells how late a bid was", () => {
  const stage = new DeskStage().open();
  const end = T0 + 10 * MINUTE;
  const { receipts } = stage.take([bidInput({ lot: "8", at: end + 7 })], end + 7);
  const { verdict, lateMs } = stage.receipt(receipts[0]?.signed);
  assertEquals([verdict, lateMs], ["lot_closed", 7]);
});

Deno.test("Desk.take() ends a lot before a bid or a command that came at its end", () => {
  const end = T0 + 10 * MINUTE;
  const warn: Command = { type: "GiveFairWarning", at: end, lot: "7", text: null };
  for (const input of [bidInput({ lot: "8", at: end }), said(warn)]) {
    const { events } = new DeskStage().open().take([input], end);
    assertEquals(events[0]?.event, { type: "LotPassed", at: end, lot: "8", reason: "no_bids" });
  }
});

Deno.test("Desk.take() ends no lot before what came in time", () => {
  const end = T0 + 10 * MINUTE;
  const { events } = new DeskStage().open().take([bidInput({ lot: "8", at: end - 1 })], end + 9);
  assertEquals(events.map(({ event }) => event.type), ["BidAccepted", "LotExtended"]);
});

Deno.test("Desk.take() ends no lot before it gives it back the time of an outage", () => {
  const end = T0 + 10 * MINUTE;
  const back: Command = { type: "ReturnLostTime", at: end + MINUTE, downSince: end - 1_000 };
  const { events } = new DeskStage().open().take([said(back)], end + MINUTE);
  assertEquals(events.map(({ event }) => event.type), ["LotExtended"]);
});

Deno.test("Desk.take() moves a Japanese price before who leaves at that moment", () => {
  const stage = new DeskStage().open();
  const japanese: Lot = {
    ...lot8,
    id: "9",
    reserve: null,
    format: { type: "japanese", step: toCents(100), everyMs: 1_000, entryMs: 5_000 },
    closing: { type: "paced" },
  };
  stage.take([
    said({ type: "CatalogueLot", at: T0, lot: japanese, salt: SALT }),
    said({ type: "OpenLot", at: T0, lot: "9" }),
    bidInput({ lot: "9", kind: "enter", amount: japanese.opening, at: T0 + 1 }),
    bidInput({ lot: "9", kind: "enter", amount: japanese.opening, paddle: BEN, at: T0 + 2 }),
  ]);
  const leave = bidInput({ lot: "9", kind: "leave", bidId: OTHER_ID, at: T0 + 5_000 });
  const { events } = stage.take([leave], T0 + 5_000);
  assertEquals(events.map(({ event }) => event.type), ["PriceRaised", "BidRecorded"]);
  assertEquals(stage.desk.view.lots.get("9")?.standing.bids, 2);
});

Deno.test("Desk.take() refuses amounts that are none, answers each, and restores them", () => {
  for (const amount of [0, -1, 1.5, 2 ** 53, 2n ** 64n - 1n, "twelve", null]) {
    const stage = new DeskStage().open();
    const { receipts } = stage.take([rawBid(amount)]);
    assertEquals(stage.receipt(receipts[0]?.signed).verdict, "bad_amount", `${amount}`);
    const desk = stage.fresh();
    assertEquals(stage.rows.map((row) => desk.restore(row)).filter((flaw) => flaw !== null), []);
  }
});

/** Ana's bid of an amount that our own client would never send. */
function rawBid(amount: CborValue): BidInput {
  const bytes = (length: number) => new Uint8Array(length);
  const sale = Uint8Array.fromHex(SALE);
  const bid = encodeCbor([sale, "7", 0, amount, 1, "BRL", bytes(16), 0, bytes(32)]);
  return { ...bidInput(), bid };
}

Deno.test("Desk.take() gives a repeated bid the very bytes of its first receipt", () => {
  const stage = new DeskStage().open();
  const first = bidInput();
  const again = bidInput({ at: T0 + 9, from: "a newer session of Ana" });
  const round = stage.take([first, again, first]);
  assertEquals(round.rows.length, 1);
  assertEquals(round.bids.length, 1);
  const [one, two, three] = round.receipts.map(({ signed }) => toHex(signed));
  assertEquals([two, three], [one, one]);
  assertEquals(round.receipts[1]?.to, "a newer session of Ana");
  const later = stage.take([again], T0 + MINUTE);
  assertEquals([later.rows, later.bids], [[], []]);
  assertEquals(later.receipts.map(({ signed }) => toHex(signed)), [one]);
});

Deno.test("Desk.take() repeats a refusal too, though the bid would be accepted now", () => {
  const stage = new DeskStage();
  stage.open().say({ type: "PauseLot", at: T0 + 1, lot: "7" });
  const refused = stage.take([bidInput({ at: T0 + 2 })]);
  stage.say({ type: "ResumeLot", at: T0 + 3, lot: "7" });
  const again = stage.take([bidInput({ at: T0 + 4 })]);
  assertEquals(stage.receipt(refused.receipts[0]?.signed).verdict, "lot_paused");
  assertEquals(again.receipts[0]?.signed, refused.receipts[0]?.signed);
  assertEquals(again.rows, []);
});

Deno.test("Desk.take() calls other bytes under one bid id a conflict, in a round and later", () => {
  const stage = new DeskStage().open();
  const [first, other] = [bidInput(), bidInput({ amount: 2_500 })];
  const round = stage.take([first, other]);
  const later = stage.take([other]);
  assertEquals([round.rows.length, later.rows.length], [1, 0]);
  for (const signed of [round.receipts[1]?.signed, later.receipts[0]?.signed]) {
    const receipt = stage.receipt(signed);
    assertEquals([receipt.verdict, receipt.seq], ["conflict", 9]);
    assertEquals(receipt.bidDigest, sha256(other.bid));
  }
  // The first answer stays what it was.
  assertEquals(stage.take([first]).receipts[0]?.signed, round.receipts[0]?.signed);
});

Deno.test("Desk.take() keeps the bid ids of two paddles apart", () => {
  const stage = new DeskStage().open();
  const { receipts, bids } = stage.take([bidInput(), bidInput({ paddle: BEN, amount: 3_000 })]);
  assertEquals(bids.map(({ paddle }) => paddle), [ANA, BEN]);
  assertEquals(receipts.map(({ signed }) => stage.receipt(signed).verdict), [
    "accepted",
    "accepted",
  ]);
});

Deno.test("Desk.take() works inputs through in their order", () => {
  const stage = new DeskStage().open();
  const hammer = { type: "HammerLot", at: T0 + 2, lot: "7", belowReserve: false } as const;
  const output = stage.take([
    bidInput(),
    said(hammer),
    bidInput({ paddle: BEN, bidId: OTHER_ID, amount: 9_000, at: T0 + 2 }),
  ]);
  assertEquals(output.events.map(({ event }) => event.type), [
    "BidAccepted",
    "LotSold",
    "BidRecorded",
  ]);
  assertEquals(stage.receipt(output.receipts[1]?.signed).verdict, "lot_closed");
});

Deno.test("Desk.take() never lets time run backwards", () => {
  const stage = new DeskStage().open();
  stage.take([bidInput({ at: T0 + 100 })], T0 + 100);
  const early = stage.take([bidInput({ bidId: OTHER_ID, amount: 1, at: T0 + 50 })], T0 + 60);
  assertEquals(early.rows.map(({ at }) => at), [T0 + 100]);
  assertEquals(early.aliveAt, T0 + 100);
  const pause = stage.take([said({ type: "PauseLot", at: T0, lot: "7" })], T0);
  assertEquals(pause.rows.map(({ at }) => at), [T0 + 100]);
  assertEquals(stage.receipt(early.receipts[0]?.signed).at, T0 + 100);
});

Deno.test("Desk.take() stops before it records a command that cannot be read back", () => {
  const stage = new DeskStage().open();
  const text = "x".repeat(201);
  assertThrows(() => stage.say({ type: "GiveFairWarning", at: T0, lot: "7", text }));
});

Deno.test("Desk.nextDeadline() is the earliest announced end", () => {
  const stage = new DeskStage();
  assertEquals(stage.desk.nextDeadline(), null);
  assertEquals(stage.open().desk.nextDeadline(), T0 + 10 * MINUTE);
  stage.say({ type: "Tick", at: T0 + 10 * MINUTE });
  assertEquals(stage.desk.nextDeadline(), null);
});

/** A group as the feed thread tells of it. */
const group = { members: 40, roundTripMs: 7 } as const;

Deno.test("Desk.heartbeat() signs where the record stands and how open lots stand", () => {
  const stage = new DeskStage().open();
  stage.take([bidInput()]);
  const { seq, hash } = stage.desk.head();
  const session = "cd".repeat(8);
  const at = T0 + 3;
  const told = { session, beat: 4, at, state: "stopping", ...group } as const;
  const message = decodeSignedMessage(stage.desk.heartbeat(told));
  assert(message !== null && message.kind === "heartbeat");
  assert(stage.isSigned("heartbeat", message.body, message.signature));
  const { lots } = stage.desk.view;
  const lotState = (lot: string) => {
    const view = lots.get(lot);
    assert(view !== undefined);
    return { lot, status: "open", endsAt: view.endsAt, standing: view.standing };
  };
  // The timed lot ends first; the one that is under the hammer has no end.
  assertEquals<unknown>(decodeHeartbeat(message.body), {
    sale: SALE,
    session,
    beat: 4,
    nextSeq: seq + 1,
    headHash: hash,
    at,
    state: "stopping",
    ...group,
    lots: [lotState("8"), lotState("7")],
  });
});

Deno.test("Desk.checkpoint() signs the text of where the record stands, never back in time", () => {
  const stage = new DeskStage().open();
  const { seq, hash } = stage.desk.head();
  const message = decodeSignedMessage(stage.desk.checkpoint(T0 + 3));
  assert(message !== null && message.kind === "checkpoint");
  assertEquals(decodeCheckpoint(message.body), { sale: SALE, seq, hash, at: T0 + 3 });
  assert(stage.isSigned("checkpoint", message.body, message.signature));
  assertEquals(checkpointIn(stage.desk.checkpoint(T0 - 9))?.at, T0);
  assertThrows(() => new DeskStage().desk.checkpoint(T0));
});

Deno.test("Desk.heartbeat() tells of paused lots, and not of those that are over", () => {
  const stage = new DeskStage().open();
  stage.say({ type: "PauseLot", at: T0 + 1, lot: "7" }, { type: "Tick", at: T0 + 10 * MINUTE });
  const told = {
    session: "cd".repeat(8),
    beat: 1,
    at: T0 + 3,
    state: "running",
    ...group,
  } as const;
  const message = decodeSignedMessage(stage.desk.heartbeat(told));
  const lots = decodeHeartbeat(message?.body ?? new Uint8Array())?.lots;
  assertEquals(lots?.map(({ lot, status }) => [lot, status]), [["7", "paused"]]);
});

Deno.test("Desk.heartbeat() says that the sale has ended, whatever the house is about to do", () => {
  const stage = new DeskStage();
  stage.say(
    { type: "CreateSale", at: 5, sale: SALE, name: "House sale", currency: "BRL" },
    { type: "CloseSale", at: 6 },
  );
  const told = { session: "cd".repeat(8), beat: 1, at: 7, state: "running", ...group } as const;
  const message = decodeSignedMessage(stage.desk.heartbeat(told));
  assertEquals(decodeHeartbeat(message?.body ?? new Uint8Array())?.state, "ended");
});

Deno.test("Desk signs receipts of two bids differently", () => {
  const stage = new DeskStage().open();
  const { receipts } = stage.take([bidInput(), bidInput({ bidId: OTHER_ID, amount: 2_100 })]);
  const [one, two] = receipts.map(({ signed }) => signed);
  assert(one !== undefined && two !== undefined && !equalBytes(one, two));
  assertNotEquals(stage.receipt(one).bidId, stage.receipt(two).bidId);
});
