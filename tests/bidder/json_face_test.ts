// The face for programs: real streams in memory, a house that the test plays.

import { assert, assertEquals, assertRejects } from "@std/assert";
import { toCents } from "../../lib/auction/money.ts";
import { Fault } from "../../lib/base/fault.ts";
import { runJsonFace } from "../../lib/bidder/json_face.ts";
import { parse, start } from "./_program.ts";
import { ana, anasLink, bidAccepted, join, opened, saleStartMs, standing } from "./_sale.ts";
import { TestInput } from "./_streams.ts";

Deno.test("runJsonFace() writes events flat, in order, with a lot as its id", async () => {
  const { link, input, end, output } = start();
  link.happen(opened("7"), bidAccepted("7", standing(ana, 100_000)));
  input.end();
  await end;
  assertEquals(output.lines.map(parse), [
    {
      event: "LotOpened",
      seq: 7,
      at: saleStartMs,
      lot: "7",
      ask: 100_000,
      endsAt: null,
    },
    {
      event: "BidAccepted",
      seq: 8,
      at: saleStartMs + 10_000,
      lot: "7",
      leader: "12",
      price: 100_000,
      ask: 105_000,
      bids: 1,
      reserveMet: true,
    },
    { end: "left" },
  ]);
});

Deno.test("runJsonFace() answers a bid with sent and then accepted, with its ref", async () => {
  const { link, input, end, read } = start();
  input.write('{"do":"bid","lot":"7","max":12500,"ref":"a1"}\n');
  const [sent] = await read(1);
  assertEquals(link.wishes, [{ lot: "7", kind: "max", amount: toCents(12_500), quantity: 1 }]);
  link.answer(0, { state: "accepted", seq: 12 });
  input.end();
  await end;
  const answer = {
    answer: "bid",
    ref: "a1",
    bid: "00000000000000000000000000000001",
    lot: "7",
    kind: "max",
    amount: 12_500,
    quantity: 1,
    max: 12_500,
    exact: null,
    reason: null,
    ask: null,
    lateMs: null,
  };
  assertEquals(sent, { ...answer, state: "sent", seq: null });
  assertEquals((await read(2))[1], { ...answer, state: "accepted", seq: 12 });
});

Deno.test("runJsonFace() answers a refused exact bid with reason, ask and delay", async () => {
  const { link, input, end, read } = start();
  input.write('{"do":"bid","lot":"7","exact":12500}\n');
  await read(1);
  link.answer(0, { state: "refused", reason: "lot_closed", lateMs: 40, ask: toCents(13_000) });
  input.end();
  await end;
  const [, line] = await read(2);
  assertEquals([line?.["state"], line?.["reason"], line?.["lateMs"]], [
    "refused",
    "lot_closed",
    40,
  ]);
  assertEquals([line?.["max"], line?.["exact"], line?.["ask"]], [null, 12_500, 13_000]);
  assertEquals(line?.["ref"], null);
});

Deno.test("runJsonFace() keeps the ref of an answer that overtakes the bid itself", async () => {
  const { link, input, end, read } = start();
  link.whileBidding = () => link.answer(0, { state: "accepted", seq: 9 });
  input.write('{"do":"bid","lot":"7","max":12500,"ref":"fast"}\n');
  const lines = await read(2);
  assertEquals(lines.map(({ state, ref }) => [state, ref]), [["sent", "fast"], [
    "accepted",
    "fast",
  ]]);
  input.end();
  assertEquals(await end, "left");
});

Deno.test("runJsonFace() hands bids over in the order of the lines", async () => {
  const { link, input, end } = start();
  const amounts = [500, 400, 300, 200, 100];
  input.write(...amounts.map((max) => `{"do":"bid","lot":"7","max":${max}}\n`));
  input.end();
  link.whileBidding = (ticket) => link.answer(Number(ticket.id) - 1, { state: "accepted" });
  assertEquals(await end, "left");
  assertEquals(link.wishes.map(({ amount }) => Number(amount)), amounts);
});

Deno.test("runJsonFace() reports a bid that cannot be stored by its fault and goes on", async () => {
  const { link, input, end, read } = start();
  link.nextBid = new Fault("file_unwritable", "Cannot store the bid: disk full");
  input.write('{"do":"bid","lot":"7","max":12500,"ref":"x"}\n{"do":"status"}\n');
  const [error, status] = await read(2);
  assertEquals([error?.["error"], error?.["line"], error?.["ref"]], ["file_unwritable", 1, "x"]);
  assertEquals(status?.["answer"], "status");
  input.end();
  await end;
});

Deno.test("runJsonFace() tells connection, house and problems", async () => {
  const { link, input, end, read } = start();
  join(link);
  link.notify({ type: "house", state: "stopping" });
  link.notify({ type: "problem", code: "unreachable", message: "Cannot reach the house" });
  input.end();
  await end;
  assertEquals(await read(4), [
    { connection: "live", path: "multicast", paddle: "12", name: "Ana" },
    { house: "stopping" },
    { error: "unreachable", line: null, field: null, ref: null, message: "Cannot reach the house" },
    { end: "left" },
  ]);
});

