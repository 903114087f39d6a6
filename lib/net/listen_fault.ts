// Why a port could not be opened, as a fault.

import { Fault } from "../base/fault.ts";
import type { Address } from "./address.ts";

/** The fault of a failed listen: `port_taken`, `no_such_address`, or the system's own error. */
export function listenFault(
  cause: unknown,
  { kind, hostname, port }: Address & { readonly kind: "TCP" | "UDP" },
): unknown {
  if (cause instanceof Deno.errors.AddrInUse) {
    return new Fault("port_taken", `Opening ${kind} port failed: ${port} is taken`, { cause });
  }
  if (cause instanceof Deno.errors.AddrNotAvailable) {
    return new Fault(
      "no_such_address",
      `Opening ${kind} port failed: this machine has no address "${hostname}"`,
      { cause },
    );
  }
  return cause;
}
