// What the program says to the vectors of pictures (PROTOCOL §7.7).

import { openPicture, pictureName } from "../../lib/secure/picture_seal.ts";
import {
  asksForPicture,
  decodePictureRequest,
  encodePictureRequest,
  pictureAnswerLength,
} from "../../lib/wire/picture_frame.ts";
import type { Input } from "./_input.ts";

/** A picture's name from its digest, and what opens. */
export async function pictureEnd(input: Input): Promise<string> {
  const digest = input.bytes("digest");
  if ((await pictureName(digest)).toHex() !== input.bytes("name").toHex()) return "name";
  const opened = await openPicture(digest, input.bytes("sealed"));
  return typeof opened === "string" ? opened : "ok";
}

/** What the first bytes are for, and whether they are a request that reads as it was written. */
export function pictureRequestEnd(input: Input): string {
  const request = input.bytes("request");
  if (!asksForPicture(request.subarray(0, 2))) return "datagrams";
  const name = decodePictureRequest(request);
  if (name === null) return "malformed";
  return encodePictureRequest(name).toHex() === request.toHex() ? "ok" : "differs";
}

/** The length that an answer announces. */
export function pictureLengthEnd(input: Input): string {
  return pictureAnswerLength(input.bytes("length")) === null ? "malformed" : "ok";
}
