// openDatagramSocket() on real sockets: what cannot leave is loss and never an end of the socket.

import { assert, assertEquals, assertRejects } from "@std/assert";
import { toUtf8 } from "../../lib/base/bytes.ts";
import { Fault } from "../../lib/base/fault.ts";
import type { Address } from "../../lib/net/address.ts";
import { openDatagramSocket } from "../../lib/net/datagram_socket.ts";
import { outcomeOf } from "./_outcome.ts";

const ANYWHERE: Address = { hostname: "127.0.0.1", port: 0 };

async function open(bind = ANYWHERE) {
  const socket = await openDatagramSocket({ bind, group: null });
  return Object.assign(socket, { [Symbol.dispose]: () => socket.close() });
}

Deno.test("DatagramSocket.receive() gives what was sent, and from where", async () => {
  using house = await open();
  using ana = await open();
  assertEquals(await ana.send(toUtf8("a bid"), house.address), true);
  const datagram = await house.receive();
  assertEquals(datagram?.bytes, toUtf8("a bid"));
  assertEquals(datagram?.from, ana.address);
});

Deno.test("DatagramSocket.send() to a closed port throws nothing, and the socket lives", async () => {
  using house = await open();
  using ana = await open();
  const gone = await open();
  gone.close();
  // The system tells of the first one by ICMP, at a later send or receive.
  for (let i = 0; i < 20; i++) {
    assertEquals(typeof await house.send(toUtf8("anyone?"), gone.address), "boolean");
  }
  const received = house.receive();
  assertEquals(await ana.send(toUtf8("here"), house.address), true);
  assertEquals((await received)?.bytes, toUtf8("here"));
});

Deno.test("DatagramSocket.send() says that what is too long for UDP could not leave", async () => {
  using house = await open();
  using ana = await open();
  assertEquals(await ana.send(new Uint8Array(70_000), house.address), false);
  assertEquals(await ana.send(toUtf8("short"), house.address), true);
  assertEquals((await house.receive())?.bytes, toUtf8("short"));
});

Deno.test("DatagramSocket.send() that the system refuses is a loss and no error", async () => {
  assertEquals(await outcomeOf("stranger", "--allow-net"), "false");
});

Deno.test("DatagramSocket.send() past the program's permissions throws NotCapable", async () => {
  assertEquals(await outcomeOf("stranger", "--allow-net=127.0.0.1"), "NotCapable");
});

Deno.test("DatagramSocket.receive() gives null once the socket is closed, waiting or not", async () => {
  const socket = await open();
  const waiting = socket.receive();
  socket.close();
  assertEquals(await waiting, null);
  assertEquals(await socket.receive(), null);
  socket.close();
});

Deno.test("openDatagramSocket() names a port that is taken", async () => {
  using taken = await open();
  const fault = await assertRejects(() => open(taken.address), Fault);
  assertEquals(fault.code, "port_taken");
});

Deno.test("openDatagramSocket() names an address that this machine does not have", async () => {
  assertEquals(await outcomeOf("bind", "--allow-net"), "no_such_address");
});

Deno.test("openDatagramSocket() names a group that is none, and lets go of the port", async () => {
  using free = await open();
  const bind = { hostname: "127.0.0.1", port: free.address.port };
  free.close();
  const group = { address: "127.0.0.5", interface: "127.0.0.1", ttl: 1 };
  const fault = await assertRejects(() => openDatagramSocket({ bind, group }), Fault);
  assertEquals(fault.code, "no_such_address");
  using again = await open(bind);
  assert(again.address.port === bind.port);
});
