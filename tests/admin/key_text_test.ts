// What the page of bidders takes for a public key, and what it never lets out of the browser.

import { assertEquals } from "@std/assert";
import { groupedPrint, readKeyText } from "../../lib/admin/key_text.js";
import { fingerprintText, thumbprint, toPublicJwks } from "../../lib/secure/key_set.ts";
import { generatePrivateKeySet, publicHalf } from "../../lib/secure/private_key_set.ts";

const keys = await generatePrivateKeySet({ bits: 2048 });
const publicJwks = toPublicJwks(publicHalf(keys));

Deno.test("readKeyText() gives a public key set with the fingerprint that the house knows it by", async () => {
  const read = await readKeyText(JSON.stringify(publicJwks));
  const fingerprint = thumbprint(publicJwks.keys[0]);
  assertEquals(read, { type: "public", keySet: { keys: [...publicJwks.keys] }, fingerprint });
  assertEquals(groupedPrint(fingerprint), fingerprintText(fingerprint));
  const turned = await readKeyText(JSON.stringify({ keys: [...publicJwks.keys].reverse() }));
  assertEquals(turned.type === "public" && turned.fingerprint, fingerprint);
});

Deno.test("readKeyText() knows a private key in each of its forms", async () => {
  const [rsa, ed25519] = [keys.encryption, keys.signing];
  const texts = [
    JSON.stringify({ keys: [rsa, ed25519] }),
    JSON.stringify({ keys: [publicJwks.keys[0], ed25519] }),
    JSON.stringify({ keys: [{ ...publicJwks.keys[0], q: "x" }, publicJwks.keys[1]] }),
    JSON.stringify(rsa),
    "-----BEGIN PRIVATE KEY-----\nMIIE",
    "-----BEGIN RSA PRIVATE KEY-----",
    "eyJhbGciOiJQQkVTMi.AA.BB.CC.DD",
  ];
  for (const text of texts) {
    assertEquals((await readKeyText(text)).type, "private", text.slice(0, 40));
  }
});

Deno.test("readKeyText() takes nothing else for a key", async () => {
  const texts = [
    "",
    "{",
    "[]",
    "null",
    '"x"',
    '{"keys":[]}',
    '{"keys":7}',
    '{"keys":[{"kty":"RSA"}]}',
  ];
  for (const text of texts) assertEquals((await readKeyText(text)).type, "unreadable", text);
});
