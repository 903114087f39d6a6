// The picture of a lot: what makes a file beside an item a picture that the house shows.
//
// The end of the name says what the file claims to be, its first bytes what it is; the two must
// agree, and an SVG must be a plain drawing (plain_svg.ts). A bidder fetches an image apart from
// the lot's event and compares its digest.

import type { LotImage } from "../auction/lot.ts";
import { fromUtf8, toHex } from "../base/bytes.ts";
import type { Bytes } from "../base/bytes.ts";
import { imageBytesMax } from "./limits.ts";
import { readOrdinaryFile } from "./ordinary_file.ts";
import { svgOffence } from "./plain_svg.ts";
import { foundIn, type Problem, problemAt } from "./problem.ts";

/** A fair image, or what is wrong with it (the problem's field is "image"). */
export type CheckedImage =
  | { readonly ok: true; readonly image: LotImage }
  | { readonly ok: false; readonly problem: Problem };

const mediaTypes: ReadonlyMap<string, string> = new Map([
  ["svg", "image/svg+xml"],
  ["png", "image/png"],
  ["jpg", "image/jpeg"],
  ["jpeg", "image/jpeg"],
  ["webp", "image/webp"],
  ["avif", "image/avif"],
]);
// The same spelling as ItemSchema's: no folder, no leading dot, so no way out of the folder.
const bareName = /^[0-9A-Za-z_-][0-9A-Za-z._-]{0,58}\.([a-z]+)$/;

/** The media type that an image's name stands for, or null where it is no image's name. */
export function imageMediaType(name: string): string | null {
  return mediaTypes.get(bareName.exec(name)?.[1] ?? "") ?? null;
}

/** Checks the bytes of an image called `name`, from a folder or an upload. */
export async function checkImage(name: string, bytes: Bytes): Promise<CheckedImage> {
  const mediaType = imageMediaType(name);
  if (mediaType === null) return refused("image_name", foundIn(name));
  if (bytes.length > imageBytesMax) return refused("image_bytes", `${bytes.length}`);
  if (mediaType === "image/svg+xml") {
    const text = fromUtf8(bytes);
    const offence = text === null ? "no UTF-8" : svgOffence(text.replace(/^\ufeff/, ""));
    if (offence !== null) return refused("plain_svg", foundIn(offence));
  } else if (sniffed(bytes) !== mediaType) {
    return refused("image_kind", sniffed(bytes) ?? "unknown bytes");
  }
  const sha256 = toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));
  return { ok: true, image: { name, mediaType, sha256 } };
}

/** Reads and checks the image `name` in `folder`; links, folders and other folders are refused. */
export async function readImage(folder: string, name: string): Promise<CheckedImage> {
  if (imageMediaType(name) === null) return refused("image_name", foundIn(name));
  const file = await readOrdinaryFile(folder, name, imageBytesMax);
  if (file.ok) return await checkImage(name, file.bytes);
  switch (file.reason) {
    case "missing":
      return refused("image_present", foundIn(name), foundIn(name));
    case "too_large":
      return refused("image_bytes", file.found);
    case "not_ordinary":
      return refused("ordinary_file", file.found);
    case "unreadable":
      return refused("readable_file", foundIn(name));
  }
}

/** What the first bytes say, for the raster formats that lots may use. */
function sniffed(bytes: Uint8Array): string | null {
  const head = String.fromCharCode(...bytes.subarray(0, 12));
  if (head.startsWith("\x89PNG\r\n\x1a\n")) return "image/png";
  if (head.startsWith("\xff\xd8\xff")) return "image/jpeg";
  if (head.startsWith("RIFF") && head.slice(8) === "WEBP") return "image/webp";
  return /^ftypavi[fs]$/.test(head.slice(4)) ? "image/avif" : null;
}

function refused(...[code, found, detail = ""]: [Problem["code"], string, string?]): CheckedImage {
  return { ok: false, problem: problemAt("image", code, { found, detail }) };
}
