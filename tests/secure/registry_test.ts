// One registered bidder: the file, the name, the paddle, and what two bidders may not share.

import { assert, assertEquals, assertThrows } from "@std/assert";
import { Fault, type FaultCode } from "../../lib/base/fault.ts";
import {
  checkBidderName,
  isPaddle,
  nameKey,
  nextPaddle,
  parseRegisteredBidder,
  registeredBidder,
  sharedBy,
  toRegistryFile,
} from "../../lib/secure/registry.ts";
import { thumbprint, toPublicJwks } from "../../lib/secure/key_set.ts";
import { publicKeySetNumber, publishedKeySet, rfc7638Key } from "./_keys.ts";

const ana = registeredBidder(publishedKeySet, {
  name: "Ana Lima",
  paddle: "12",
  status: "registered",
});
const file = {
  name: "Ana Lima",
  paddle: "12",
  status: "registered",
  ...toPublicJwks(publishedKeySet),
};

Deno.test("parseRegisteredBidder() reads back what toRegistryFile() gives", () => {
  assertEquals(toRegistryFile(ana), file);
  assertEquals(parseRegisteredBidder(JSON.parse(JSON.stringify(file))), ana);
  assertEquals(ana.thumbprint, thumbprint(rfc7638Key));
});

const refusals: readonly (readonly [string, unknown, FaultCode])[] = [
  ["an array", [file], "bad_file"],
  ["an unknown member", { ...file, limit: 100 }, "bad_file"],
  ["no name", { ...file, name: undefined }, "bad_file"],
  ["a name with spaces around it", { ...file, name: " Ana" }, "bad_file"],
  ["a name that is not composed", { ...file, name: "Jose\u0301" }, "bad_file"],
  ["a paddle that is a number", { ...file, paddle: 12 }, "bad_file"],
  ["a paddle of 13 characters", { ...file, paddle: "1234567890123" }, "bad_file"],
  ["an unknown status", { ...file, status: "vip" }, "bad_file"],
  ["one key", { ...file, keys: [rfc7638Key] }, "bad_key"],
];

for (const [what, value, code] of refusals) {
  Deno.test(`parseRegisteredBidder() refuses ${what}`, () => {
    assertEquals(assertThrows(() => parseRegisteredBidder(value), Fault).code, code);
  });
}

Deno.test("checkBidderName() keeps names that people have and refuses disguises", () => {
  for (const name of ["Ana", "José da Silva", "O'Neill & Filhos, Ltda.", "李", "a".repeat(60)]) {
    assertEquals(checkBidderName(name), name);
  }
  assertEquals(checkBidderName("  Jose\u0301 "), "José");
  const disguises = ["", " ", "a".repeat(61), "Ana\nBen", "Ana\u202eneB", "Ana\u200b", "a\x1b[2J"];
  for (const name of [...disguises, "Ana  Lima", "Ana\u00a0Lima", "Ana\u2028Lima"]) {
    assertEquals(checkBidderName(name), null, JSON.stringify(name));
  }
});

Deno.test("nameKey() makes one of names that differ in case or in the form of their letters", () => {
  assertEquals(nameKey("ANA"), nameKey("Ana"));
  assertEquals(nameKey("Ａna"), nameKey("Ana"));
});

Deno.test("isPaddle() takes what is printed on a paddle", () => {
  for (const paddle of ["1", "12", "12A", "A-7", "123456789012"]) assert(isPaddle(paddle), paddle);
  for (const paddle of ["", "-1", "1 2", "1.2", "é", "1\n", "1234567890123"]) {
    assert(!isPaddle(paddle), paddle);
  }
});

Deno.test("sharedBy() finds a shared key or paddle, however the paddle is written", () => {
  const [one, two] = [publicKeySetNumber(1), publicKeySetNumber(2)];
  const bidder = (keySet: typeof one, paddle: string) =>
    registeredBidder(keySet, { name: "Ben", paddle, status: "registered" });
  const first = bidder(one, "7a");
  assertEquals(sharedBy(first, bidder(two, "8")), null);
  assertEquals(sharedBy(first, bidder(two, "7A")), "paddle");
  assertEquals(sharedBy(first, bidder({ ...two, signing: one.signing }, "8")), "signing key");
  assertEquals(
    sharedBy(first, bidder({ ...two, encryption: one.encryption }, "8")),
    "encryption key",
  );
});

Deno.test("nextPaddle() never gives a number again that a higher one follows", () => {
  const numbered = (paddle: string) => ({ ...ana, paddle });
  assertEquals(nextPaddle([]), "1");
  assertEquals(nextPaddle(["2", "9", "A7", "12B"].map(numbered)), "10");
});
