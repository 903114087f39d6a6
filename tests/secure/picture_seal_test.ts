// A picture under the seal of its own digest. Each wrong seal is a vector (tests/vectors/picture/).

import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { toUtf8 } from "../../lib/base/bytes.ts";
import { sha256 } from "../../lib/secure/digest.ts";
import { openPicture, pictureName, sealPicture } from "../../lib/secure/picture_seal.ts";
import { foundIn } from "../support/found_in.ts";

const PICTURE = toUtf8("<svg>" + "the red canoe ".repeat(20) + "</svg>");
const DIGEST = sha256(PICTURE);

Deno.test("openPicture() gives what sealPicture() sealed, to who knows the digest", async () => {
  assertEquals(await openPicture(DIGEST, await sealPicture(PICTURE)), PICTURE);
});

Deno.test("sealPicture() seals one picture in one way, and shows nothing of it but its length", async () => {
  const sealed = await sealPicture(PICTURE);
  assertEquals(await sealPicture(PICTURE), sealed);
  assertEquals(sealed.length, PICTURE.length + 16);
  const secrets = new Map([["canoe", toUtf8("canoe")], ["digest", DIGEST.subarray(0, 8)]]);
  assertEquals(foundIn(sealed, secrets), []);
});

Deno.test("pictureName() tells two pictures apart, and is not their digest", async () => {
  const name = await pictureName(DIGEST);
  assertEquals(name.length, 32);
  assertNotEquals(name, DIGEST);
  assertNotEquals(name, await pictureName(sha256(toUtf8("another"))));
});

Deno.test("openPicture() refuses each bit of a sealed picture that is flipped", async () => {
  const sealed = await sealPicture(toUtf8("<svg/>"));
  const digest = sha256(toUtf8("<svg/>"));
  for (let bit = 0; bit < sealed.length * 8; bit++) {
    const flipped = new Uint8Array(sealed);
    flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    assertEquals(await openPicture(digest, flipped), "seal");
  }
  assert(typeof await openPicture(digest, sealed) !== "string");
});
