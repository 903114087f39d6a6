// The pictures of the house's lots: kept under their digests, read, checked, and sealed once for all
// who ask (PROTOCOL §7.7).
//
// The record names each picture of a lot by its digest, and the file of an item may change or go
// while the lot stays: so every picture is kept in the data folder's `images`, where a backup finds
// it. What lies there is believed only when its digest says so. A picture is no reason to stop a
// sale: one that cannot be kept or read is counted, and is not shown.

import { join } from "@std/path";
import type { LotPicture } from "../admin/house_port.ts";
import type { LotImage } from "../auction/lot.ts";
import { type Bytes, fromHex, toHex } from "../base/bytes.ts";
import { Fault } from "../base/fault.ts";
import { imageBytesMax } from "../catalogue/limits.ts";
import { readOrdinaryFile } from "../catalogue/ordinary_file.ts";
import { sha256 } from "../secure/digest.ts";
import { digestIfThere } from "../secure/file_copy.ts";
import { pictureName, sealPicture } from "../secure/picture_seal.ts";
import { DropCounters } from "./drop_counters.ts";
import { HeldBytes } from "./held_bytes.ts";
import { imageFileName, keepImage } from "./house_folders.ts";

/** Sealed pictures at hand, 32 MiB: a room asks for the same ones at the same time. */
export const PICTURES_HELD_BYTES_MAX = 33_554_432;

/** The pictures that the record names. */
export class HousePictures {
  readonly #dataFolder: string;
  readonly #counters = new DropCounters();
  readonly #byDigest = new Map<string, LotImage>();
  /** By their names on the wire, in hexadecimal. */
  readonly #byName = new Map<string, LotImage>();
  /** Those whose names have not been derived yet. */
  #unnamed: LotImage[] = [];
  #naming: Promise<void> = Promise.resolve();
  /** Sealed ones, by their digests. */
  readonly #held = new HeldBytes({ bytesMax: PICTURES_HELD_BYTES_MAX });
  readonly #sealing = new Map<string, Promise<Bytes | null>>();

  constructor({ dataFolder }: { readonly dataFolder: string }) {
    this.#dataFolder = dataFolder;
  }

  /** What could not be kept (`picture_unkept`), or not be read (`picture_unread`), how often. */
  counters(): Readonly<Record<string, number>> {
    return this.#counters.snapshot();
  }

  /** A lot of the record has this picture: it may be asked for from now on. */
  named(image: LotImage): void {
    if (this.#byDigest.has(image.sha256)) return;
    this.#byDigest.set(image.sha256, image);
    this.#unnamed.push(image);
  }

  /** Keeps the picture of an item, as it lies in its folder, unless it is kept already. */
  async keepItem(folder: string, image: LotImage): Promise<void> {
    try {
      const kept = await digestIfThere(this.#pathOf(image));
      if (kept?.sha256 === image.sha256) return;
      const bytes = await readChecked(folder, { file: image.name, sha256: image.sha256 });
      // It may have changed since its item was read: then it is another one, which will be read.
      if (bytes === null) this.#counters.count("picture_unkept");
      else await keepImage(this.#dataFolder, { ...image, bytes });
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      this.#counters.count("picture_unkept");
    }
  }

  /** The picture of this digest, or null where no lot has it or its file is not there any more. */
  async picture(digest: string): Promise<LotPicture | null> {
    const image = this.#byDigest.get(digest);
    if (image === undefined) return null;
    const bytes = await this.#read(image);
    return bytes === null ? null : { bytes, mediaType: image.mediaType };
  }

  /** The sealed picture of this name, 32 bytes, or null. It is shared: not to be changed. */
  async sealed(name: Uint8Array): Promise<Bytes | null> {
    this.#naming = this.#naming.then(() => this.#nameAll());
    await this.#naming;
    const image = this.#byName.get(toHex(name));
    if (image === undefined) return null;
    return this.#held.get(image.sha256) ?? await this.#sealedOnce(image);
  }

  async #nameAll(): Promise<void> {
    const images = this.#unnamed;
    this.#unnamed = [];
    for (const image of images) {
      const digest = fromHex(image.sha256);
      if (digest !== null) this.#byName.set(toHex(await pictureName(digest)), image);
    }
  }

  /** Many may ask while it is read: it is read and sealed for all of them. */
  #sealedOnce(image: LotImage): Promise<Bytes | null> {
    const { sha256 } = image;
    const begun = this.#sealing.get(sha256);
    if (begun !== undefined) return begun;
    const sealing = this.#seal(image).finally(() => this.#sealing.delete(sha256));
    this.#sealing.set(sha256, sealing);
    return sealing;
  }

  async #seal(image: LotImage): Promise<Bytes | null> {
    const picture = await this.#read(image);
    if (picture === null) return null;
    const sealed = await sealPicture(picture);
    this.#held.put(image.sha256, sealed);
    return sealed;
  }

  async #read(image: LotImage): Promise<Bytes | null> {
    const place = { file: imageFileName(image), sha256: image.sha256 };
    const bytes = await readChecked(join(this.#dataFolder, "images"), place);
    if (bytes === null) this.#counters.count("picture_unread");
    return bytes;
  }

  #pathOf(image: LotImage): string {
    return join(this.#dataFolder, "images", imageFileName(image));
  }
}

/** The file's bytes, or null where they are not those of the digest. */
async function readChecked(
  folder: string,
  { file, sha256: digest }: { readonly file: string; readonly sha256: string },
): Promise<Bytes | null> {
  const found = await readOrdinaryFile(folder, file, imageBytesMax);
  return found.ok && toHex(sha256(found.bytes)) === digest ? found.bytes : null;
}
