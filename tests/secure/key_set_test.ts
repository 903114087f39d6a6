// What the house takes for a public key set, and the one reason it names where it does not.

import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { calculateJwkThumbprint } from "jose";
import { toBase64url } from "../../lib/base/bytes.ts";
import { Fault } from "../../lib/base/fault.ts";
import {
  checkPublicKeySet,
  fingerprintText,
  isThumbprint,
  type KeyProblem,
  parseFingerprintText,
  parsePublicKeySet,
  thumbprint,
  toPublicJwks,
} from "../../lib/secure/key_set.ts";
import { modulusProblem } from "../../lib/secure/_rsa_modulus.ts";
import { publishedKeySet, rfc7638Key, rfc8037Key } from "./_keys.ts";

const keys = [rfc7638Key, rfc8037Key];
const rsa = (changes: object) => ({ keys: [{ ...rfc7638Key, ...changes }, rfc8037Key] });
const ed25519 = (changes: object) => ({ keys: [rfc7638Key, { ...rfc8037Key, ...changes }] });

/** A modulus of that many bits: all ones but for the bytes that `change` sets. */
function modulus(bits: number, change: (bytes: Uint8Array) => void = () => {}): string {
  const bytes = new Uint8Array(Math.ceil(bits / 8)).fill(0xff);
  bytes[0] = 0xff >> ((8 - (bits % 8)) % 8);
  change(bytes);
  return toBase64url(bytes);
}

/** A 32-byte little-endian number. */
function point(y: bigint): string {
  return toBase64url(Uint8Array.fromHex(y.toString(16).padStart(64, "0")).toReversed());
}

const p = 2n ** 255n - 19n;
const orderEight = 0x05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826n;

