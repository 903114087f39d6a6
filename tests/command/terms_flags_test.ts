// Premium and tax as flags of the house.

import { assertEquals, assertThrows } from "@std/assert";
import { toCents } from "../../lib/auction/money.ts";
import type { SaleTerms } from "../../lib/auction/settlement.ts";
import { Fault } from "../../lib/base/fault.ts";
import { isSameTerms, type TermsFlags, termsInFlags } from "../../lib/command/terms_flags.ts";

const none: TermsFlags = { premium: null, tax: null, taxOn: null };
const tier = (from: number, rate: number) => ({ from: toCents(from), rate });

Deno.test("termsInFlags() leaves the sale as it is where no flag is given", () => {
  assertEquals(termsInFlags(none), null);
});

Deno.test("termsInFlags() reads rates in per cent and tiers from cents on", () => {
  const cases: readonly (readonly [Partial<TermsFlags>, SaleTerms])[] = [
    [{ premium: "20" }, { premium: [tier(0, 2_000)], taxRate: 0, taxOn: "premium" }],
    [{ premium: "0" }, { premium: [tier(0, 0)], taxRate: 0, taxOn: "premium" }],
    [{ premium: "25.5,500000:12.05,900000:100", tax: "9.25" }, {
      premium: [tier(0, 2_550), tier(500_000, 1_205), tier(900_000, 10_000)],
      taxRate: 925,
      taxOn: "premium",
    }],
    [{ tax: "10", taxOn: "hammer_and_premium" }, {
      premium: [],
      taxRate: 1_000,
      taxOn: "hammer_and_premium",
    }],
    [{ taxOn: "premium" }, { premium: [], taxRate: 0, taxOn: "premium" }],
  ];
  for (const [flags, terms] of cases) assertEquals(termsInFlags({ ...none, ...flags }), terms);
});

Deno.test("termsInFlags() refuses what is no rate or no rising list of tiers", () => {
  const premiums = ["", "x", "-1", "101", "100.01", "1.234", "20,", ",20", "20,5000", "0:20"];
  const tiers = ["20,0:10", "20,5:10,5:9", "20,5:10,4:9", "20,5:10%", "20;5:10", "20,5.5:10"];
  const many = Array.from({ length: 11 }, (_, i) => i === 0 ? "1" : `${i}:1`).join(",");
  for (const premium of [...premiums, ...tiers, many]) {
    const fault = assertThrows(() => termsInFlags({ ...none, premium }), Fault, "--premium");
    assertEquals(fault.code, "bad_config", premium);
  }
  for (const tax of ["", "x", "-1", "101", "1,5", "1e1", ".5", "5."]) {
    const fault = assertThrows(() => termsInFlags({ ...none, tax }), Fault, "--tax");
    assertEquals(fault.code, "bad_config", tax);
  }
});

Deno.test("isSameTerms() compares every part, and takes nothing said for other terms", () => {
  const terms: SaleTerms = { premium: [tier(0, 2_000)], taxRate: 100, taxOn: "premium" };
  assertEquals(
    isSameTerms(terms, { taxOn: "premium", taxRate: 100, premium: [tier(0, 2_000)] }),
    true,
  );
  const others: readonly (SaleTerms | null)[] = [
    null,
    { ...terms, premium: [] },
    { ...terms, premium: [tier(0, 2_001)] },
    { ...terms, premium: [tier(0, 2_000), tier(1, 2_000)] },
    { ...terms, taxRate: 101 },
    { ...terms, taxOn: "hammer_and_premium" },
  ];
  for (const other of others) assertEquals(isSameTerms(terms, other), false);
});
