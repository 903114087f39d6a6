// A TCP listener for joins, with faults in place of the system's errors.

import { Fault } from "../base/fault.ts";
import type { Address } from "./address.ts";
import type { ByteStream } from "./frame_stream.ts";
import { listenFault } from "./listen_fault.ts";

/** The pause where the process has as many files open as it may. */
const crowdedMs = 50;

/** One connection and the address it came from. */
export interface TcpConnection extends ByteStream {
  readonly from: string;
  /** Closes at once; what still waits for it ends. A second call does nothing. */
  close(): void;
}

/** Accepts connections; after close, `accept` gives null. */
export interface TcpListener {
  readonly port: number;
  accept(): Promise<TcpConnection | null>;
  close(): void;
}

/** Listens at an address; port 0 takes a free one. Faults: `port_taken`, `no_such_address`. */
export function listenTcp({ hostname, port }: Address): TcpListener {
  const listener = openListener({ hostname, port });
  let closed = false;
  return {
    port: listener.addr.port,
    async accept() {
      while (!closed) {
        try {
          return wrap(withoutDelay(await listener.accept()));
        } catch (error) {
          if (closed) return null;
          if (!await mayGoOn(error)) throw error;
        }
      }
      return null;
    },
    close() {
      if (closed) return;
      closed = true;
      listener.close();
    },
  };
}

/** A small datagram must not wait for the acknowledgement of the one before it (Nagle). */
function withoutDelay(connection: Deno.TcpConn): Deno.TcpConn {
  try {
    connection.setNoDelay(true);
  } catch {
    // Reset already: who serves it will find that out.
  }
  return connection;
}

/**
 * What says something of the connection that was to be accepted and nothing of the listener: it was
 * reset before we took it, or the network failed it (accept(2), "Error handling"). Any stranger can
 * bring these about with one packet: none of them may end the house.
 */
const ofTheConnection: readonly unknown[] = [
  "ECONNRESET",
  "ECONNABORTED",
  "ENOTCONN",
  "EPROTO",
  "EPERM",
  "EINTR",
  "ETIMEDOUT",
  "ENETDOWN",
  "ENETUNREACH",
  "EHOSTDOWN",
  "EHOSTUNREACH",
];
/** A crowd uses up the open files or buffers, which get free again as handshakes time out. */
const ofTheCrowd: readonly unknown[] = ["EMFILE", "ENFILE", "ENOBUFS", "ENOMEM"];

/** Whether accepting can go on. */
async function mayGoOn(error: unknown): Promise<boolean> {
  const code = error instanceof Error && "code" in error ? error.code : null;
  if (ofTheConnection.includes(code)) return true;
  if (!ofTheCrowd.includes(code)) return false;
  await new Promise((resolve) => setTimeout(resolve, crowdedMs));
  return true;
}

function openListener(address: Address): Deno.TcpListener {
  try {
    return Deno.listen({ ...address, transport: "tcp", tcpBacklog: 4_096 });
  } catch (cause) {
    throw listenFault(cause, { ...address, kind: "TCP" });
  }
}

/** Connects to an address within `timeoutMs`. Fault: `unreachable`. */
export async function connectTcp(
  address: Address,
  { timeoutMs }: { readonly timeoutMs: number },
): Promise<TcpConnection & { readonly localAddress: string }> {
  try {
    const connection = await Deno.connect({ ...address, signal: AbortSignal.timeout(timeoutMs) });
    connection.setNoDelay(true);
    return { ...wrap(connection), localAddress: connection.localAddr.hostname };
  } catch (cause) {
    if (cause instanceof Deno.errors.NotCapable) throw cause;
    throw new Fault(
      "unreachable",
      `Connecting to the house failed: nothing answers at ${address.hostname}:${address.port}`,
      { cause },
    );
  }
}

function wrap(connection: Deno.TcpConn): TcpConnection {
  let closed = false;
  return {
    readable: connection.readable,
    writable: connection.writable,
    from: connection.remoteAddr.hostname,
    close() {
      if (closed) return;
      closed = true;
      try {
        connection.close();
      } catch (error) {
        // The streams close the connection by themselves when both have ended.
        if (!(error instanceof Deno.errors.BadResource)) throw error;
      }
    },
  };
}
