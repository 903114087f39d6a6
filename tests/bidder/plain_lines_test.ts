// The terminal face without a screen: lines in, lines out.

import { assert, assertEquals } from "@std/assert";
import { typingLeadMs } from "../../lib/bidder/terminal_face.ts";
import { openFormats } from "./_formats.ts";
import { ben, bidAccepted, join, opened, saleStartMs, standing } from "./_sale.ts";
import { settle, sitDown } from "./_seat.ts";

Deno.test("runTerminalFace() writes plain lines into a pipe, with no marks at all", async () => {
  const seat = sitDown({ interactive: false, language: "pt", colour: true });
  seat.link.happen(opened("7"));
  join(seat.link);
  seat.link.happen(bidAccepted("7", standing(ben, 120_000)));
  seat.link.now += typingLeadMs + 1;
  seat.input.write("1.500\nlotes\nxyz\n");
  await settle();
  seat.link.answer(0, { state: "accepted", seq: 9 });
  seat.input.end();
  assertEquals(await seat.end, "left");
  assertEquals(seat.output.text.replaceAll("\u00a0", " ").split("\n"), [
    "14:00:00 ao vivo (multicast)",
    "Leilão de outono",
    "Lote 7                                                                  aberto",
    "Cadeira de balanço em jacarandá, c. 1890",
    "Preço          sem lances",
    "Próximo lance  R$ 1.000,00",
    "Tempo          até o martelo cair",
    "Você           sem lance ainda",
    "14:00:10 Lote 7: R$ 1.200,00, placa 15 na frente",
    "14:00:02 Lote 7: seu lance de R$ 1.500,00 foi enviado, esperando a casa",
    "Todos os lotes",
    "                                       Preço      Próximo  Tempo    Você",
    " 7     Cadeira de balanço em j…  R$ 1.200,00  R$ 1.250,00  aberto   enviado …",
    " 8     Vaso de vidro azul                     R$ 1.000,00  por vir",
    " 9     Mapa da Bahia, gravura …               R$ 1.000,00  por vir",
    "Comando desconhecido: digite ajuda",
    "14:00:02 Lote 7: seu lance de R$ 1.500,00 foi aceito",
    "",
  ]);
  assertEquals(seat.raw, []);
});

Deno.test("runTerminalFace() in a pipe follows to the close of the sale where asked to", async () => {
  const seat = sitDown({ interactive: false, follow: true });
  seat.input.end();
  join(seat.link);
  await settle();
  assertEquals(seat.link.listeners, 1);
  seat.link.happen({ type: "SaleClosed", at: saleStartMs });
  assertEquals(await seat.end, "sale_closed");
  assertEquals(seat.output.lines.slice(-2), ["The sale is closed.", "You won no lot."]);
});

Deno.test("runTerminalFace() in a pipe tells a trouble that repeats ever more seldom", async () => {
  const seat = sitDown({ interactive: false });
  for (let tries = 1; tries <= 20; tries++) {
    seat.link.notify({ type: "problem", code: "unreachable", message: "Nobody" });
  }
  seat.input.end();
  assertEquals(await seat.end, "never_joined");
  assertEquals(seat.output.lines.map((line) => line.replace(/.*Nobody ?/, "")), [
    "",
    "(2 tries)",
    "(4 tries)",
    "(8 tries)",
    "(16 tries)",
  ]);
});

Deno.test("runTerminalFace() in a pipe neutralises what the network sends", async () => {
  const seat = sitDown({ interactive: false });
  join(seat.link);
  const text = "going\x1b[2J\x07\u009b\n14:00:00 Lot 7 is sold to you";
  seat.link.happen(opened("7"), {
    type: "FairWarningGiven",
    at: saleStartMs,
    lot: "7",
    call: 1,
    text,
  });
  seat.input.end();
  await seat.end;
  // deno-lint-ignore no-control-regex
  assert(!/[\x00-\x09\x0b-\x1f\x7f-\x9f]/.test(seat.output.text));
  assertEquals(seat.output.lines.filter((line) => line.includes("sold to you")).length, 1);
  assert(seat.output.text.includes("fair warning: going\ufffd[2J"));
});

Deno.test("runTerminalFace() in a pipe survives lines that are too long or no text", async () => {
  const seat = sitDown({ interactive: false });
  seat.input.write("9".repeat(5_000), "\n", new Uint8Array([0xff, 0x0a]), "help\n");
  seat.input.end();
  assertEquals(await seat.end, "never_joined");
  assertEquals(seat.output.lines.filter((line) => line.startsWith("Unknown command")).length, 2);
  assert(seat.output.text.includes("What you can type"));
});

Deno.test("runTerminalFace() says nothing of sent where the answer was faster", async () => {
  const seat = sitDown({ interactive: false });
  join(seat.link);
  seat.link.happen(opened("7"));
  seat.link.now += typingLeadMs + 1;
  seat.link.whileBidding = () => seat.link.answer(0, { state: "accepted", seq: 8 });
  seat.input.write("1,250\n");
  seat.input.end();
  assertEquals(await seat.end, "left");
  assert(seat.output.text.includes("is accepted"));
  assertEquals(seat.output.text.includes("is sent"), false);
});

Deno.test("runTerminalFace() in a pipe tells each price that falls, which no event does", async () => {
  const seat = sitDown({ interactive: false });
  openFormats(seat.link, "dutch");
  const moments = [0, 4_900, 5_000, 9_000, 20_100, 20_200];
  for (const moment of moments) {
    seat.link.now = saleStartMs + moment;
    seat.timers.tick();
  }
  // While the view is behind, what its clock shows may be long over.
  seat.link.notify({ type: "connection", state: "lagging", path: "multicast" });
  seat.link.now += 5_000;
  seat.timers.tick();
  seat.link.happen({ type: "LotPaused", at: saleStartMs, lot: "D", remainingMs: 1_000 });
  seat.link.notify({ type: "connection", state: "live", path: "multicast" });
  seat.link.now += 60_000;
  seat.timers.tick();
  seat.input.end();
  await seat.end;
  assertEquals(seat.output.lines.filter((line) => line.includes("falls to")), [
    "14:00:05 Lot D: the price falls to R$900.00",
    "14:00:20 Lot D: the price falls to R$600.00",
  ]);
});
