// What every worker and its parent say to each other beside their work.

import { asFault, Fault, type FaultCode } from "../base/fault.ts";

/** A fault in the form that survives postMessage. */
export interface FaultNotice {
  readonly code: FaultCode;
  readonly message: string;
  readonly hint: string | null;
}

/** From a worker to its parent. */
export type LifeNotice =
  /** Still turning: every ALIVE_MS. */
  | { readonly type: "alive" }
  | { readonly type: "stopped" }
  | { readonly type: "failed"; readonly fault: FaultNotice };

/** How often a worker says that it lives. */
export const ALIVE_MS = 1_000;
/** A worker silent for so long has failed: the house prefers to stop. */
export const DEAD_AFTER_MS = 15_000;
/** How long a worker may take to start or to stop. */
export const LIFE_TIMEOUT_MS = 15_000;

/** The notice of `error`, without a stack: a stack is for whoever debugs, not for the wire. */
export function faultNotice(error: unknown): FaultNotice {
  const { code, message, hint } = asFault(error);
  return { code, message, hint };
}

/** The fault of a notice. */
export function faultOf({ code, message, hint }: FaultNotice): Fault {
  return new Fault(code, message, hint === null ? {} : { hint });
}
