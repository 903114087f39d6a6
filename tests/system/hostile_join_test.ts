// What strangers may do to the house's TCP port: anything. Each connection is closed, counted by
// its reason, and an honest bidder joins meanwhile.

import { assert, assertEquals, assertGreater, assertLess } from "@std/assert";
import { concat, toUtf8, u32 } from "../../lib/base/bytes.ts";
import { toPublicJwks } from "../../lib/secure/key_set.ts";
import { publicHalf } from "../../lib/secure/private_key_set.ts";
import { JOIN_FRAME_TYPES, makeJoinFrame } from "../../lib/wire/join_frame.ts";
import { ClientProcess, disposeAll } from "../support/client_process.ts";
import { HouseProcess } from "../support/house_process.ts";
import { RawConnection, type Target } from "../support/raw_connection.ts";
import { makeKeys, SaleFolder } from "../support/sale_folder.ts";
import { seededBytes } from "../support/seeded_bytes.ts";

/** Half-open connections: more than the house holds in all, from more addresses than it needs. */
const CROWD = 640;
const CROWD_ADDRESSES = 16;

Deno.test("A house takes any bytes on its TCP port, counts them, and lets the honest join", async () => {
  const keys = await makeKeys(["ana"]);
  await using folder = await SaleFolder.make();
  for (const [name, keySet] of keys) await folder.addBidder(name, { keySet, paddle: name });
  await using house = await HouseProcess.start(folder);
  const [hostname = "", port] = house.ready.join.split(":");
  const target: Target = { hostname, port: Number(port) };
  const jwks = toPublicJwks(publicHalf(keys.get("ana") ?? fail()));
  const silent = cutForSilence(target);
  await Promise.all([
    silent,
    brokenJoins(house, { target, join: { version: 1, keys: jwks.keys, nonce: nonce() } }),
  ]);
  await crowd(house, { folder, target });
  await house.counted("join_timeout", 2);
  await house.stop();
});

/** Who says nothing, or not enough, is cut after five seconds. */
async function cutForSilence(target: Target): Promise<void> {
  await using nothing = new RawConnection(target);
  await using half = new RawConnection(target);
  half.send(makeJoinFrame("JOIN", toUtf8("{}")).bytes.subarray(0, 6));
  const since = performance.now();
  await Promise.all([nothing.closed(), half.closed()]);
  const took = performance.now() - since;
  assertGreater(took, 4_000);
  assertLess(took, 9_000);
  assertEquals([nothing.received, half.received], [0, 0]);
}

/** Bytes that are no join, by the counter that they must move. */
function hostileBytes(join: unknown): Readonly<Record<string, readonly Uint8Array[]>> {
  const { JOIN: _join, ...others } = JOIN_FRAME_TYPES;
  const random = seededBytes(7);
  const goodJoin = makeJoinFrame("JOIN", toUtf8(JSON.stringify(join))).bytes;
  const weak = { ...Object(join), keys: [{ kty: "RSA" }, { kty: "OKP" }] };
  return {
    join_length: [
      u32(0),
      u32(2 ** 32 - 1),
      u32(16_385),
      toUtf8("GET / HTTP/1.1\r\nhost: a\r\n\r\n"),
      concat(goodJoin, u32(0)),
    ],
    join_type: [0, 9, 255].map((type) => concat(u32(2), new Uint8Array([type, 1]))),
    join_out_of_order: [
      ...Object.values(others).map((type) => concat(u32(101), new Uint8Array([type]), random(100))),
      concat(goodJoin, goodJoin),
    ],
    join_join_malformed: [
      makeJoinFrame("JOIN", random(200)).bytes,
      makeJoinFrame("JOIN", toUtf8("[".repeat(10_000))).bytes,
      makeJoinFrame("JOIN", toUtf8(JSON.stringify({ ...Object(join), version: -1 }))).bytes,
      makeJoinFrame("JOIN", toUtf8(JSON.stringify({ ...Object(join), extra: 1 }))).bytes,
    ],
    join_join_key: [makeJoinFrame("JOIN", toUtf8(JSON.stringify(weak))).bytes],
    join_proof: [
      concat(goodJoin, makeJoinFrame("PROOF", random(300)).bytes),
      concat(goodJoin, makeJoinFrame("PROOF", toUtf8("e30.e30.AAAA")).bytes),
    ],
  };
}

async function brokenJoins(
  house: HouseProcess,
  { target, join }: { readonly target: Target; readonly join: unknown },
): Promise<void> {
  const cases = hostileBytes(join);
  const connections = Object.values(cases).flat().map((bytes) => {
    const connection = new RawConnection(target);
    connection.send(bytes);
    return connection;
  });
  await Promise.all(connections.map((connection) => connection.closed(4_000)));
  for (const [counter, { length }] of Object.entries(cases)) {
    await house.counted(counter, length);
    assertEquals((await house.counters())[counter], length, counter);
  }
}

/** Far more half-open connections than there is room for, and an honest bidder comes. */
async function crowd(
  house: HouseProcess,
  { folder, target }: { readonly folder: SaleFolder; readonly target: Target },
): Promise<void> {
  const strangers = Array.from(
    { length: CROWD },
    (_, i) => new RawConnection(target, `127.0.0.${2 + i % CROWD_ADDRESSES}`),
  );
  try {
    await Promise.all(strangers.map((stranger) => stranger.connected()));
    await house.counted("join_too_many", CROWD - 512);
    const since = performance.now();
    await using ana = ClientProcess.start(folder, "ana");
    await ana.live();
    assertLess(performance.now() - since, 3_000, "the crowd kept an honest bidder out");
    assert(!ana.program.lines.all.some((line) => "error" in line), "it had to try again");
    await ana.leave();
  } finally {
    await disposeAll(strangers);
  }
}

function nonce(): string {
  return "A".repeat(43);
}

function fail(): never {
  throw new Error("The keys of ana were not made");
}
