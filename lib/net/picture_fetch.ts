// One picture from the house's relay port: a connection, a request, one answer, the end.
//
// Nothing is opened or believed here. What the other side may make us hold is bounded by the
// length that it announces, and the caller bounds the time.

import type { Bytes } from "../base/bytes.ts";
import { Fault } from "../base/fault.ts";
import { encodePictureRequest, pictureAnswerLength } from "../wire/picture_frame.ts";
import { ByteReader } from "./byte_reader.ts";
import type { ByteStream } from "./frame_stream.ts";

const lengthBytes = 4;

/**
 * Asks over a new connection for the sealed picture of this name, and gives it, or null where the
 * house has none. Faults: `unreachable` where the connection ends before, `bad_protocol` where the
 * answer is longer than any picture. The connection stays the caller's to close.
 */
export async function fetchPicture(stream: ByteStream, name: Uint8Array): Promise<Bytes | null> {
  const reader = new ByteReader(stream.readable);
  const writer = stream.writable.getWriter();
  await writer.write(encodePictureRequest(name)).catch((cause) => {
    throw ended(cause);
  });
  const head = await reader.take(lengthBytes);
  if (head === null) throw ended();
  const length = pictureAnswerLength(head);
  if (length === null) {
    throw new Fault("bad_protocol", "Fetching a picture failed: its length is out of bounds");
  }
  if (length === 0) return null;
  const sealed = await reader.take(length);
  if (sealed === null) throw ended();
  return sealed;
}

function ended(cause?: unknown): Fault {
  return new Fault("unreachable", "Fetching a picture failed: the connection was closed", {
    cause,
  });
}
