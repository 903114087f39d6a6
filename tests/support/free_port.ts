// Ports that nobody uses just now, so that tests that run side by side do not meet.
//
// Systems give ports from 32768 on (Linux) or 49152 on (RFC 6335) to whoever asks for any: one of
// those that is free here may belong to some connection by the time a house wants it. So ports are
// taken from below, where none is given away, and none is taken twice.

const loopback = "127.0.0.1";
const lowest = 20_000;
const ports = 12_000;
const triesMax = 200;
const given = new Set<number>();

/** A port that is free for TCP and for UDP on loopback: a house uses one number for both. */
export function freePort(): number {
  for (let tries = 0; tries < triesMax; tries++) {
    const port = lowest + Math.floor(Math.random() * ports);
    if (given.has(port) || !isFree(port)) continue;
    given.add(port);
    return port;
  }
  throw new Error("No port is free for both TCP and UDP");
}

function isFree(port: number): boolean {
  const address = { hostname: loopback, port } as const;
  try {
    Deno.listen(address).close();
    Deno.listenDatagram({ ...address, transport: "udp" }).close();
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.AddrInUse) return false;
    throw error;
  }
}

/** A multicast group of loopback at a free port, as `--group` takes it. */
export function freeGroup(): string {
  return `239.255.73.10:${freePort()}`;
}