const refusals: readonly (readonly [string, unknown, KeyProblem])[] = [
  ["null", null, "not_a_key_set"],
  ["a text", "keys", "not_a_key_set"],
  ["keys alone", keys, "not_a_key_set"],
  ["a member beside keys", { keys, name: "Ana" }, "not_a_key_set"],
  ["keys that are texts", { keys: ["a", "b"] }, "not_a_key_set"],
  ["no key", { keys: [] }, "not_two_keys"],
  ["one key", { keys: [rfc7638Key] }, "not_two_keys"],
  ["three keys", { keys: [...keys, rfc8037Key] }, "not_two_keys"],
  ["two RSA keys", { keys: [rfc7638Key, rfc7638Key] }, "wrong_kinds"],
  ["two Ed25519 keys", { keys: [rfc8037Key, rfc8037Key] }, "wrong_kinds"],
  ["an elliptic key", rsa({ kty: "EC" }), "wrong_kinds"],
  ["Ed448", ed25519({ crv: "Ed448" }), "wrong_kinds"],
  ["the private RSA exponent", rsa({ d: "AQAB" }), "private_member"],
  ["a prime", rsa({ p: "AQAB" }), "private_member"],
  ["the private Ed25519 seed", ed25519({ d: rfc8037Key.x }), "private_member"],
  ["key_ops", rsa({ key_ops: ["encrypt"] }), "extra_member"],
  ["a certificate", rsa({ x5c: ["AAAA"] }), "extra_member"],
  ["ext", ed25519({ ext: true }), "extra_member"],
  ["crv on the RSA key", rsa({ crv: "Ed25519" }), "extra_member"],
  ["no use", { keys: [withoutUse(rfc7638Key), rfc8037Key] }, "missing_member"],
  ["n that is a number", rsa({ n: 7 }), "missing_member"],
  ["x that is null", ed25519({ x: null }), "missing_member"],
  ["RSA to sign with", rsa({ use: "sig" }), "wrong_use"],
  ["Ed25519 to encrypt with", ed25519({ use: "enc" }), "wrong_use"],
  ["RSA-OAEP with SHA-1", rsa({ alg: "RSA-OAEP" }), "wrong_algorithm"],
  ["RS256", rsa({ alg: "RS256" }), "wrong_algorithm"],
  ["EdDSA", ed25519({ alg: "EdDSA" }), "wrong_algorithm"],
  ["an empty kid", rsa({ kid: "" }), "bad_kid"],
  ["a kid with a line break", rsa({ kid: "a\nb" }), "bad_kid"],
  ["a kid that is no text", ed25519({ kid: 7 }), "bad_kid"],
  ["an undefined kid", ed25519({ kid: undefined }), "bad_kid"],
  ["n with padding", rsa({ n: `${rfc7638Key.n}==` }), "not_base64url"],
  ["n in plain base64", rsa({ n: rfc7638Key.n.replace("_", "/") }), "not_base64url"],
  ["stray bits in x", ed25519({ x: rfc8037Key.x.replace(/o$/, "p") }), "not_base64url"],
  ["e = 1", rsa({ e: "AQ" }), "exponent_not_65537"],
  ["e = 3", rsa({ e: "Aw" }), "exponent_not_65537"],
  ["e with a leading zero", rsa({ e: "AAEAAQ" }), "exponent_not_65537"],
  ["512 bits", rsa({ n: modulus(512) }), "modulus_too_small"],
  ["1,024 bits", rsa({ n: modulus(1024) }), "modulus_too_small"],
  ["2,047 bits", rsa({ n: modulus(2047) }), "modulus_too_small"],
  ["an empty modulus", rsa({ n: "" }), "modulus_too_small"],
  ["8,193 bits", rsa({ n: modulus(8193) }), "modulus_too_large"],
  ["16,384 bits", rsa({ n: modulus(16384) }), "modulus_too_large"],
  [
    "a modulus that is not even base64url, too long",
    rsa({ n: "!".repeat(9_000) }),
    "modulus_too_large",
  ],
  ["an even modulus", rsa({ n: modulus(2048, (n) => n[255] = 0xfe) }), "modulus_even"],
  ["a leading zero", rsa({ n: modulus(2056, (n) => n[0] = 0) }), "modulus_leading_zero"],
  ["a modulus divisible by 3", rsa({ n: modulus(2048) }), "modulus_small_factor"],
  ["a modulus divisible by 997", rsa({ n: multipleOf(997n) }), "modulus_small_factor"],
  ["31 bytes of x", ed25519({ x: toBase64url(new Uint8Array(31)) }), "signing_key_length"],
  ["33 bytes of x", ed25519({ x: toBase64url(new Uint8Array(33)) }), "signing_key_length"],
  ["y = 0", ed25519({ x: point(0n) }), "signing_key_weak"],
  ["y = 1, the neutral point", ed25519({ x: point(1n) }), "signing_key_weak"],
  ["y = -1", ed25519({ x: point(p - 1n) }), "signing_key_weak"],
  ["a point of order 8", ed25519({ x: point(orderEight) }), "signing_key_weak"],
  ["its negative", ed25519({ x: point(p - orderEight) }), "signing_key_weak"],
  ["its mirror", ed25519({ x: point(orderEight + 2n ** 255n) }), "signing_key_weak"],
  ["y = 1 spelled p + 1", ed25519({ x: point(p + 1n) }), "signing_key_weak"],
  ["the largest number", ed25519({ x: point(2n ** 256n - 1n) }), "signing_key_weak"],
];

function withoutUse({ kty, n, e, alg }: typeof rfc7638Key): object {
  return { kty, n, e, alg };
}

function multipleOf(prime: bigint): string {
  const factor = (2n ** 2048n / prime) | 1n;
  return toBase64url(Uint8Array.fromHex((prime * factor).toString(16).padStart(512, "0")));
}

for (const [name, value, problem] of refusals) {
  Deno.test(`checkPublicKeySet() refuses ${name}: ${problem}`, () => {
    assertEquals(checkPublicKeySet(value), { ok: false, problem });
  });
}

Deno.test("checkPublicKeySet() is tried with points that have order 8 indeed", () => {
  // RFC 8032 §5.1: d = -121665/121666. A point whose double has y = 0 has x² = -y², and the
  // curve's equation becomes d·y⁴ + 2y² - 1 = 0; both sides are multiplied by 121666 here.
  const y2 = orderEight ** 2n;
  assertEquals((-121665n * y2 * y2 + 121666n * (2n * y2 - 1n)) % p, 0n);
});

