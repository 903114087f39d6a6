// HousePictures: what it keeps of the items' pictures, and that it gives out nothing else.

import { assert, assertEquals } from "@std/assert";
import type { LotImage } from "../../lib/auction/lot.ts";
import { type Bytes, fromHex } from "../../lib/base/bytes.ts";
import { openPicture, pictureName } from "../../lib/secure/picture_seal.ts";
import { HousePictures, PICTURES_HELD_BYTES_MAX } from "../../lib/worker/house_pictures.ts";
import { CANOE, drawing, imageOf, VIOLA } from "./_some_pictures.ts";

/** A data folder with `images`, an items folder, and the house's pictures. */
async function stage() {
  const folder = await Deno.makeTempDir({ prefix: "leilao-" });
  const items = `${folder}/items`;
  const data = `${folder}/data`;
  for (const path of [items, data, `${data}/images`]) await Deno.mkdir(path);
  return {
    items,
    data,
    pictures: new HousePictures({ dataFolder: data }),
    /** Where a picture is kept. */
    kept: (image: LotImage) => `${data}/images/${image.sha256}.svg`,
    async [Symbol.asyncDispose]() {
      await Deno.remove(folder, { recursive: true });
    },
  };
}

async function nameOf({ sha256 }: LotImage): Promise<Bytes> {
  return await pictureName(digestOf(sha256));
}

function digestOf(sha256: string): Bytes {
  const digest = fromHex(sha256);
  assert(digest !== null);
  return digest;
}

Deno.test("HousePictures keeps an item's picture under its digest, and gives it plain and sealed", async () => {
  await using house = await stage();
  const image = imageOf(CANOE);
  await Deno.writeFile(`${house.items}/${image.name}`, CANOE);
  await house.pictures.keepItem(house.items, image);
  assertEquals(await Deno.readFile(house.kept(image)), CANOE);
  house.pictures.named(image);
  // The item has another picture by now: the lot keeps its own.
  await Deno.writeFile(`${house.items}/${image.name}`, VIOLA);
  const shown = { bytes: CANOE, mediaType: "image/svg+xml" };
  assertEquals(await house.pictures.picture(image.sha256), shown);
  const sealed = await house.pictures.sealed(await nameOf(image));
  assert(sealed !== null);
  assertEquals(await openPicture(digestOf(image.sha256), sealed), CANOE);
  assertEquals(house.pictures.counters(), {});
});

Deno.test("HousePictures gives no picture that no lot has, though its file is there", async () => {
  await using house = await stage();
  const image = imageOf(CANOE);
  await Deno.writeFile(house.kept(image), CANOE);
  assertEquals(await house.pictures.picture(image.sha256), null);
  assertEquals(await house.pictures.sealed(await nameOf(image)), null);
  house.pictures.named(imageOf(VIOLA));
  assertEquals(await house.pictures.sealed(await nameOf(image)), null);
  // A name on the wire is no digest, and a digest is no name.
  assertEquals(await house.pictures.sealed(digestOf(imageOf(VIOLA).sha256)), null);
});

Deno.test("HousePictures gives nothing of a file_that_was_changed, until it is put back", async () => {
  await using house = await stage();
  const image = imageOf(CANOE);
  house.pictures.named(image);
  await Deno.writeFile(house.kept(image), VIOLA);
  assertEquals(await house.pictures.picture(image.sha256), null);
  assertEquals(await house.pictures.sealed(await nameOf(image)), null);
  assertEquals(house.pictures.counters(), { picture_unread: 2 });
  await Deno.writeFile(house.kept(image), CANOE);
  assert(await house.pictures.sealed(await nameOf(image)) !== null);
});

Deno.test("HousePictures follows no link to another file", async () => {
  await using house = await stage();
  const image = imageOf(CANOE);
  house.pictures.named(image);
  await Deno.writeFile(`${house.items}/secret.svg`, CANOE);
  await Deno.symlink(`${house.items}/secret.svg`, house.kept(image));
  assertEquals(await house.pictures.picture(image.sha256), null);
});

Deno.test("HousePictures.keepItem() keeps no picture_changed_since, and puts a kept one right", async () => {
  await using house = await stage();
  const image = imageOf(CANOE);
  await Deno.writeFile(`${house.items}/${image.name}`, VIOLA);
  await house.pictures.keepItem(house.items, image);
  await house.pictures.keepItem(house.items, imageOf(CANOE, { name: "gone.svg" }));
  assertEquals([...Deno.readDirSync(`${house.data}/images`)], []);
  assertEquals(house.pictures.counters(), { picture_unkept: 2 });
  await Deno.writeFile(`${house.items}/${image.name}`, CANOE);
  await Deno.writeFile(house.kept(image), CANOE.subarray(0, 20));
  await house.pictures.keepItem(house.items, image);
  assertEquals(await Deno.readFile(house.kept(image)), CANOE);
});

Deno.test("HousePictures.keepItem() counts a picture that cannot be kept, and goes on", async () => {
  await using house = await stage();
  const image = imageOf(CANOE);
  await Deno.writeFile(`${house.items}/${image.name}`, CANOE);
  await Deno.remove(`${house.data}/images`);
  await Deno.writeTextFile(`${house.data}/images`, "a file in the folder's place");
  await house.pictures.keepItem(house.items, image);
  assertEquals(house.pictures.counters(), { picture_unkept: 1 });
});

Deno.test("HousePictures.sealed() seals a picture once for all who ask", async () => {
  await using house = await stage();
  const image = imageOf(CANOE);
  house.pictures.named(image);
  await Deno.writeFile(house.kept(image), CANOE);
  const name = await nameOf(image);
  const [first, second] = await Promise.all([
    house.pictures.sealed(name),
    house.pictures.sealed(name),
  ]);
  assert(first !== null && first === second);
  // It is at hand, even where its file has gone.
  await Deno.remove(house.kept(image));
  assert(await house.pictures.sealed(name) === first);
});

Deno.test("HousePictures.sealed() lets go of what was asked for the longest ago", async () => {
  await using house = await stage();
  const large = 2_000_000;
  const count = Math.floor(PICTURES_HELD_BYTES_MAX / large) + 1;
  const images: LotImage[] = [];
  for (let i = 0; i < count; i++) {
    const bytes = drawing(`${i}`.padEnd(large, "."));
    const image = imageOf(bytes);
    await Deno.writeFile(house.kept(image), bytes);
    house.pictures.named(image);
    images.push(image);
    assert(await house.pictures.sealed(await nameOf(image)) !== null);
  }
  const [first, ...others] = images;
  assert(first !== undefined);
  for (const image of images) await Deno.remove(house.kept(image));
  assertEquals(await house.pictures.sealed(await nameOf(first)), null);
  for (const image of others) {
    assert(await house.pictures.sealed(await nameOf(image)) !== null);
  }
});
