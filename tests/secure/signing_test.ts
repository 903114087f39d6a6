// Signatures under labels: RFC 8032's own, no label for another, and no second spelling.

import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { createPrivateKey } from "node:crypto";
import { type Bytes, toBase64url, toUtf8 } from "../../lib/base/bytes.ts";
import { Fault } from "../../lib/base/fault.ts";
import {
  importVerifyKey,
  signAsync,
  type SignatureLabel,
  signedBytes,
  signSync,
  thumbprintBytes,
  verifierSync,
  verifySignature,
} from "../../lib/secure/signing.ts";
import { rfc8037Key } from "./_keys.ts";

// RFC 8032 §7.1, tests 1 and 3; the key of test 1 is also that of RFC 8037 appendix A.
const seed = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";
const signatureOfNothing = "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155" +
  "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b";
const test3 = {
  x: "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
  message: "af82",
  signature: "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac" +
    "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
};

const der = Uint8Array.fromHex("302e020100300506032b657004220420" + seed);
const keyObject = createPrivateKey({ key: Buffer.from(der), format: "der", type: "pkcs8" });
const webKey = await crypto.subtle.importKey("pkcs8", der, "Ed25519", false, ["sign"]);
const verifyKey = await importVerifyKey(rfc8037Key.x);
const nothing: Bytes = new Uint8Array(0);
const labels: readonly SignatureLabel[] = ["batch", "heartbeat", "receipt", "bid"];

Deno.test("signSync() and signAsync() give the signature of RFC 8032 test 1", async () => {
  assertEquals(signSync(keyObject, nothing).toHex(), signatureOfNothing);
  assertEquals((await signAsync(webKey, nothing)).toHex(), signatureOfNothing);
});

Deno.test("verifySignature() and verifierSync() take the signature of RFC 8032 test 3", async () => {
  const x = toBase64url(Uint8Array.fromHex(test3.x));
  const message = Uint8Array.fromHex(test3.message);
  const signature = Uint8Array.fromHex(test3.signature);
  const key = await importVerifyKey(x);
  assertEquals(await verifySignature(key, { message, signature }), true);
  assertEquals(verifierSync(x)(message, signature), true);
});

Deno.test("verifySignature() and verifierSync() agree on every flipped bit: no", async () => {
  const signature = signSync(keyObject, nothing);
  const sync = verifierSync(rfc8037Key.x);
  for (let bit = 0; bit < 512; bit++) {
    const at = bit >> 3;
    const wrong = signature.with(at, (signature[at] ?? 0) ^ (1 << (bit & 7)));
    assertEquals(await verifySignature(verifyKey, { message: nothing, signature: wrong }), false);
    assertEquals(sync(nothing, wrong), false, `bit ${bit}`);
  }
});

Deno.test("verifySignature() and verifierSync() refuse S + L, the same signature spelled anew", async () => {
  const order = 2n ** 252n + 27742317777372353535851937790883648493n;
  const signature = signSync(keyObject, nothing);
  const s = BigInt(`0x${signature.slice(32).toReversed().toHex()}`) + order;
  const spelled = Uint8Array.fromHex(s.toString(16).padStart(64, "0")).toReversed();
  const wrong = new Uint8Array([...signature.slice(0, 32), ...spelled]);
  assertEquals(await verifySignature(verifyKey, { message: nothing, signature: wrong }), false);
  assertEquals(verifierSync(rfc8037Key.x)(nothing, wrong), false);
});

Deno.test("signedBytes() is the label, a zero byte and the parts", () => {
  const wanted = toUtf8("leilao/1 bid\0ab");
  assertEquals(signedBytes("bid", toUtf8("a"), toUtf8("b")).toHex(), wanted.toHex());
});

Deno.test("signedBytes() of a checkpoint is its text alone, which no other label's bytes can be", () => {
  const text = toUtf8("leilao/1 checkpoint ...");
  assertEquals(signedBytes("checkpoint", text).toHex(), text.toHex());
  // What begins as a checkpoint does has no zero byte where all labels end.
  const begins = toUtf8("leilao/1 checkpoint ").toHex();
  for (const label of labels) {
    assertEquals(signedBytes(label, text).toHex().startsWith(begins), false, label);
  }
});

Deno.test("signedBytes() of two labels never agree, so no signature passes for another", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 60 }), async (body) => {
      for (const label of labels) {
        const signature = signSync(keyObject, signedBytes(label, body));
        for (const asked of labels) {
          const message = signedBytes(asked, body);
          const verified = await verifySignature(verifyKey, { message, signature });
          assertEquals(verified, asked === label);
        }
      }
    }),
    { numRuns: 10 },
  );
});

Deno.test("verifySignature() gives false for a signature of another length", async () => {
  for (const length of [0, 1, 63, 65, 128]) {
    const signature = new Uint8Array(length);
    assertEquals(await verifySignature(verifyKey, { message: nothing, signature }), false);
  }
});

Deno.test("thumbprintBytes() gives 32 bytes or a Fault", () => {
  assertEquals(thumbprintBytes(toBase64url(new Uint8Array(32).fill(7))).toHex(), "07".repeat(32));
  for (const text of ["", "AA", toBase64url(new Uint8Array(33)), "*".repeat(43)]) {
    const fault = assertThrows(() => thumbprintBytes(text), Fault);
    assertEquals(fault.code, "bad_key");
  }
});
