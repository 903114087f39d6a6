// A bidder's pictures on the disk, one file under each digest, bounded in all: the oldest goes out.
//
// It is a convenience and believes nothing: what it gives was kept once, and may have been changed
// since. A disk that is full or refuses costs a picture, never a sale.

import { join } from "@std/path";
import type { Bytes } from "../base/bytes.ts";
import { imageBytesMax } from "../catalogue/limits.ts";
import { readOrdinaryFile } from "../catalogue/ordinary_file.ts";

/** Pictures kept on the disk, 64 MiB: those of a large sale, or of many small ones. */
export const PICTURES_KEPT_BYTES_MAX = 67_108_864;

const digestName = /^[0-9a-f]{64}$/;

/** A folder of pictures. */
export class PictureShelf {
  readonly #folder: string;
  readonly #bytesMax: number;

  /** `folder` is made when the first picture is kept. */
  constructor(folder: string, { bytesMax = PICTURES_KEPT_BYTES_MAX } = {}) {
    this.#folder = folder;
    this.#bytesMax = bytesMax;
  }

  /** What is kept under this digest, unchecked, or null. */
  async find(digest: string): Promise<Bytes | null> {
    const file = await readOrdinaryFile(this.#folder, digest, imageBytesMax);
    return file.ok ? file.bytes : null;
  }

  /** Keeps a picture, in the place of the oldest ones where it must be; false where it cannot. */
  async keep(digest: string, bytes: Bytes): Promise<boolean> {
    try {
      await Deno.mkdir(this.#folder, { recursive: true, mode: 0o700 });
      // Half of it, after a crash, has another digest and is fetched again.
      await Deno.writeFile(join(this.#folder, digest), bytes, { mode: 0o600 });
      await this.#makeRoom(digest);
      return true;
    } catch (error) {
      if (isOfTheSystem(error)) return false;
      throw error;
    }
  }

  async #makeRoom(newest: string): Promise<void> {
    const kept: { readonly path: string; readonly bytes: number; readonly at: number }[] = [];
    let bytes = 0;
    for await (const { name } of Deno.readDir(this.#folder)) {
      if (!digestName.test(name)) continue;
      const path = join(this.#folder, name);
      const { size, mtime } = await Deno.lstat(path);
      bytes += size;
      if (name !== newest) kept.push({ path, bytes: size, at: mtime?.getTime() ?? 0 });
    }
    for (const oldest of kept.sort((a, b) => a.at - b.at)) {
      if (bytes <= this.#bytesMax) return;
      await Deno.remove(oldest.path);
      bytes -= oldest.bytes;
    }
  }
}

/** The system's refusals carry a code (ENOSPC, EACCES); anything else is our own mistake. */
function isOfTheSystem(error: unknown): boolean {
  return error instanceof Error && "code" in error;
}
