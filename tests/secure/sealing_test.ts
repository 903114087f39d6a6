// Sealing against published vectors and node:crypto, and what must never happen to a nonce.

import { assertEquals, assertRejects } from "@std/assert";
import fc from "fast-check";
import { createCipheriv } from "node:crypto";
import { type Bytes, concat, u64 } from "../../lib/base/bytes.ts";
import { importSealKey, openSealed, Sealer, SEALS_PER_KEY_MAX } from "../../lib/secure/sealing.ts";

const noHeader: Bytes = new Uint8Array(0);
const zeroKey = await importSealKey(new Uint8Array(32), new Uint8Array(4));

/** A raw key that a property may choose. */
const raw = fc.record({
  key: fc.uint8Array({ minLength: 32, maxLength: 32 }),
  salt: fc.uint8Array({ minLength: 4, maxLength: 4 }),
});

function copy(bytes: Uint8Array): Bytes {
  return new Uint8Array(bytes);
}

Deno.test("Sealer.seal() gives the AES-256 test cases 13 and 14 of the GCM specification", async () => {
  const empty = await new Sealer(zeroKey).seal(noHeader, () => noHeader);
  assertEquals(empty.toHex(), "530f8afbc74536b9a963b4f1c4cb738b");
  const block = await new Sealer(zeroKey).seal(new Uint8Array(16), () => noHeader);
  const wanted = "cea7403d4d606b6e074ec5d3baf39d18" + "d0d1c8a799996bf0265b98b5d48ab919";
  assertEquals(block.toHex(), wanted);
});

Deno.test("Sealer.seal() gives what node:crypto gives for the nonce salt || counter", async () => {
  const bytes = fc.uint8Array({ maxLength: 300 });
  const counter = fc.integer({ min: 0, max: SEALS_PER_KEY_MAX - 1 });
  await fc.assert(fc.asyncProperty(raw, bytes, bytes, counter, async (raw, plain, aad, counter) => {
    const key = await importSealKey(copy(raw.key), copy(raw.salt));
    const sealed = await new Sealer(key, counter).seal(copy(plain), () => copy(aad));
    const cipher = createCipheriv("aes-256-gcm", raw.key, concat(raw.salt, u64(counter)));
    cipher.setAAD(aad);
    const body = concat(cipher.update(plain), cipher.final());
    assertEquals(sealed.toHex(), concat(aad, body, cipher.getAuthTag()).toHex());
    const found = await openSealed(key, { counter, aad, sealed: sealed.subarray(aad.length) });
    assertEquals(found?.toHex(), plain.toHex());
  }));
});

Deno.test("Sealer.seal() gives each of many seals in flight a counter of its own", async () => {
  const sealer = new Sealer(zeroKey, 7);
  const counters: number[] = [];
  const header = (counter: number) => {
    counters.push(counter);
    return u64(counter);
  };
  const frames = await Promise.all(
    Array.from({ length: 500 }, (_, at) => sealer.seal(new Uint8Array(at % 40), header)),
  );
  assertEquals(counters, Array.from({ length: 500 }, (_, at) => at + 7));
  assertEquals(new Set(frames.map((frame) => frame.toHex())).size, 500);
  for (const [at, frame] of frames.entries()) {
    const parts = { counter: at + 7, aad: frame.subarray(0, 8), sealed: frame.subarray(8) };
    assertEquals((await openSealed(zeroKey, parts))?.length, at % 40);
  }
});

Deno.test("Sealer.seal() uses up a counter even where making the header fails", async () => {
  const sealer = new Sealer(zeroKey);
  await assertRejects(() =>
    sealer.seal(noHeader, () => {
      throw new RangeError("no header");
    }), RangeError);
  let used = -1;
  await sealer.seal(noHeader, (counter) => {
    used = counter;
    return noHeader;
  });
  assertEquals(used, 1);
});

Deno.test("Sealer.seal() refuses to go past the seals of one key", async () => {
  const sealer = new Sealer(zeroKey, SEALS_PER_KEY_MAX - 1);
  await sealer.seal(noHeader, () => noHeader);
  await assertRejects(() => sealer.seal(noHeader, () => noHeader));
});

Deno.test("openSealed() gives null for any bit flipped, in header, body and tag", async () => {
  const aad = new Uint8Array(32).fill(0x4c);
  const frame = await new Sealer(zeroKey).seal(new Uint8Array(20), () => aad);
  const parts = (bytes: Uint8Array) => ({
    counter: 0,
    aad: bytes.subarray(0, 32),
    sealed: bytes.subarray(32),
  });
  assertEquals((await openSealed(zeroKey, parts(frame)))?.length, 20);
  for (let bit = 0; bit < frame.length * 8; bit++) {
    const at = bit >> 3;
    const wrong = frame.with(at, (frame[at] ?? 0) ^ (1 << (bit & 7)));
    assertEquals(await openSealed(zeroKey, parts(wrong)), null, `bit ${bit}`);
  }
});

Deno.test("openSealed() gives null for another counter, salt or key, and for less than a tag", async () => {
  const sealed = await new Sealer(zeroKey).seal(new Uint8Array(9), () => noHeader);
  const parts = { counter: 0, aad: noHeader, sealed };
  const otherSalt = await importSealKey(new Uint8Array(32), new Uint8Array([0, 0, 0, 1]));
  const otherKey = await importSealKey(new Uint8Array(32).fill(1), new Uint8Array(4));
  assertEquals(await openSealed(zeroKey, { ...parts, counter: 1 }), null);
  assertEquals(await openSealed(otherSalt, parts), null);
  assertEquals(await openSealed(otherKey, parts), null);
  for (let length = 0; length < sealed.length; length++) {
    assertEquals(await openSealed(zeroKey, { ...parts, sealed: sealed.slice(0, length) }), null);
  }
});

Deno.test("importSealKey() gives a key that cannot be taken out again", async () => {
  assertEquals(zeroKey.key.extractable, false);
  await assertRejects(() => crypto.subtle.exportKey("raw", zeroKey.key));
  await assertRejects(() => importSealKey(new Uint8Array(16), new Uint8Array(4)));
  await assertRejects(() => importSealKey(new Uint8Array(32), new Uint8Array(12)));
});
