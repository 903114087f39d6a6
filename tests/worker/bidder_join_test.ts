// joinHouse() at a house that does all as it should but for one thing: each is a broken protocol,
// and no refusal that anyone might have made up is believed.

import { assertEquals } from "@std/assert";
import { asFault } from "../../lib/base/fault.ts";
import { joinHouse } from "../../lib/worker/bidder_join.ts";
import { person } from "../support/thread_bidder.ts";
import { connectPipe } from "../support/virtual_network.ts";
import { HandMadeHouse, type HouseFlaws } from "./_hand_made_house.ts";

/** How a join at such a house ends: "joined", or the fault's code. */
async function endWith(flaws: HouseFlaws): Promise<string> {
  const [{ identity }, house] = await Promise.all([person("ana"), HandMadeHouse.make()]);
  const pipe = connectPipe();
  const serving = house.serve(pipe.house, { identity, flaws }).catch(() => {}); // It was left.
  const joining = joinHouse(pipe.bidder, {
    identity,
    checkHouse: () => {},
    welcomed: () => Promise.resolve(null),
    caughtUp: () => Promise.resolve(),
  });
  const end = await joining.then(() => "joined", (error) => asFault(error).code);
  pipe.bidder.close();
  await serving;
  return end;
}

Deno.test("joinHouse() joins an honest house, and believes its refusal", async () => {
  assertEquals(await endWith({}), "joined");
  assertEquals(await endWith({ refuses: true }), "refused_join");
});

const broken: Readonly<Record<string, HouseFlaws>> = {
  "CHALLENGE is signed by another key": { foreign: "leilao-challenge" },
  "CHALLENGE answers another join": { elsewhere: "leilao-challenge" },
  "CHALLENGE comes as another frame": { types: { CHALLENGE: "CATCHUP" } },
  "WELCOME is signed by another key": { foreign: "leilao-welcome" },
  "WELCOME answers another join": { elsewhere: "leilao-welcome" },
  "WELCOME comes as another frame": { types: { WELCOME: "CHALLENGE" } },
  "WELCOME is sealed by another cipher": { enc: "A128GCM" },
  "REFUSED is signed by another key": { refuses: true, foreign: "leilao-refused" },
  "REFUSED answers another join": { refuses: true, elsewhere: "leilao-refused" },
  "CATCHUP is not sealed": { open: true },
  "CATCHUP comes as another frame": { types: { CATCHUP: "CHALLENGE" } },
};

for (const [what, flaws] of Object.entries(broken)) {
  Deno.test(`joinHouse() ends with bad_protocol where ${what}`, async () => {
    assertEquals(await endWith(flaws), "bad_protocol");
  });
}