Deno.test("runJsonFace() answers status and lots", async () => {
  const { link, input, end, read } = start();
  join(link);
  link.happen(opened("7"));
  input.write('{"do":"status","ref":"s"}\n{"do":"lots","ref":"l"}\n');
  const [, , status, lots] = await read(4);
  assertEquals(status, {
    answer: "status",
    ref: "s",
    now: saleStartMs,
    seq: 7,
    sale: "5a".repeat(16),
    name: "Leilão de outono",
    currency: "BRL",
    phase: "draft",
    paddle: "12",
    paddleState: "admitted",
    connection: "live",
    path: "multicast",
    house: "running",
    lossPercent: null,
    roundTripMs: null,
    unanswered: 0,
  });
  const list = lots?.["lots"];
  assert(Array.isArray(list));
  assertEquals(list.map(({ lot, status, ask }) => [lot, status, ask]), [
    ["7", "open", 100_000],
    ["8", "catalogued", 100_000],
    ["9", "catalogued", 100_000],
  ]);
  input.end();
  await end;
});

Deno.test("runJsonFace() stays after the end of the input until each bid is answered", async () => {
  const { link, input, end, output } = start();
  input.write('{"do":"bid","lot":"7","max":12500}\n');
  await output.linesUpTo(1);
  input.end();
  for (let turn = 0; turn < 50; turn++) await Promise.resolve(); // The end is read by now.
  link.happen(opened("7"));
  link.answer(0, { state: "refused", reason: "below_ask" });
  assertEquals(await end, "left");
  const kinds = output.lines.map(parse).map((line) =>
    line["state"] ?? line["event"] ?? line["end"]
  );
  assertEquals(kinds, ["sent", "LotOpened", "refused", "left"]);
  assertEquals(link.listeners, 0);
});

Deno.test("runJsonFace() says that it never joined where its input ended before", async () => {
  const { link, input, end, output } = start({ joined: false });
  link.nextBid = { state: "refused", reason: "not_joined" };
  input.write('{"do":"bid","lot":"7","max":12500}\n');
  input.end();
  assertEquals(await end, "never_joined");
  const lines = output.lines.map(parse);
  assertEquals(lines.map((line) => line["reason"] ?? line["error"] ?? line["end"]), [
    "not_joined",
    "never_joined",
    "never_joined",
  ]);
  assertEquals(lines.at(-1), { end: "never_joined" });
});

Deno.test("runJsonFace() that never joined still leaves by command", async () => {
  const { input, end, output } = start({ joined: false });
  input.write('{"do":"leave"}\n');
  assertEquals(await end, "left");
  assertEquals(parse(output.lines.at(-1) ?? ""), { end: "left" });
});

Deno.test("runJsonFace() with follow stays after the end of the input until the sale closes", async () => {
  const { link, input, end, read } = start({ follow: true });
  input.write('{"do":"status"}\n');
  input.end();
  await read(1);
  link.happen({ type: "SaleOpened", at: saleStartMs });
  await read(2);
  assertEquals(link.listeners, 1);
  link.happen({ type: "SaleClosed", at: saleStartMs });
  assertEquals(await end, "sale_closed");
});

Deno.test("runJsonFace() leaves on command and writes nothing after its last line", async () => {
  const { link, input, end, output } = start();
  input.write('{"do":"leave","ref":"bye"}\n{"do":"status"}\n');
  assertEquals(await end, "left");
  link.happen(opened("7"));
  assertEquals(output.lines.map(parse), [{ answer: "leave", ref: "bye" }, { end: "left" }]);
});

Deno.test("runJsonFace() ends with the house, with the connection and with the signal", async () => {
  const house = start();
  house.link.notify({ type: "house", state: "ended" });
  assertEquals(await house.end, "house_ended");
  assert(house.input.cancelled);

  const connection = start();
  connection.link.notify({ type: "connection", state: "ended", path: null });
  assertEquals(await connection.end, "disconnected");

  const signal = start();
  signal.abort.abort();
  assertEquals(await signal.end, "left");
  assertEquals((await signal.read(1)).at(-1), { end: "left" });
});

Deno.test("runJsonFace() takes a broken input for an ended one", async () => {
  const { input, end, read } = start();
  input.fail(new Error("gone"));
  assertEquals(await end, "left");
  assertEquals((await read(1))[0]?.["error"], "internal");
});

Deno.test("runJsonFace() throws file_unwritable where nobody reads the output", async () => {
  const link = anasLink();
  const output = new WritableStream<Uint8Array>({
    write: () => Promise.reject(new Error("broken pipe")),
  });
  const end = runJsonFace(link, { input: new TestInput().stream, output, follow: false });
  link.happen(opened("7"));
  const fault = await assertRejects(() => end, Fault);
  assertEquals(fault.code, "file_unwritable");
  assertEquals(link.listeners, 0);
});

Deno.test("runJsonFace() escapes what a terminal would obey, and keeps its value", async () => {
  const { link, input, end, output } = start();
  const text = "\x1b[2J\u009b31m\u202e\u2066 gone";
  link.happen(opened("7"), {
    type: "FairWarningGiven",
    at: saleStartMs,
    lot: "7",
    call: 1,
    text,
  });
  input.end();
  await end;
  // deno-lint-ignore no-control-regex
  assert(!/[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2060-\u2069]/.test(output.text));
  assertEquals(output.lines.map(parse)[1]?.["text"], text);
});
