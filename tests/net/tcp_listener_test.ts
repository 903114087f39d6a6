// listenTcp() and connectTcp() on real connections: every failure has its code.

import { connect } from "node:net";
import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { toUtf8 } from "../../lib/base/bytes.ts";
import { Fault } from "../../lib/base/fault.ts";
import { connectTcp, listenTcp } from "../../lib/net/tcp_listener.ts";
import { outcomeOf } from "./_outcome.ts";

const ANYWHERE = { hostname: "127.0.0.1", port: 0 };
const SOON = { timeoutMs: 10_000 };

Deno.test("listenTcp() accepts a connection and knows where it came from", async () => {
  const listener = listenTcp(ANYWHERE);
  const accepted = listener.accept();
  const client = await connectTcp({ ...ANYWHERE, port: listener.port }, SOON);
  assertEquals(client.localAddress, "127.0.0.1");
  const server = await accepted;
  assertEquals(server?.from, "127.0.0.1");
  const writer = client.writable.getWriter();
  await writer.write(toUtf8("JOIN"));
  const reader = server?.readable.getReader();
  assertEquals((await reader?.read())?.value, toUtf8("JOIN"));
  await writer.close();
  assertEquals((await reader?.read())?.done, true);
  for (const end of [client, server]) {
    end?.close();
    end?.close();
  }
  listener.close();
});

Deno.test("TcpListener.accept() gives null once it is closed, waiting or not", async () => {
  const listener = listenTcp(ANYWHERE);
  const waiting = listener.accept();
  listener.close();
  listener.close();
  assertEquals(await waiting, null);
  assertEquals(await listener.accept(), null);
});

Deno.test("TcpListener.accept() goes on behind connections_reset_before_they_are_accepted", async () => {
  const listener = listenTcp(ANYWHERE);
  for (let i = 0; i < 20; i++) await resetConnection(listener.port);
  const client = await connectTcp({ ...ANYWHERE, port: listener.port }, SOON);
  // Those that were reset may come first, as connections that end at once, or not at all.
  for (;;) {
    const accepted = await listener.accept();
    assert(accepted !== null);
    const writer = client.writable.getWriter();
    await writer.write(toUtf8("JOIN"));
    writer.releaseLock();
    const read = await accepted.readable.getReader().read().catch(() => null);
    accepted.close();
    if (read?.value !== undefined) break;
  }
  client.close();
  listener.close();
});

/** Connects, and resets the connection (RST) before anyone can have accepted it. */
async function resetConnection(port: number): Promise<void> {
  const closed = Promise.withResolvers<void>();
  const socket = connect(port, "127.0.0.1", () => socket.resetAndDestroy());
  socket.on("error", () => {}); // A reset is what was wanted.
  socket.on("close", () => closed.resolve());
  await closed.promise;
}

Deno.test("listenTcp() names a port that is taken", () => {
  const listener = listenTcp(ANYWHERE);
  const fault = assertThrows(() => listenTcp({ ...ANYWHERE, port: listener.port }), Fault);
  assertEquals(fault.code, "port_taken");
  listener.close();
});

Deno.test("listenTcp() names an address that this machine does not have", async () => {
  assertEquals(await outcomeOf("listen", "--allow-net"), "no_such_address");
});

Deno.test("connectTcp() to a port where nobody listens is unreachable", async () => {
  const listener = listenTcp(ANYWHERE);
  const { port } = listener;
  listener.close();
  const fault = await assertRejects(() => connectTcp({ ...ANYWHERE, port }, SOON), Fault);
  assertEquals(fault.code, "unreachable");
});
