// runRelay() and connections that have not said what they are for: they take no place of those that
// have, and they do not stay.

import { assertEquals } from "@std/assert";
import type { TcpConnection } from "../../lib/net/tcp_listener.ts";
import { encodePictureRequest } from "../../lib/wire/picture_frame.ts";
import {
  RELAY_ARRIVALS_MAX,
  RELAY_ARRIVALS_PER_ADDRESS_MAX,
  RELAY_UNBELIEVED_MS,
} from "../../lib/worker/relay_arrivals.ts";
import { RELAY_CONNECTIONS_PER_ADDRESS_MAX } from "../../lib/worker/relay_thread.ts";
import { OfferedConnections } from "../support/offered_connections.ts";
import { connectPipe, type PipeEnd } from "../support/virtual_network.ts";
import { framed, namedDatagram, RelayAlone } from "./_relay_alone.ts";

/** A relay, and connections to it that a test makes from any address. */
async function stage() {
  const listener = new OfferedConnections<TcpConnection>(7_312);
  const relay = await RelayAlone.start(() => listener);
  const pipes: PipeEnd[] = [];
  return {
    relay,
    come(from: string): PipeEnd {
      const { bidder, house } = connectPipe();
      pipes.push(bidder);
      listener.offer({ ...house, from });
      return bidder;
    },
    async [Symbol.asyncDispose]() {
      await relay[Symbol.asyncDispose]();
      for (const pipe of pipes) pipe.close();
    },
  };
}

/** Whether this connection has been closed by the relay. */
async function isClosed(pipe: PipeEnd): Promise<boolean> {
  const read = pipe.readable.getReader().read().then(({ done }) => done);
  return await Promise.race([read, Promise.resolve().then(() => false)]);
}

Deno.test("runRelay() keeps the places of datagrams free of room_that_fetches_pictures", async () => {
  await using house = await stage();
  house.relay.pictures = null;
  const from = "10.0.0.9";
  // Its first datagram is on its way: nobody believes it yet.
  const bidder = house.come(from).writable.getWriter();
  await bidder.write(framed(namedDatagram(1)));
  await house.relay.heard(1);
  for (let i = 0; i < RELAY_CONNECTIONS_PER_ADDRESS_MAX * 2; i++) {
    house.come(from).writable.getWriter().write(encodePictureRequest(new Uint8Array(32)));
  }
  for (let i = 0; i < RELAY_CONNECTIONS_PER_ADDRESS_MAX * 2; i++) house.come(from);
  await house.relay.beats();
  assertEquals(await house.relay.passed(), {});
  assertEquals(house.relay.endings(), []);
  await bidder.write(framed(namedDatagram(2)));
  assertEquals(await house.relay.heard(2), 1);
});

Deno.test("runRelay() makes room among silent_connections, of the address that has too many", async () => {
  await using house = await stage();
  const [elsewhere, ...crowd] = [
    "10.0.0.8",
    ...Array(RELAY_ARRIVALS_PER_ADDRESS_MAX).fill("10.0.0.9"),
  ]
    .map((from) => house.come(from));
  await house.relay.beats();
  assertEquals(await house.relay.passed(), {});
  house.come("10.0.0.9");
  assertEquals(await house.relay.counted("relay_too_many", 1), {
    relay_gone: 1,
    relay_too_many: 1,
  });
  assertEquals(await isClosed(crowd[0] ?? connectPipe().bidder), true);
  assertEquals(await isClosed(crowd[1] ?? connectPipe().bidder), false);
  // Where there are too many in all, the oldest of all has to go.
  const others = RELAY_ARRIVALS_MAX - RELAY_ARRIVALS_PER_ADDRESS_MAX - 1;
  for (let i = 0; i < others; i++) house.come(`10.1.${i >> 8}.${i & 255}`);
  await house.relay.beats();
  assertEquals((await house.relay.passed())["relay_too_many"], 1);
  house.come("10.2.0.1");
  await house.relay.counted("relay_too_many", 2);
  assertEquals(await isClosed(elsewhere ?? connectPipe().bidder), true);
});

Deno.test("runRelay() closes who has not said its first two bytes in time", async () => {
  await using house = await stage();
  const half = house.come("10.0.0.9");
  await half.writable.getWriter().write(framed(namedDatagram(1)).subarray(0, 1));
  house.come("10.0.0.9");
  await house.relay.beats();
  house.relay.clock.now += RELAY_UNBELIEVED_MS - 1;
  await house.relay.beats();
  assertEquals(await house.relay.passed(), {});
  house.relay.clock.now += 1;
  const counters = await house.relay.counted("relay_unbelieved", 2);
  assertEquals(counters, { relay_gone: 1, relay_unbelieved: 2 });
});
