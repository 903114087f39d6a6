// The member's keys against HKDF of node:crypto, which is first held to RFC 5869.

import { assertEquals, assertNotEquals } from "@std/assert";
import fc from "fast-check";
import { createCipheriv, hkdfSync } from "node:crypto";
import { type Bytes, concat, toUtf8, u64 } from "../../lib/base/bytes.ts";
import { deriveMemberKeys, type MemberKeys } from "../../lib/secure/key_schedule.ts";
import { openSealed, type SealKey } from "../../lib/secure/sealing.ts";

const labels: { readonly [K in keyof MemberKeys]: string } = {
  confirm: "leilao/1 confirm",
  catchup: "leilao/1 catch-up",
  toHouse: "leilao/1 bidder to house",
  toBidder: "leilao/1 house to bidder",
};

function hkdf(secret: Uint8Array, salt: Uint8Array, info: Uint8Array, length: number): Bytes {
  return new Uint8Array(hkdfSync("sha256", secret, salt, info, length));
}

/** Whether `key` opens what node seals under these 36 bytes. */
async function isKey(key: SealKey, bits: Uint8Array): Promise<boolean> {
  const nonce = concat(bits.subarray(32), u64(3));
  const cipher = createCipheriv("aes-256-gcm", bits.subarray(0, 32), nonce);
  const sealed = concat(cipher.update(toUtf8("Leilão")), cipher.final(), cipher.getAuthTag());
  const opened = await openSealed(key, { counter: 3, aad: new Uint8Array(0), sealed });
  return opened?.toHex() === toUtf8("Leilão").toHex();
}

Deno.test("HKDF of node:crypto gives test case A.1 of RFC 5869", () => {
  const found = hkdf(
    new Uint8Array(22).fill(0x0b),
    Uint8Array.fromHex("000102030405060708090a0b0c"),
    Uint8Array.fromHex("f0f1f2f3f4f5f6f7f8f9"),
    42,
  );
  const wanted = "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf" +
    "34007208d5b887185865";
  assertEquals(found.toHex(), wanted);
});

Deno.test("deriveMemberKeys() gives HKDF of secret, transcript and label for each purpose", async () => {
  const bytes32 = fc.uint8Array({ minLength: 32, maxLength: 32 });
  await fc.assert(
    fc.asyncProperty(bytes32, bytes32, async (secret, transcript) => {
      const keys = await deriveMemberKeys(new Uint8Array(secret), new Uint8Array(transcript));
      for (const [name, key] of Object.entries(keys)) {
        const label = Object.entries(labels).find(([purpose]) => purpose === name)?.[1] ?? "";
        const bits = hkdf(secret, transcript, toUtf8(label), 36);
        assertEquals(key.salt.toHex(), bits.slice(32).toHex());
        assertEquals(await isKey(key, bits), true, name);
      }
    }),
    { numRuns: 20 },
  );
});

Deno.test("deriveMemberKeys() gives no key twice, and none that can be taken out", async () => {
  const secret = new Uint8Array(32);
  const first = await deriveMemberKeys(secret, new Uint8Array(32));
  const second = await deriveMemberKeys(secret, new Uint8Array(32).with(31, 1));
  const salts = [first, second].flatMap((keys) =>
    Object.values(keys).map(({ salt }) => salt.toHex())
  );
  assertEquals(new Set(salts).size, 8);
  assertNotEquals(first.toHouse.salt.toHex(), first.toBidder.salt.toHex());
  const keys = [...Object.values(first), ...Object.values(second)];
  assertEquals(keys.some(({ key }) => key.extractable), false);
});
