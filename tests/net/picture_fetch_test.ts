// fetchPicture(): one request, one answer, and nothing of what a wrong answer brings.

import { assertEquals } from "@std/assert";
import { type Bytes, concat, u32 } from "../../lib/base/bytes.ts";
import { asFault } from "../../lib/base/fault.ts";
import { fetchPicture } from "../../lib/net/picture_fetch.ts";
import { encodePictureRequest } from "../../lib/wire/picture_frame.ts";
import { PICTURE_BYTES_MAX, TAG_BYTES } from "../../lib/wire/limits.ts";
import { inTime } from "../support/bounded.ts";
import { connectPipe } from "../support/virtual_network.ts";

const NAME: Bytes = new Uint8Array(32).fill(9);

/** Answers one request in these pieces, and closes; gives the outcome and what was asked. */
async function answered(...pieces: readonly Uint8Array[]) {
  const { bidder, house } = connectPipe();
  const fetching = fetchPicture(bidder, NAME)
    .then((bytes) => bytes === null ? "none" : bytes, (error) => asFault(error).code);
  const reader = house.readable.getReader();
  const { value: asked } = await reader.read();
  const writer = house.writable.getWriter();
  for (const piece of pieces) await writer.write(piece);
  house.close();
  return { outcome: await inTime(fetching, { what: "the outcome" }), asked };
}

Deno.test("fetchPicture() asks for the name, and gives the answer whole", async () => {
  const sealed = new Uint8Array(1_000).map((_, at) => at);
  const whole = concat(u32(1_000), sealed);
  const { outcome, asked } = await answered(
    whole.subarray(0, 2),
    whole.subarray(2, 500),
    whole.subarray(500),
  );
  assertEquals(outcome, sealed);
  assertEquals(asked, encodePictureRequest(NAME));
});

Deno.test("fetchPicture() takes nothing of what follows the answer", async () => {
  const { outcome } = await answered(concat(u32(17), new Uint8Array(17), u32(17)));
  assertEquals(outcome, new Uint8Array(17));
});

Deno.test("fetchPicture() gives null where the house has none", async () => {
  assertEquals((await answered(u32(0))).outcome, "none");
});

const lengths: readonly (readonly [string, number])[] = [
  ["tag_alone", TAG_BYTES],
  ["longer_than_any_picture", PICTURE_BYTES_MAX + TAG_BYTES + 1],
  ["four_gigabytes", 2 ** 32 - 1],
];
for (const [name, length] of lengths) {
  Deno.test(`fetchPicture() refuses answer_${name} before anything of it is held`, async () => {
    assertEquals((await answered(u32(length))).outcome, "bad_protocol");
  });
}

Deno.test("fetchPicture() is unreachable where the answer ends before its end", async () => {
  for (const pieces of [[], [u32(50).subarray(0, 3)], [u32(50), new Uint8Array(49)]]) {
    assertEquals((await answered(...pieces)).outcome, "unreachable");
  }
});

Deno.test("fetchPicture() is unreachable where the house has gone before the request", async () => {
  const { bidder, house } = connectPipe();
  house.close();
  const outcome = await fetchPicture(bidder, NAME).catch((error) => asFault(error).code);
  assertEquals(outcome, "unreachable");
});
