// The bidder's page on its loopback address.

import { Fault } from "../base/fault.ts";
import type { PageHandler, PageServer } from "../bidder/page_face.ts";

/** Serves `handle` on 127.0.0.1; port 0 takes a free one. Fault: `port_taken`. */
export function servePage(handle: PageHandler, port: number): PageServer {
  try {
    const server = Deno.serve(
      { hostname: "127.0.0.1", port, onListen: () => {} }, // The face itself says where.
      handle,
    );
    return { port: server.addr.port, stop: () => server.shutdown() };
  } catch (cause) {
    if (!(cause instanceof Deno.errors.AddrInUse)) throw cause;
    throw new Fault("port_taken", `Opening the port of the page failed: ${port} is taken`, {
      hint: "Stop the other program, or choose another port with --page-port.",
      cause,
    });
  }
}
