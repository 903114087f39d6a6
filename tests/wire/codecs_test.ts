// What is true of every codec: reading gives back what was written, and there is one spelling.

import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { codecs } from "./_codecs.ts";

for (const { name, samples, again } of codecs) {
  Deno.test(`Codec ${name} reads back what it wrote`, () => {
    fc.assert(fc.property(samples, ({ value, decoded }) => assertEquals(decoded, value)));
  });

  Deno.test(`Codec ${name} writes the same bytes again from what it read`, () => {
    fc.assert(fc.property(samples, ({ encoded }) => {
      assertEquals(again(encoded)?.toHex(), encoded.toHex());
    }));
  });
}
