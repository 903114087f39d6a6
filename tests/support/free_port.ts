// Ports that nobody uses just now, so that tests that run side by side do not meet.

const loopback = "127.0.0.1";

/** A port that is free for TCP and for UDP on loopback: a house uses one number for both. */
export function freePort(): number {
  for (let tries = 0; tries < 50; tries++) {
    const listener = Deno.listen({ hostname: loopback, port: 0 });
    const { port } = listener.addr;
    try {
      Deno.listenDatagram({ hostname: loopback, port, transport: "udp" }).close();
      return port;
    } catch (error) {
      if (!(error instanceof Deno.errors.AddrInUse)) throw error;
    } finally {
      listener.close();
    }
  }
  throw new Error("No port is free for both TCP and UDP");
}

/** A multicast group of loopback at a free port, as `--group` takes it. */
export function freeGroup(): string {
  return `239.255.73.10:${freePort()}`;
}
