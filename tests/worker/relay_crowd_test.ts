// runRelay() and who may stay: the time to be believed, silence, and crowds. The clock stands still
// unless a test moves it.

import { assertEquals } from "@std/assert";
import type { TcpConnection } from "../../lib/net/tcp_listener.ts";
import {
  RELAY_CONNECTIONS_MAX,
  RELAY_CONNECTIONS_PER_ADDRESS_MAX,
  RELAY_SILENT_MS,
} from "../../lib/worker/relay_thread.ts";
import { RELAY_UNBELIEVED_MS } from "../../lib/worker/relay_arrivals.ts";
import { disposeAll } from "../support/client_process.ts";
import { RawConnection } from "../support/raw_connection.ts";
import { connectPipe, type PipeEnd } from "../support/virtual_network.ts";
import { OfferedConnections } from "../support/offered_connections.ts";
import { framed, heardStranger, namedDatagram, RelayAlone } from "./_relay_alone.ts";

// --- time -----------------------------------------------------------------------------------

Deno.test("runRelay() closes who is not believed in time, and no one else", async () => {
  await using relay = await RelayAlone.start();
  const believed = await heardStranger(relay, 1);
  const stranger = await heardStranger(relay, 2);
  await using silent = new RawConnection(relay.target);
  await silent.connected();
  relay.feed.send({ type: "believed", connection: believed.connection });
  relay.clock.now += RELAY_UNBELIEVED_MS - 1;
  // It says more, which does not help it.
  stranger.stranger.send(framed(namedDatagram(3)));
  await relay.heard(3);
  await relay.beats();
  assertEquals(await relay.passed(), {});
  relay.clock.now += 1;
  await Promise.all([stranger.stranger.closed(), silent.closed()]);
  assertEquals(await relay.counted("relay_unbelieved", 2), { relay_gone: 1, relay_unbelieved: 2 });
  // The feed hears the end of the one that it has heard.
  assertEquals(relay.endings(), [stranger.connection]);
  await believed.stranger[Symbol.asyncDispose]();
});

Deno.test("runRelay() closes a believed connection that is silent for too long", async () => {
  await using relay = await RelayAlone.start();
  const { stranger: bidder, connection } = await heardStranger(relay, 1);
  relay.feed.send({ type: "believed", connection });
  await relay.passed();
  relay.clock.now += RELAY_SILENT_MS - 1;
  bidder.send(framed(namedDatagram(2)));
  await relay.heard(2);
  // Half a datagram is silence.
  relay.clock.now += RELAY_SILENT_MS - 1;
  bidder.send(framed(namedDatagram(3)).subarray(0, 40));
  await relay.beats();
  assertEquals(await relay.passed(), {});
  relay.clock.now += 1;
  await bidder.closed();
  assertEquals(await relay.counted("relay_silent", 1), { relay_gone: 2, relay_silent: 1 });
  await relay.ended(connection);
});

// --- crowds ---------------------------------------------------------------------------------

Deno.test("runRelay() makes room for one more from crowded_address among its own strangers", async () => {
  await using relay = await RelayAlone.start();
  const elsewhere = await heardStranger(relay, 1_000, "127.0.0.3");
  const crowd: RawConnection[] = [];
  const come = async () => {
    const { stranger, connection } = await heardStranger(relay, crowd.length, "127.0.0.2");
    crowd.push(stranger);
    assertEquals(connection, crowd.length + 1);
  };
  try {
    while (crowd.length < RELAY_CONNECTIONS_PER_ADDRESS_MAX) await come();
    relay.feed.send({ type: "believed", connection: 2 });
    assertEquals(await relay.passed(), {});
    await come();
    await relay.ended(3);
    assertEquals(await relay.counted("relay_too_many", 1), { relay_gone: 1, relay_too_many: 1 });
    for (let connection = 4; connection <= crowd.length + 1; connection++) {
      relay.feed.send({ type: "believed", connection });
    }
    await relay.passed();
    // All of this address are believed: there is no room for one more, but elsewhere there is.
    await using late = new RawConnection(relay.target, "127.0.0.2");
    late.send(framed(namedDatagram(3_000)));
    await late.closed();
    assertEquals(await relay.counted("relay_too_many", 2), { relay_gone: 2, relay_too_many: 2 });
    assertEquals(relay.endings(), [3]);
    // A place that gets free is taken.
    await crowd[10]?.[Symbol.asyncDispose]();
    await relay.ended(12);
    await using next = (await heardStranger(relay, 2_000, "127.0.0.2")).stranger;
    assertEquals(next.received, 0);
    assertEquals(relay.endings(), [3, 12]);
  } finally {
    await disposeAll([...crowd, elsewhere.stranger]);
  }
});

Deno.test("runRelay() makes room among all strangers where it is full, and none of members", async () => {
  const listener = new OfferedConnections<TcpConnection>(7_312);
  await using relay = await RelayAlone.start(() => listener);
  const ends: PipeEnd[] = [];
  const come = async (from: string) => {
    const { bidder, house } = connectPipe();
    ends.push(bidder);
    listener.offer({ ...house, from });
    await bidder.writable.getWriter().write(framed(namedDatagram(ends.length)));
  };
  const address = (nth: number) => `10.1.${nth >> 8}.${nth & 0xff}`;
  for (let nth = 0; nth < RELAY_CONNECTIONS_MAX; nth++) await come(address(nth));
  assertEquals(await relay.heard(RELAY_CONNECTIONS_MAX), RELAY_CONNECTIONS_MAX);
  relay.feed.send({ type: "believed", connection: 1 });
  assertEquals(await relay.passed(), {});
  await come("10.9.9.9");
  await relay.ended(2);
  assertEquals(await relay.heard(RELAY_CONNECTIONS_MAX + 1), RELAY_CONNECTIONS_MAX + 1);
  for (let connection = 3; connection <= ends.length; connection++) {
    relay.feed.send({ type: "believed", connection });
  }
  assertEquals(await relay.passed(), { relay_too_many: 1 });
  await come("10.9.9.10");
  await relay.counted("relay_too_many", 2);
  assertEquals(relay.endings(), [2]);
  assertEquals((await ends.at(-1)?.readable.getReader().read())?.done, true);
  for (const end of ends) end.close();
});

Deno.test("runRelay() lets a bidder in amid a crowd_from_many_addresses", async () => {
  await using relay = await RelayAlone.start();
  const strangers = Array.from(
    { length: 300 },
    (_, i) => new RawConnection(relay.target, `127.0.0.${2 + i % 4}`),
  );
  const tooMany = strangers.length - 4 * RELAY_CONNECTIONS_PER_ADDRESS_MAX;
  try {
    for (const stranger of strangers) stranger.send(framed(namedDatagram(1)));
    await relay.counted("relay_too_many", tooMany);
    const bidder = await heardStranger(relay, 5, "127.0.0.2");
    relay.feed.send({ type: "believed", connection: bidder.connection });
    await relay.counted("relay_too_many", tooMany + 1);
    bidder.stranger.send(framed(namedDatagram(6)));
    assertEquals(await relay.heard(6), bidder.connection);
    await bidder.stranger[Symbol.asyncDispose]();
  } finally {
    await disposeAll(strangers);
  }
});
