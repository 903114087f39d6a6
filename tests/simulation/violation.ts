// What a checker says when something that must always be true is not.

/** The names of what can be found broken, beside the invariants of the rules. */
export type Broken =
  | "rules"
  | "record_forgot"
  | "record_replays_differently"
  | "bid_of_nobody"
  | "bid_answered_twice"
  | "told_before_committed"
  | "shown_but_not_recorded"
  | "shown_out_of_order"
  | "receipt_without_its_row"
  | "checkpoint_without_its_row"
  | "two_verdicts"
  | "equivocation"
  | "wake_in_the_past"
  | "not_converged"
  | "views_differ"
  | "clock_estimate"
  | "nonce_reused"
  | "epoch_reused"
  | "rekeyed_too_often"
  | "old_key_in_use"
  | "evicted_reads_on"
  | "left_behind";

/** Something that must always be true is not. */
export class Violation extends Error {
  readonly broken: Broken;

  constructor(broken: Broken, text: string) {
    super(`${broken}: ${text}`);
    this.name = "Violation";
    this.broken = broken;
  }
}
