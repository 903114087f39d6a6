// lossySocket(): loses the given share of what is received, and nothing of what is sent.

import { assertEquals } from "@std/assert";
import type { Datagram, DatagramSocket } from "../../lib/net/datagram_socket.ts";
import { lossySocket } from "../../lib/net/lossy_socket.ts";

const ADDRESS = { hostname: "10.0.0.1", port: 7310 };

/** A socket that receives the bytes 0 to 99, then is closed; what is sent is kept. */
function hundred() {
  const sent: number[] = [];
  let next = 0;
  let closed = false;
  const socket: DatagramSocket = {
    address: ADDRESS,
    send: (bytes) => Promise.resolve(sent.push(bytes[0] ?? -1) > 0),
    receive(): Promise<Datagram | null> {
      if (next === 100) return Promise.resolve(null);
      return Promise.resolve({ bytes: new Uint8Array([next++]), from: ADDRESS });
    },
    close: () => void (closed = true),
  };
  return { socket, sent, isClosed: () => closed };
}

/** Dice that show 0.00, 0.01, ... 0.99, and again. */
function dice(): () => number {
  let throws = 0;
  return () => (throws++ % 100) / 100;
}

async function received(socket: DatagramSocket): Promise<readonly (number | undefined)[]> {
  const all: (number | undefined)[] = [];
  for (let got = await socket.receive(); got !== null; got = await socket.receive()) {
    all.push(got.bytes[0]);
  }
  return all;
}

for (const [loss, kept] of [[0, 100], [0.2, 80], [0.99, 1], [1, 0]] as const) {
  Deno.test(`lossySocket() with a loss of ${loss} passes on ${kept} of 100 datagrams`, async () => {
    const lossy = lossySocket(hundred().socket, { loss, random: dice() });
    const expected = Array.from({ length: kept }, (_, i) => 100 - kept + i);
    assertEquals(await received(lossy), expected);
  });
}

Deno.test("lossySocket() loses nothing of what is sent, and closes the socket below", async () => {
  const { socket, sent, isClosed } = hundred();
  const lossy = lossySocket(socket, { loss: 1, random: dice() });
  const all = Array.from({ length: 100 }, (_, i) => i);
  for (const byte of all) assertEquals(await lossy.send(new Uint8Array([byte]), ADDRESS), true);
  assertEquals(sent, all);
  assertEquals(lossy.address, ADDRESS);
  lossy.close();
  assertEquals(isClosed(), true);
});
