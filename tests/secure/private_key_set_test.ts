// Private key sets: made, checked for halves that belong together, and turned into keys for use.

import { assert, assertEquals, assertNotEquals, assertRejects, assertThrows } from "@std/assert";
import { fromBase64url, toBase64url, toUtf8 } from "../../lib/base/bytes.ts";
import { Fault } from "../../lib/base/fault.ts";
import { parsePublicKeySet, toPublicJwks } from "../../lib/secure/key_set.ts";
import {
  generatePrivateKeySet,
  importPrivateKeySet,
  parsePrivateKeySet,
  publicHalf,
} from "../../lib/secure/private_key_set.ts";
import { privateKeysOf } from "./_keys.ts";

const ana = await privateKeysOf("ana");
const ben = await privateKeysOf("ben");
const jwks = (encryption: object, signing: object) => ({ keys: [encryption, signing] });

Deno.test("generatePrivateKeySet() makes RSA-3072 unless told otherwise", async () => {
  const { encryption } = await generatePrivateKeySet();
  assertEquals(encryption.n.length, 512);
});

Deno.test("publicHalf() is a public key set that strangers' checks take", () => {
  const half = publicHalf(ana);
  assertEquals(parsePublicKeySet(toPublicJwks(half)), half);
  assertEquals(half.encryption.n, ana.encryption.n);
});

Deno.test("importPrivateKeySet() gives keys that open and sign and cannot be taken away", async () => {
  const identity = await importPrivateKeySet(ana);
  const { decrypt, sign, publicKeySet } = identity;
  assert(!decrypt.extractable && !sign.extractable);
  const oaep = { name: "RSA-OAEP", hash: "SHA-256" };
  const rsa = { ...publicKeySet.encryption };
  const encrypt = await crypto.subtle.importKey("jwk", rsa, oaep, false, ["encrypt"]);
  const sealed = await crypto.subtle.encrypt("RSA-OAEP", encrypt, toUtf8("lance"));
  const opened = await crypto.subtle.decrypt("RSA-OAEP", decrypt, sealed);
  assertEquals(new Uint8Array(opened), toUtf8("lance"));
  const { kty, crv, x } = publicKeySet.signing;
  const verify = await crypto.subtle.importKey("jwk", { kty, crv, x }, "Ed25519", false, [
    "verify",
  ]);
  const signature = await crypto.subtle.sign("Ed25519", sign, toUtf8("lance"));
  assert(await crypto.subtle.verify("Ed25519", verify, signature, toUtf8("lance")));
});

Deno.test("importPrivateKeySet() keeps kids out of the public half", async () => {
  const { publicKeySet } = await importPrivateKeySet(
    parsePrivateKeySet(jwks({ ...ana.encryption, kid: "a" }, ana.signing)),
  );
  assertEquals(publicKeySet, publicHalf(ana));
});

Deno.test("importPrivateKeySet() refuses an Ed25519 half of another key", async () => {
  const mixed = parsePrivateKeySet(jwks(ana.encryption, { ...ana.signing, d: ben.signing.d }));
  const fault = await assertRejects(() => importPrivateKeySet(mixed), Fault);
  assertEquals(fault.code, "bad_key");
});

const { d: _d, ...noSeed } = ana.signing;
const { qi: _qi, ...noInverse } = ana.encryption;
const refusals: readonly (readonly [string, unknown])[] = [
  ["no object", 7],
  ["a public key set", toPublicJwks(publicHalf(ana))],
  ["no Ed25519 seed", jwks(ana.encryption, noSeed)],
  ["a seed of another length", jwks(ana.encryption, { ...ana.signing, d: "AAAA" })],
  ["no inverse of q", jwks(noInverse, ana.signing)],
  ["a third prime", jwks({ ...ana.encryption, oth: [] }, ana.signing)],
  ["another key's modulus", jwks({ ...ana.encryption, n: ben.encryption.n }, ana.signing)],
  ["another key's exponent", jwks({ ...ana.encryption, d: ben.encryption.d }, ana.signing)],
  ["another key's prime", jwks({ ...ana.encryption, p: ben.encryption.p }, ana.signing)],
  ["another key's dp", jwks({ ...ana.encryption, dp: ben.encryption.dp }, ana.signing)],
  ["another key's dq", jwks({ ...ana.encryption, dq: ben.encryption.dq }, ana.signing)],
  ["another key's qi", jwks({ ...ana.encryption, qi: ben.encryption.qi }, ana.signing)],
  ["exchanged primes", jwks(exchanged(), ana.signing)],
  ["an exponent that does not undo the public one", jwks(otherExponent(), ana.signing)],
  ["padded d", jwks({ ...ana.encryption, d: `${ana.encryption.d}==` }, ana.signing)],
  ["use sig on the RSA key", jwks({ ...ana.encryption, use: "sig" }, ana.signing)],
  ["an extra member", jwks({ ...ana.encryption, key_ops: ["decrypt"] }, ana.signing)],
  ["three keys", { keys: [ana.encryption, ana.signing, ben.signing] }],
];

function exchanged(): object {
  return { ...ana.encryption, p: ana.encryption.q, q: ana.encryption.p };
}

/** d, dp and dq fit each other, but not e. */
function otherExponent(): object {
  const number = (text: string) => BigInt(`0x${fromBase64url(text)?.toHex()}`);
  const text = (value: bigint) => {
    const hex = value.toString(16);
    return toBase64url(Uint8Array.fromHex(hex.length % 2 === 0 ? hex : `0${hex}`));
  };
  const { d, p, q } = ana.encryption;
  const wrong = number(d) - 2n;
  return {
    ...ana.encryption,
    d: text(wrong),
    dp: text(wrong % (number(p) - 1n)),
    dq: text(wrong % (number(q) - 1n)),
  };
}

for (const [name, value] of refusals) {
  Deno.test(`parsePrivateKeySet() refuses ${name} without quoting it`, () => {
    const fault = assertThrows(() => parsePrivateKeySet(value), Fault);
    assertEquals(fault.code, "bad_key");
    for (const secret of [ana.encryption.d, ana.encryption.p, ana.signing.d, ben.encryption.d]) {
      assert(!`${fault.message} ${fault.hint} ${fault.cause}`.includes(secret.slice(0, 20)));
    }
  });
}

Deno.test("generatePrivateKeySet() makes other keys each time", () => {
  assertNotEquals(ana.signing.d, ben.signing.d);
  assertNotEquals(ana.encryption.n, ben.encryption.n);
});
