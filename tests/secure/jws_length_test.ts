// openJws() and length: what is too long for any message of a join is not looked at.

import { assertEquals } from "@std/assert";
import { HouseSigner, openJws } from "../../lib/secure/house_signer.ts";
import { generateSigningJwk } from "../../lib/secure/private_key_set.ts";
import { importVerifyKey } from "../../lib/secure/signing.ts";

Deno.test("openJws() opens up to 16,384 characters, and no more", async () => {
  const jwk = await generateSigningJwk();
  const signer = new HouseSigner({ ...jwk });
  const key = await importVerifyKey(jwk.x);
  const opens = async (characters: number) => {
    const jws = await signer.jws("leilao-proof", { text: "a".repeat(characters) });
    const payload = await openJws(jws, { typ: "leilao-proof", key });
    return { length: jws.length, opened: payload !== null };
  };
  // Three bytes of the payload are four characters.
  const empty = (await opens(0)).length;
  const most = Math.floor((16_384 - empty) / 4) * 3 - 3;
  assertEquals((await opens(most)).opened, true);
  const over = await opens(most + 9);
  assertEquals([over.length > 16_384, over.opened], [true, false]);
});
