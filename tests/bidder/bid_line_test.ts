// Own bids of every kind as lines, in both languages.

import { assertEquals } from "@std/assert";
import { toCents } from "../../lib/auction/money.ts";
import { type Language, LANGUAGES } from "../../lib/base/language.ts";
import { happeningOf } from "../../lib/bidder/happening.ts";
import { readerOf } from "./_formats.ts";

const price = toCents(120_000);

Deno.test("happeningOf() tells the price that a purchase did not reach", () => {
  const refused = { reason: "below_ask", seq: 9, ask: toCents(80_000), lateMs: null } as const;
  const bid = {
    id: "0",
    lot: "D",
    amount: toCents(70_000),
    quantity: 1,
    state: "refused",
  } as const;
  const text = (kind: "buy" | "max", language: "en" | "pt") => {
    const reader = readerOf(language);
    const ticket = { ...bid, ...refused, kind };
    const found = happeningOf({ type: "bid", ticket }, reader, 0)?.text ?? "";
    return found.replaceAll("\u00a0", " ").split("refused: ").at(-1)?.split(/recusad[ao]: /).at(-1);
  };
  assertEquals(text("buy", "en"), "the price was R$800.00");
  assertEquals(text("buy", "pt"), "o preço era R$ 800,00");
  assertEquals(text("max", "en"), "it was too low; at least R$800.00 was asked");
  assertEquals(text("max", "pt"), "o valor era baixo demais; o mínimo era R$ 800,00");
});

Deno.test("happeningOf() tells of units what the own bid before asks of the next", () => {
  const text = (quantity: number) => {
    const refused = { reason: "not_above_own_max", seq: 9, ask: null, lateMs: null } as const;
    const bid = { id: "0", lot: "U", kind: "max", amount: toCents(70_000), quantity } as const;
    const ticket = { ...bid, ...refused, state: "refused" } as const;
    return happeningOf({ type: "bid", ticket }, readerOf("en"), 0)?.text.split("refused: ").at(-1);
  };
  assertEquals(text(1), "it is not above your own maximum");
  assertEquals(
    text(3),
    "your bid before it stands; raise the units or the price, and lower neither",
  );
});

const verbs:
  readonly (readonly [kind: "max" | "buy" | "enter" | "leave", en: string, pt: string])[] = [
    ["max", "your bid of 3 × R$1,200.00 is", "seu lance de 3 × R$ 1.200,00 foi"],
    ["buy", "your purchase for up to R$1,200.00 is", "sua compra por até R$ 1.200,00 foi"],
    ["enter", "your entry at R$1,200.00 is", "sua entrada a R$ 1.200,00 foi"],
    ["leave", "your leaving is", "sua saída foi"],
  ];

Deno.test("happeningOf() tells a Portuguese reader of a trouble in Portuguese", () => {
  const notice = { type: "problem", code: "unreachable", message: "Nobody answers" } as const;
  const told = (language: Language) => happeningOf(notice, readerOf(language), 0)?.text;
  assertEquals(told("en"), "Trouble (unreachable): Nobody answers");
  assertEquals(told("pt"), "Problema (unreachable): a casa não respondeu");
});

Deno.test("happeningOf() names each kind of own bid, and the Portuguese agrees with it", () => {
  for (const [kind, en, pt] of verbs) {
    const quantity = kind === "max" ? 3 : 1;
    const open = { reason: "suspended", seq: null, ask: null, lateMs: null } as const;
    const o = kind === "max" ? "o" : "a";
    const wanted = {
      en: [`${en} sent, waiting for the house`, `${en} accepted`, `${en} refused: your paddle is`],
      pt: [`${pt} enviad${o}, esperando a casa`, `${pt} aceit${o}`, `${pt} recusad${o}: sua placa`],
    };
    for (const language of LANGUAGES) {
      const reader = readerOf(language);
      for (const [index, state] of (["sent", "accepted", "refused"] as const).entries()) {
        const ticket = { id: "0", lot: "7", kind, amount: price, quantity, state, ...open };
        const text = happeningOf({ type: "bid", ticket }, reader, 0)?.text ?? "";
        const words = wanted[language][index] ?? "";
        assertEquals(text.replaceAll("\u00a0", " ").includes(`7: ${words}`), true, text);
      }
    }
  }
});
