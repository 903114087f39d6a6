// HouseMember: where a member is, and what datagrams in its name may cost.

import { assertEquals, assertGreaterOrEqual, assertLessOrEqual } from "@std/assert";
import type { Address } from "../../lib/net/address.ts";
import { generateSigningJwk } from "../../lib/secure/private_key_set.ts";
import { importSealKey } from "../../lib/secure/sealing.ts";
import { HouseMember } from "../../lib/worker/house_member.ts";
import { RELAY_HOST } from "../../lib/worker/relay_line.ts";
import { VirtualNetwork } from "../support/virtual_network.ts";

const T0 = 1_000_000;
const HOME = { hostname: "10.0.0.7", port: 40_000 };

async function scene() {
  const key = await importSealKey(new Uint8Array(32), new Uint8Array(4));
  const { x } = await generateSigningJwk();
  const keys = { toHouse: key, toBidder: key };
  const member = new HouseMember(
    { id: "ab".repeat(8), paddle: "ana", signingX: x, keys, epoch: 1 },
    T0,
  );
  const socket = new VirtualNetwork().open({ bind: { hostname: "10.0.0.1", port: 7_310 } });
  const ended: number[] = [];
  let counter = 0;
  return {
    member,
    ended,
    /** A datagram of the member was believed; a relay's connection notes its end. */
    heard(address: Address, at = T0) {
      const disconnect = () => void ended.push(address.port);
      const relayed = address.hostname === RELAY_HOST ? { disconnect } : {};
      member.window.accept(++counter);
      member.wasHeard({ socket, address, ...relayed }, { counter, at });
    },
  };
}

/** How many of `count` datagrams from an address may cost crypto, one each millisecond. */
function allowed(
  member: HouseMember,
  from: Address,
  { count, since = T0 }: { readonly count: number; readonly since?: number },
): number {
  const taken = Array.from({ length: count }, (_, ms) => member.allowsDatagram(from, since + ms));
  return taken.filter(Boolean).length;
}

Deno.test("HouseMember.wasHeard() ends the connection that the member has left, and only that", async () => {
  const { heard, ended } = await scene();
  heard({ hostname: RELAY_HOST, port: 1 });
  heard({ hostname: RELAY_HOST, port: 1 });
  assertEquals(ended, []);
  heard({ hostname: RELAY_HOST, port: 2 });
  assertEquals(ended, [1]);
  heard(HOME);
  assertEquals(ended, [1, 2]);
  heard({ ...HOME, port: 40_001 });
  assertEquals(ended, [1, 2]);
});

Deno.test("HouseMember.wasHeard() of a session that is over does not keep it alive", async () => {
  const { member, heard } = await scene();
  heard(HOME, T0 + 5);
  member.over = "replaced";
  heard(HOME, T0 + 9);
  assertEquals(member.heardAt, T0 + 5);
});

Deno.test("HouseMember.allowsDatagram() lets a member move amid junk_from_one_other_place", async () => {
  const { member, heard } = await scene();
  heard(HOME);
  const junk = { hostname: "10.0.0.66", port: 50_000 };
  assertLessOrEqual(allowed(member, junk, { count: 1_000 }), 31);
  const moved = { hostname: RELAY_HOST, port: 3 };
  assertEquals(allowed(member, moved, { count: 10, since: T0 + 1_000 }), 10);
  assertEquals(allowed(member, { ...HOME, port: 1 }, { count: 10, since: T0 + 1_000 }), 10);
});

Deno.test("HouseMember.allowsDatagram() holds all new places together to forty a second", async () => {
  const { member, heard } = await scene();
  heard(HOME);
  let taken = 0;
  for (let ms = 0; ms < 2_000; ms++) {
    for (const port of [ms, ms + 10_000]) {
      if (member.allowsDatagram({ hostname: "10.0.0.66", port }, T0 + ms)) taken++;
    }
  }
  assertLessOrEqual(taken, 161);
  assertGreaterOrEqual(taken, 155);
  // The relay's connections are apart, and so is the own address.
  const relayed = { hostname: RELAY_HOST, port: 3 };
  assertEquals(allowed(member, relayed, { count: 10, since: T0 + 2_000 }), 10);
  assertEquals(allowed(member, HOME, { count: 50, since: T0 + 2_000 }), 50);
});

Deno.test("HouseMember.allowsProbe() three at once, and one a minute", async () => {
  const { member } = await scene();
  const probes = (now: number) =>
    Array.from({ length: 9 }, () => member.allowsProbe(now)).filter(Boolean).length;
  assertEquals([probes(T0), probes(T0 + 59_000), probes(T0 + 60_000)], [3, 0, 1]);
});
