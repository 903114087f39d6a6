// RSA keys that come from elsewhere, in the forms that OpenSSL and node:crypto write.

import { assert, assertEquals, assertRejects } from "@std/assert";
import { generateKeyPairSync } from "node:crypto";
import { Fault, type FaultCode } from "../../lib/base/fault.ts";
import { privateKeySetFromPem } from "../../lib/secure/pem_key.ts";
import { importPrivateKeySet } from "../../lib/secure/private_key_set.ts";

const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
const pkcs8 = rsa.export({ type: "pkcs8", format: "pem" }).toString();
const pkcs1 = rsa.export({ type: "pkcs1", format: "pem" }).toString();
const lock = { cipher: "aes-256-cbc", passphrase: "senha boa" } as const;
const locked = rsa.export({ type: "pkcs8", format: "pem", ...lock }).toString();
const modulus = rsa.export({ format: "jwk" }).n;

function neverAsk(): string | null {
  throw new Error("nobody may be asked here");
}

for (const [form, pem] of [["PKCS#8", pkcs8], ["PKCS#1", pkcs1]] as const) {
  Deno.test(`privateKeySetFromPem() brings in ${form} and adds a signing key`, async () => {
    const keySet = await privateKeySetFromPem(pem, { askPassphrase: neverAsk });
    assertEquals(keySet.encryption.n, modulus);
    const { publicKeySet } = await importPrivateKeySet(keySet);
    assertEquals(publicKeySet.signing.x, keySet.signing.x);
  });
}

Deno.test("privateKeySetFromPem() opens a locked PEM with its passphrase alone", async () => {
  const open = (passphrase: string | null) =>
    privateKeySetFromPem(locked, { askPassphrase: () => passphrase });
  assertEquals((await open("senha boa")).encryption.n, modulus);
  for (const passphrase of ["outra", "", null]) {
    assertEquals((await assertRejects(() => open(passphrase), Fault)).code, "wrong_passphrase");
  }
});

Deno.test("privateKeySetFromPem() says why it refuses, without quoting the key", async () => {
  const weak = generateKeyPairSync("rsa", { modulusLength: 1024 }).privateKey;
  const elliptic = generateKeyPairSync("ed25519").privateKey;
  const cubic = generateKeyPairSync("rsa", { modulusLength: 2048, publicExponent: 3 }).privateKey;
  const openSsh = `-----BEGIN OPENSSH ${"PRIVATE"} KEY-----\nb3BlbnNza\n`;
  const cases: readonly (readonly [string, FaultCode])[] = [
    [weak.export({ type: "pkcs8", format: "pem" }).toString(), "bad_key"],
    [cubic.export({ type: "pkcs8", format: "pem" }).toString(), "bad_key"],
    [elliptic.export({ type: "pkcs8", format: "pem" }).toString(), "bad_key"],
    [openSsh, "bad_key"],
    [pkcs8.replaceAll("PRIVATE", "PUBLIC"), "bad_key"],
    [pkcs8.slice(0, 200), "bad_key"],
    ["", "bad_key"],
  ];
  for (const [pem, code] of cases) {
    const reading = privateKeySetFromPem(pem, { askPassphrase: neverAsk });
    const fault = await assertRejects(() => reading, Fault);
    assertEquals(fault.code, code);
    const body = pem.split("\n")[1] ?? "";
    assert(body === "" || !`${fault.message} ${fault.hint} ${fault.cause}`.includes(body));
  }
});
