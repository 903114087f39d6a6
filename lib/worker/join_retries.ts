// When a bidder's link asks the house again after a join that failed, and when it gives up.

import type { Fault } from "../base/fault.ts";
import { JoinRefused } from "./bidder_join.ts";
import { isFinal } from "./link_fault.ts";

/** Protocol errors in a row before the link gives up: one may be a bit flipped on the way. */
const brokenMax = 3;
const retryFirstMs = 250;
const retryLastMs = 5_000;
/** How often the house is asked whether a person has let this key in. */
const approvalMs = 5_000;

/** Counts the failures in a row of one link. */
export class JoinRetries {
  readonly #waitsForApproval: boolean;
  #waitMs = retryFirstMs;
  #broken = 0;

  /** `waitsForApproval`: a house that does not know the key may yet let it in. */
  constructor(waitsForApproval: boolean) {
    this.#waitsForApproval = waitsForApproval;
  }

  /** A join has succeeded: the next failure is a first one. */
  joined(): void {
    this.#waitMs = retryFirstMs;
    this.#broken = 0;
  }

  /** How long to wait after `fault`, in milliseconds; null: trying again does not mend it. */
  waitAfter(fault: Fault): number | null {
    if (this.awaitsApproval(fault)) return approvalMs;
    this.#broken = fault.code === "bad_protocol" ? this.#broken + 1 : 0;
    if (isFinal(fault.code) || this.#broken >= brokenMax) return null;
    const waitMs = this.#waitMs;
    this.#waitMs = Math.min(waitMs * 2, retryLastMs);
    return waitMs;
  }

  /** Whether `fault` says that the house does not know this key, and that is to be waited out. */
  awaitsApproval(fault: Fault): boolean {
    return this.#waitsForApproval && fault instanceof JoinRefused &&
      fault.reason === "not_registered";
  }
}
