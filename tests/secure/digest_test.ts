// Hashes: FIPS 180-4's examples, and labels that keep the three uses apart.

import { assertEquals, assertNotEquals } from "@std/assert";
import fc from "fast-check";
import { createHash } from "node:crypto";
import { concat, toUtf8 } from "../../lib/base/bytes.ts";
import {
  chainHash,
  commitmentTo,
  GENESIS_HASH,
  sha256,
  transcriptHash,
} from "../../lib/secure/digest.ts";

const bytes = fc.uint8Array({ maxLength: 100 });

/** A second opinion: WebCrypto's. */
async function digest(...parts: readonly Uint8Array[]): Promise<string> {
  const hash = await crypto.subtle.digest("SHA-256", concat(...parts));
  return new Uint8Array(hash).toHex();
}

Deno.test("sha256() gives the examples of FIPS 180-4", () => {
  const abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  assertEquals(sha256(toUtf8("a"), toUtf8("bc")).toHex(), abc);
  assertEquals(sha256().toHex(), createHash("sha256").digest("hex"));
});

Deno.test("chainHash() is over label, zero byte, the hash before and the event", async () => {
  await fc.assert(fc.asyncProperty(bytes, async (event) => {
    const wanted = await digest(toUtf8("leilao/1 event\0"), GENESIS_HASH, event);
    assertEquals(chainHash(GENESIS_HASH, event).toHex(), wanted);
  }));
});

Deno.test("commitmentTo() is over label, zero byte and the command", async () => {
  await fc.assert(fc.asyncProperty(bytes, async (command) => {
    const wanted = await digest(toUtf8("leilao/1 command\0"), command);
    assertEquals(commitmentTo(command).toHex(), wanted);
  }));
});

Deno.test("transcriptHash() is over label, zero byte and the whole frames in their order", async () => {
  await fc.assert(fc.asyncProperty(fc.array(bytes, { maxLength: 5 }), async (frames) => {
    const wanted = await digest(toUtf8("leilao/1 join\0"), ...frames);
    assertEquals(transcriptHash(frames.map((bytes) => ({ bytes }))).toHex(), wanted);
  }));
});

Deno.test("The hashes of one content for three purposes are three", () => {
  const content = new Uint8Array(64);
  const found = [
    chainHash(content.subarray(0, 32), content.subarray(32)),
    commitmentTo(content),
    transcriptHash([{ bytes: content }]),
    sha256(content),
  ].map((hash) => hash.toHex());
  assertEquals(new Set(found).size, 4);
});

Deno.test("GENESIS_HASH is 32 zero bytes, which no event hashes to", () => {
  assertEquals(GENESIS_HASH.toHex(), "00".repeat(32));
  assertNotEquals(chainHash(GENESIS_HASH, new Uint8Array(0)).toHex(), GENESIS_HASH.toHex());
});
