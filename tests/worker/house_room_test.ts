// HouseRoom with nothing around it: what it keeps of members, and of whom no more.

import { assert, assertEquals } from "@std/assert";
import { generateSigningJwk } from "../../lib/secure/private_key_set.ts";
import { importSealKey } from "../../lib/secure/sealing.ts";
import { DropCounters } from "../../lib/worker/drop_counters.ts";
import { HouseRoom } from "../../lib/worker/house_room.ts";
import { ping } from "../support/ping.ts";
import { GROUP, ManualClock } from "../support/thread_house.ts";
import { VirtualNetwork } from "../support/virtual_network.ts";

const ANA = "ab".repeat(8);
const BEN = "be".repeat(8);

/** A room with Ana and Ben in it. */
async function scene() {
  const key = await importSealKey(new Uint8Array(32), new Uint8Array(4));
  const network = new VirtualNetwork();
  const names = { session: "5e".repeat(8), sale: "5a".repeat(16), house: new Uint8Array(32) };
  const epoch = { number: 1, key: new Uint8Array(32), salt: new Uint8Array(4) };
  const room = new HouseRoom({ type: "session", ...names, epoch }, {
    clock: new ManualClock(),
    socket: network.open({ bind: { hostname: "10.0.0.1", port: 7_310 } }),
    group: { hostname: GROUP.address, port: GROUP.port },
    drops: new DropCounters(),
    worn: () => {},
    fail: (error) => {
      throw error;
    },
  });
  const keys = { toHouse: key, toBidder: key };
  const { x } = await generateSigningJwk();
  room.join({ id: ANA, paddle: "ana", signingX: x, keys, epoch: 1 });
  room.join({ id: BEN, paddle: "ben", signingX: x, keys, epoch: 1 });
  const ana = room.inbox.find(ANA);
  assert(ana !== null);
  return { room, ana };
}

Deno.test("HouseRoom.ping() follows the newest ping, and none that it has overtaken", async () => {
  const { room, ana } = await scene();
  const unicast = { ...ping(1), path: "unicast" } as const;
  ana.window.accept(5);
  room.ping(ana, { ping: unicast, counter: 5 });
  assertEquals(room.crowd.copies, 1);
  ana.window.accept(4);
  room.ping(ana, { ping: { ...unicast, path: "multicast" }, counter: 4 });
  assertEquals([room.crowd.copies, ana.path], [1, "unicast"]);
  ana.window.accept(6);
  room.ping(ana, { ping: { ...unicast, path: "multicast" }, counter: 6 });
  assertEquals([room.crowd.copies, ana.path], [0, "multicast"]);
  await room.close();
});

Deno.test("HouseRoom.rekey() tells no key to whose session was ended, though it is still known", async () => {
  const { room, ana } = await scene();
  ana.window.accept(1);
  room.ping(ana, { ping: { ...ping(1), path: "unicast" }, counter: 1 });
  assertEquals(room.end(ANA, "put_out"), ana);
  assertEquals([room.members, room.crowd.copies], [1, 0]);
  room.rekey({ number: 2, key: new Uint8Array(32), salt: new Uint8Array(4) });
  assertEquals(room.keysTold, 1);
  await room.close();
});
