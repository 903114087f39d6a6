// The house's voice: JWS of one type, one algorithm, one header, and nothing that was not said.

import { assertEquals } from "@std/assert";
import { type Bytes, fromUtf8, toBase64url, toUtf8 } from "../../lib/base/bytes.ts";
import { HouseSigner, type JwsType, makeJws, openJws } from "../../lib/secure/house_signer.ts";
import { checkSigningJwk } from "../../lib/secure/key_set.ts";
import { importVerifyKey, signedBytes, verifierSync } from "../../lib/secure/signing.ts";

async function freshKeys(): Promise<CryptoKeyPair> {
  const keys = await crypto.subtle.generateKey("Ed25519", true, ["sign", "verify"]);
  if (!("privateKey" in keys)) throw new TypeError("Ed25519 keys come in pairs");
  return keys;
}

const pair = await freshKeys();
const privateJwk = await crypto.subtle.exportKey("jwk", pair.privateKey);
const other = await freshKeys();
const signer = new HouseSigner(privateJwk);
const key = await importVerifyKey(signer.publicJwk().x);
const types: readonly JwsType[] = [
  "leilao-challenge",
  "leilao-proof",
  "leilao-welcome",
  "leilao-refused",
];

function json(payload: Bytes | null): unknown {
  return payload === null ? null : JSON.parse(fromUtf8(payload) ?? "null");
}

/** A JWS by the house's key with any header. */
async function withHeader(header: unknown, payload = "{}"): Promise<string> {
  const input = `${toBase64url(toUtf8(JSON.stringify(header)))}.${toBase64url(toUtf8(payload))}`;
  const signature = await crypto.subtle.sign("Ed25519", pair.privateKey, toUtf8(input));
  return `${input}.${toBase64url(new Uint8Array(signature))}`;
}

Deno.test("HouseSigner.publicJwk() is a signing key as CHALLENGE carries it, without the private half", () => {
  const jwk = signer.publicJwk();
  assertEquals(checkSigningJwk({ ...jwk }), jwk);
  assertEquals(Object.keys(jwk), ["kty", "crv", "x", "use", "alg"]);
  assertEquals(jwk.x, privateJwk.x);
});

Deno.test("HouseSigner.sign() signs under its label", () => {
  const body = toUtf8("body");
  const isHouse = verifierSync(signer.publicJwk().x);
  const signature = signer.sign("batch", body);
  assertEquals(isHouse(signedBytes("batch", body), signature), true);
  assertEquals(isHouse(signedBytes("receipt", body), signature), false);
});

Deno.test("openJws() gives the payload of the type that was asked for, and no other", async () => {
  for (const typ of types) {
    const jws = await signer.jws(typ, { said: "Leilão" });
    for (const asked of types) {
      const payload = json(await openJws(jws, { typ: asked, key }));
      assertEquals(payload, asked === typ ? { said: "Leilão" } : null);
    }
  }
});

Deno.test("openJws() refuses a JWS by another key", async () => {
  const jws = await makeJws("leilao-proof", { payload: {}, key: other.privateKey });
  assertEquals(await openJws(jws, { typ: "leilao-proof", key }), null);
});

Deno.test("openJws() refuses every header but the one", async () => {
  const typ = "leilao-proof";
  assertEquals(json(await openJws(await withHeader({ alg: "Ed25519", typ }), { typ, key })), {});
  const headers: readonly unknown[] = [
    { alg: "EdDSA", typ },
    { alg: "none", typ },
    { alg: "HS256", typ },
    { alg: "Ed25519" },
    { alg: "Ed25519", typ: "JWT" },
    { alg: "Ed25519", typ, kid: "1" },
    { alg: "Ed25519", typ, jwk: signer.publicJwk() },
    { alg: "Ed25519", typ, crit: ["b64"], b64: false },
    {},
    [],
    null,
  ];
  for (const header of headers) {
    assertEquals(await openJws(await withHeader(header), { typ, key }), null);
  }
});

Deno.test("openJws() refuses a JWS with any character changed, cut off or added", async () => {
  const typ = "leilao-proof";
  const jws = await makeJws(typ, { payload: { transcript: "abc" }, key: pair.privateKey });
  const last = jws.length - 1;
  for (let at = 0; at < last; at++) {
    const changed = jws.slice(0, at) + (jws[at] === "A" ? "B" : "A") + jws.slice(at + 1);
    assertEquals(await openJws(changed, { typ, key }), null, `${at}`);
    assertEquals(await openJws(jws.slice(0, at), { typ, key }), null, `${at}`);
  }
  for (const wrong of ["", ".", "..", "...", `${jws}.`, `.${jws}`, ` ${jws}`, "x".repeat(17_000)]) {
    assertEquals(await openJws(wrong, { typ, key }), null);
  }
});
