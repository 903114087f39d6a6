// A UDP socket, reduced to what the feed needs, so that a lossy one can stand in its place.
//
// Uses Deno.listenDatagram with one reused receive buffer: what receive() returns is a view that
// lives until the next call.

import { Fault } from "../base/fault.ts";
import type { Address } from "./address.ts";
import { listenFault } from "./listen_fault.ts";

/** A datagram and who sent it. `bytes` is a view: copy what has to outlive the next receive. */
export interface Datagram {
  readonly bytes: Uint8Array;
  readonly from: Address;
}

/** What the feed needs of a socket. */
export interface DatagramSocket {
  readonly address: Address;
  /** Sends one datagram. Resolves also where the network loses it; false where it could not leave. */
  send(bytes: Uint8Array, to: Address): Promise<boolean>;
  /** The next datagram, or null once the socket is closed. */
  receive(): Promise<Datagram | null>;
  close(): void;
}

/** How to open a socket. */
export interface SocketOptions {
  /** Where to bind; port 0 takes a free one. */
  readonly bind: Address;
  /** The group to be a member of, on the interface with this address. */
  readonly group:
    | { readonly address: string; readonly interface: string; readonly ttl: number }
    | null;
}

/** Longer than any datagram of ours, so that a longer one is seen as such. */
const receiveBytes = 2_048;

/**
 * Opens a UDP socket. A socket bound to an interface's address sends multicast there; its
 * membership sets TTL and loopback (bidders may run on the house's own machine). A socket bound to
 * the group's address receives that group alone.
 * Faults: `port_taken`, `no_such_address`, `bad_config` for a group that is none.
 */
export async function openDatagramSocket(options: SocketOptions): Promise<DatagramSocket> {
  const { bind, group } = options;
  const socket = listen(bind, group !== null && bind.hostname === group.address);
  if (group !== null) {
    try {
      const membership = await socket.joinMulticastV4(group.address, group.interface);
      await membership.setTTL(group.ttl);
      await membership.setLoopback(true);
    } catch (cause) {
      socket.close();
      throw new Fault(
        "no_such_address",
        `Joining the group failed: "${group.address}" on interface "${group.interface}"`,
        { cause },
      );
    }
  }
  return wrap(socket);
}

function listen(bind: Address, reuseAddress: boolean): Deno.DatagramConn {
  try {
    return Deno.listenDatagram({ ...bind, transport: "udp", reuseAddress, loopback: true });
  } catch (cause) {
    throw listenFault(cause, { ...bind, kind: "UDP" });
  }
}

function wrap(socket: Deno.DatagramConn): DatagramSocket {
  const { hostname, port } = socket.addr as Deno.NetAddr;
  const buffer = new Uint8Array(receiveBytes);
  let closed = false;
  return {
    address: { hostname, port },
    async send(bytes, to) {
      try {
        await socket.send(bytes, { ...to, transport: "udp" });
        return true;
      } catch (error) {
        // Not ours to send to at all: a mistake in the permissions, which nobody must overlook.
        if (error instanceof Deno.errors.NotCapable) throw error;
        return false; // No route, a firewall, a closed port: loss, like any other on the way.
      }
    },
    async receive() {
      while (!closed) {
        try {
          const [bytes, from] = await socket.receive(buffer);
          const { hostname, port } = from as Deno.NetAddr;
          return { bytes, from: { hostname, port } };
        } catch (error) {
          // An ICMP answer to an earlier send surfaces here and says nothing about this socket.
          if (!(error instanceof Deno.errors.ConnectionRefused)) {
            if (closed) break;
            throw error;
          }
        }
      }
      return null;
    },
    close() {
      if (closed) return;
      closed = true;
      socket.close();
    },
  };
}
