// The admin app on its loopback address.

import type { AdminApp } from "../admin/admin_app.ts";
import { Fault } from "../base/fault.ts";

/** A listening admin app. */
export interface AdminServer {
  readonly port: number;
  /** Ends the event streams, then the server. */
  stop(): Promise<void>;
}

/** Serves the app on 127.0.0.1; port 0 takes a free one. Fault: `port_taken`. */
export function serveAdmin(admin: AdminApp, port: number): AdminServer {
  try {
    const server = Deno.serve(
      { hostname: "127.0.0.1", port, onListen: () => {} }, // The program itself says where.
      (request) => admin.app.fetch(request),
    );
    return {
      port: server.addr.port,
      async stop() {
        admin.close();
        await server.shutdown();
      },
    };
  } catch (cause) {
    if (!(cause instanceof Deno.errors.AddrInUse)) throw cause;
    throw new Fault("port_taken", `Opening the admin port failed: ${port} is taken`, {
      hint: "Stop the other house, or choose another port with --admin-port.",
      cause,
    });
  }
}
