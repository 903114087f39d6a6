// The channel of a group frame: an epoch as 8 bytes, and no other number.

import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { epochChannel, epochOf } from "../../lib/wire/header.ts";
import { uint } from "./_arbitrary.ts";

Deno.test("epochOf() gives the number whose epochChannel() a channel is", () => {
  fc.assert(fc.property(uint(1), (epoch) => assertEquals(epochOf(epochChannel(epoch)), epoch)));
});

Deno.test("epochOf() gives null for 0 and for what is past 2^53 - 1", () => {
  for (const channel of ["0000000000000000", "0020000000000000", "ffffffffffffffff"]) {
    assertEquals(epochOf(channel), null);
  }
});
