// Remembered houses: a new address, the same key, another key.

import { assertEquals } from "@std/assert";
import { join } from "@std/path";
import { checkPin, PINS_MAX, readPins, rememberPin } from "../../lib/secure/pins.ts";
import { codeOf, inFolder } from "./_folder.ts";

const address = "192.168.1.5:7310";
const lima = "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs";
const other = "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k";

Deno.test("checkPin() knows a remembered house, and names the key that another one replaced", async () => {
  await inFolder(async (folder) => {
    const path = join(folder, "mine", "houses.json");
    assertEquals(checkPin(await readPins(path), { address, thumbprint: lima }), {
      type: "unknown",
    });
    await rememberPin(path, { address, thumbprint: lima });
    const pins = await readPins(path);
    assertEquals(checkPin(pins, { address, thumbprint: lima }), { type: "known" });
    assertEquals(checkPin(pins, { address, thumbprint: other }), {
      type: "changed",
      remembered: lima,
    });
    assertEquals(checkPin(pins, { address: "casa:7310", thumbprint: lima }), {
      type: "moved",
      from: address,
    });
    assertEquals(checkPin(pins, { address: "casa:7310", thumbprint: other }), { type: "unknown" });
  });
});

Deno.test("rememberPin() keeps the other houses and replaces the one at its address", async () => {
  await inFolder(async (folder) => {
    const path = join(folder, "houses.json");
    await rememberPin(path, { address, thumbprint: lima });
    await rememberPin(path, { address: "casa:7310", thumbprint: lima });
    await rememberPin(path, { address, thumbprint: other });
    assertEquals([...await readPins(path)], [["casa:7310", lima], [address, other]]);
    assertEquals([...Deno.readDirSync(folder)].map(({ name }) => name), ["houses.json"]);
  });
});

Deno.test("rememberPin() forgets the house met longest ago where there are too many", async () => {
  await inFolder(async (folder) => {
    const path = join(folder, "houses.json");
    const houses = Array.from({ length: PINS_MAX }, (_, at) => ({
      address: `casa-${at}.example:7310`,
      house: lima,
    }));
    await Deno.writeTextFile(path, JSON.stringify({ leilaoPins: 1, houses }));
    await rememberPin(path, { address, thumbprint: lima });
    const pins = await readPins(path);
    assertEquals([pins.size, pins.has("casa-0.example:7310"), pins.has(address)], [
      PINS_MAX,
      false,
      true,
    ]);
  });
});

Deno.test("readPins() refuses a file that is something else, rather than forget all houses", async () => {
  await inFolder(async (folder) => {
    const path = join(folder, "houses.json");
    const unfit = [
      "",
      "[]",
      '{"leilaoPins":2,"houses":[]}',
      '{"leilaoPins":1}',
      `{"leilaoPins":1,"houses":[{"address":"x","house":"${lima}"}]}`,
      `{"leilaoPins":1,"houses":[{"address":"${address}","house":"x"}]}`,
    ];
    for (const text of unfit) {
      await Deno.writeTextFile(path, text);
      assertEquals(await codeOf(readPins(path)), "bad_file", text);
      assertEquals(await codeOf(rememberPin(path, { address, thumbprint: lima })), "bad_file");
      assertEquals(await Deno.readTextFile(path), text);
    }
  });
});