Deno.test("checkPublicKeySet() takes a right set, in either order and with kids", () => {
  const ok = { ok: true as const, keySet: publishedKeySet };
  assertEquals(checkPublicKeySet({ keys }), ok);
  assertEquals(checkPublicKeySet({ keys: [rfc8037Key, rfc7638Key] }), ok);
  assertEquals(checkPublicKeySet(JSON.parse(JSON.stringify(toPublicJwks(publishedKeySet)))), ok);
  assert(checkPublicKeySet(rsa({ kid: "ana 2026" })).ok);
});

Deno.test("checkPublicKeySet() takes a point whose sign bit is set", () => {
  const mirrored = Uint8Array.fromBase64(rfc8037Key.x, { alphabet: "base64url" });
  mirrored[31] = (mirrored[31] ?? 0) ^ 0x80;
  assert(checkPublicKeySet(ed25519({ x: toBase64url(mirrored) })).ok);
});

Deno.test("modulusProblem() refuses 8,193 bits by itself", () => {
  const bytes = new Uint8Array(1025).fill(0xff);
  bytes[0] = 1;
  assertEquals(modulusProblem(bytes), "modulus_too_large");
});

Deno.test("checkPublicKeySet() takes a modulus of exactly 8,192 bits", () => {
  // 2^8192 - 5 has no factor below 1000.
  const n = modulus(8192, (bytes) => bytes[1023] = 251);
  assert(checkPublicKeySet(rsa({ n })).ok);
});

Deno.test("checkPublicKeySet() never throws, and what it takes it takes again", () => {
  const mutation = fc.record({
    key: fc.constantFrom(0, 1),
    member: fc.constantFrom("kty", "crv", "n", "e", "x", "use", "alg", "kid", "d", "zz"),
    value: fc.oneof(fc.jsonValue(), fc.base64String(), fc.string({ maxLength: 3_000 })),
  });
  fc.assert(fc.property(fc.array(mutation, { maxLength: 3 }), (mutations) => {
    const mutated: Record<string, unknown>[] = keys.map((key) => ({ ...key }));
    for (const { key, member, value } of mutations) {
      Object.assign(mutated[key] ?? {}, { [member]: value });
    }
    const check = checkPublicKeySet({ keys: mutated });
    if (check.ok) assertEquals(checkPublicKeySet(toPublicJwks(check.keySet)), check);
  }));
  fc.assert(fc.property(fc.anything(), (value) => {
    assert(!checkPublicKeySet(value).ok);
    assert(!checkPublicKeySet({ keys: value }).ok);
    assert(!checkPublicKeySet({ keys: [value, value] }).ok);
  }));
});

Deno.test("parsePublicKeySet() throws bad_key and never quotes what it found", () => {
  const secret = "c2VjcmV0LXNlY3JldC1zZWNyZXQ";
  const fault = assertThrows(() => parsePublicKeySet(rsa({ d: secret })), Fault);
  assertEquals(fault.code, "bad_key");
  assert(fault.message.includes("private_member"));
  assert(!`${fault.message}${fault.hint}`.includes(secret));
});

Deno.test("thumbprint() gives the examples of RFC 7638 §3.1 and RFC 8037 A.3", () => {
  assertEquals(thumbprint(rfc7638Key), "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
  assertEquals(thumbprint(rfc8037Key), "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
});

Deno.test("thumbprint() agrees with jose, whatever the kid", async () => {
  for (const key of keys) {
    assertEquals(thumbprint({ ...key, kid: "a" }), await calculateJwkThumbprint(key));
  }
});

Deno.test("fingerprintText() is read back from however a person copies it", () => {
  const print = thumbprint(rfc7638Key);
  const text = fingerprintText(print);
  assertEquals(text, "SHA256: NzbL sXh8 uDCc d-6M NwXF 4W_7 noWX FZAf HkxZ sRGC 9Xs");
  for (const copy of [text, print, ` ${text}\n`, text.replaceAll(" ", "")]) {
    assertEquals(parseFingerprintText(copy), print);
  }
  assertEquals(parseFingerprintText(text.slice(0, -1)), null);
});

Deno.test("isThumbprint() refuses other lengths and stray bits", () => {
  assert(isThumbprint(thumbprint(rfc7638Key)));
  assert(!isThumbprint(thumbprint(rfc7638Key).replace(/s$/, "t")));
  assert(!isThumbprint("A".repeat(42)));
  assert(!isThumbprint("A".repeat(44)));
});
