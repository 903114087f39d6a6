// BidderPictures: what comes from the house or from the disk is handed out only when it is the
// picture that the event names, and the house is asked with patience.

import { assertEquals } from "@std/assert";
import type { LotImage } from "../../lib/auction/lot.ts";
import { type Bytes, concat, toUtf8 } from "../../lib/base/bytes.ts";
import { Fault } from "../../lib/base/fault.ts";
import { imageBytesMax } from "../../lib/catalogue/limits.ts";
import type { Address } from "../../lib/net/address.ts";
import { sha256 } from "../../lib/secure/digest.ts";
import { sealPicture } from "../../lib/secure/picture_seal.ts";
import {
  BidderPictures,
  PICTURE_FETCHES_MAX,
  PICTURE_RETRY_LAST_MS,
  PICTURE_RETRY_MS,
} from "../../lib/worker/bidder_pictures.ts";
import { eventually } from "../support/bounded.ts";
import { CANOE, drawing, imageOf, VIOLA } from "./_some_pictures.ts";

const RELAY: Address = { hostname: "127.0.0.1", port: 7_312 };
const SHOWN = { bytes: CANOE, mediaType: "image/svg+xml" };

/** A client's pictures at a house that answers what a test says. */
class Stage {
  readonly clock = { now: 1_800_000_000_000, nowMs: () => this.clock.now };
  readonly kept = new Map<string, Bytes>();
  /** What the house answers; a failure on the way; or what happens meanwhile. */
  answer: () => Promise<Bytes | null> = () => Promise.resolve(null);
  asks = 0;
  readonly #pictures = new BidderPictures({
    clock: this.clock,
    shelf: {
      find: (digest) => Promise.resolve(this.kept.get(digest) ?? null),
      keep: (digest, bytes) => Promise.resolve(this.kept.set(digest, bytes).size > 0),
    },
    fetch: () => {
      this.asks++;
      return this.answer();
    },
  });

  look(image: LotImage = imageOf(CANOE), relay: Address | null = RELAY) {
    return this.#pictures.picture(image, relay);
  }

  /** The house has this, sealed under its own digest. */
  has(bytes: Bytes): void {
    this.answer = () => sealPicture(bytes);
  }
}

/** `forged` under the key of `digest`, as any member can seal it. */
async function sealedAs(digest: Bytes, forged: Bytes): Promise<Bytes> {
  const derive = async (label: string) => {
    const base = await crypto.subtle.importKey("raw", digest, "HKDF", false, ["deriveBits"]);
    const info = toUtf8(label);
    const params = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(0), info };
    return new Uint8Array(await crypto.subtle.deriveBits(params, base, 256));
  };
  const raw = await derive("leilao/1 picture key");
  const key = await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt"]);
  const additionalData = concat(toUtf8("leilao/1 picture\0"), await derive("leilao/1 picture id"));
  const params = { name: "AES-GCM", iv: new Uint8Array(12), additionalData };
  return new Uint8Array(await crypto.subtle.encrypt(params, key, forged));
}

Deno.test("BidderPictures gives the house's picture, and keeps it for the next run", async () => {
  const stage = new Stage();
  stage.has(CANOE);
  assertEquals(await stage.look(), SHOWN);
  assertEquals([...stage.kept], [[imageOf(CANOE).sha256, CANOE]]);
  // Another run of the client has it, without a house.
  const next = new Stage();
  next.kept.set(imageOf(CANOE).sha256, CANOE);
  assertEquals(await next.look(imageOf(CANOE), null), SHOWN);
  assertEquals(next.asks, 0);
});

const webPage = toUtf8("<html><script>alert(1)</script></html>");
const scripted = toUtf8('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>');
const huge = drawing(".".repeat(imageBytesMax));

