// Pictures of lots, as small as they can be, and how an event names them.

import type { LotImage } from "../../lib/auction/lot.ts";
import { type Bytes, toUtf8 } from "../../lib/base/bytes.ts";
import { sha256 } from "../../lib/secure/digest.ts";

/** A plain drawing that shows `what`. */
export function drawing(what: string): Bytes {
  return toUtf8(`<svg xmlns="http://www.w3.org/2000/svg"><title>${what}</title></svg>`);
}

/** The image of these bytes as a lot's event names it. */
export function imageOf(bytes: Bytes, changes: Partial<LotImage> = {}): LotImage {
  const image = { name: "lot.svg", mediaType: "image/svg+xml", sha256: sha256(bytes).toHex() };
  return { ...image, ...changes };
}

/** What an event names: the place of a picture in a test. */
export const CANOE = drawing("a red canoe");
/** Another picture. */
export const VIOLA = drawing("a viola without strings");