/** What comes, for which image: none of it may ever be seen. */
const wrong: readonly (readonly [string, LotImage, () => Promise<Bytes>])[] = [
  ["picture_of_another_digest", imageOf(CANOE), () => sealPicture(VIOLA)],
  [
    "another_picture_under_the_right_key",
    imageOf(CANOE),
    () => sealedAs(sha256(CANOE), VIOLA),
  ],
  ["plain_picture", imageOf(CANOE), () => Promise.resolve(CANOE)],
  ["nothing_at_all", imageOf(CANOE), () => Promise.resolve(new Uint8Array(0))],
  ["web_page", imageOf(webPage), () => sealPicture(webPage)],
  ["drawing_with_a_script", imageOf(scripted), () => sealPicture(scripted)],
  ["drawing_named_png", imageOf(CANOE, { name: "lot.png" }), () => sealPicture(CANOE)],
  [
    "drawing_told_to_be_png",
    imageOf(CANOE, { mediaType: "image/png" }),
    () => sealPicture(CANOE),
  ],
  ["picture_past_2_mib", imageOf(huge), () => sealPicture(huge)],
];
for (const [name, image, answer] of wrong) {
  Deno.test(`BidderPictures hands out and keeps nothing of ${name}`, async () => {
    const stage = new Stage();
    stage.answer = answer;
    assertEquals(await stage.look(image), null);
    assertEquals(stage.asks, 1);
    assertEquals(stage.kept.size, 0);
  });
}

Deno.test("BidderPictures believes nothing on the disk, and fetches file_that_was_changed anew", async () => {
  const stage = new Stage();
  const { sha256 } = imageOf(CANOE);
  for (const bytes of [VIOLA, CANOE.slice(0, -1), new Uint8Array(0)]) {
    stage.kept.set(sha256, bytes);
    assertEquals(await stage.look(imageOf(CANOE), null), null);
  }
  stage.has(CANOE);
  assertEquals(await stage.look(), SHOWN);
  assertEquals(stage.kept.get(sha256), CANOE);
});

Deno.test("BidderPictures asks no house before the first join", async () => {
  const stage = new Stage();
  stage.has(CANOE);
  assertEquals(await stage.look(imageOf(CANOE), null), null);
  assertEquals(stage.asks, 0);
  // That was no failure: after the join it asks at once.
  assertEquals(await stage.look(), SHOWN);
});

Deno.test("BidderPictures asks once for two who look for one picture", async () => {
  const stage = new Stage();
  stage.has(CANOE);
  assertEquals(await Promise.all([stage.look(), stage.look()]), [SHOWN, SHOWN]);
  assertEquals(stage.asks, 1);
});

Deno.test("BidderPictures waits longer after each failure, and begins anew after a success", async () => {
  const stage = new Stage();
  const failures = [
    () => Promise.resolve(null),
    () => Promise.reject(new Fault("unreachable", "")),
    () => Promise.reject(new Fault("bad_protocol", "")),
  ];
  let waitMs = PICTURE_RETRY_MS;
  for (let nth = 0; nth < 9; nth++) {
    stage.answer = failures[nth % failures.length] ?? stage.answer;
    assertEquals(await stage.look(), null);
    assertEquals(stage.asks, nth + 1);
    stage.clock.now += waitMs - 1;
    assertEquals(await stage.look(), null);
    assertEquals(stage.asks, nth + 1);
    stage.clock.now += 1;
    waitMs = Math.min(waitMs * 2, PICTURE_RETRY_LAST_MS);
  }
  // Another picture is not held up by this one.
  stage.has(VIOLA);
  assertEquals((await stage.look(imageOf(VIOLA)))?.bytes, VIOLA);
  stage.has(CANOE);
  assertEquals(await stage.look(), SHOWN);
  stage.kept.clear();
  stage.answer = () => Promise.resolve(null);
  await stage.look();
  stage.clock.now += PICTURE_RETRY_MS;
  stage.has(CANOE);
  assertEquals(await stage.look(), SHOWN);
});

Deno.test("BidderPictures fetches so many at once, and the others after them", async () => {
  const stage = new Stage();
  const open: (() => void)[] = [];
  let mostOpen = 0;
  stage.answer = () =>
    new Promise((resolve) => mostOpen = Math.max(mostOpen, open.push(() => resolve(null))));
  const all = Array.from({ length: 7 }, (_, i) => stage.look(imageOf(drawing(`${i}`))));
  for (let done = 0; done < all.length; done++) {
    const wanted = Math.min(PICTURE_FETCHES_MAX, all.length - done);
    const what = `${wanted} asks at once`;
    await eventually(() => open.length >= wanted ? open.length : null, { what });
    open.shift()?.();
  }
  assertEquals(await Promise.all(all), all.map(() => null));
  assertEquals([stage.asks, mostOpen], [all.length, PICTURE_FETCHES_MAX]);
});
