// Notices that the house does not answer although the group is heard: the session may be over and
// the word of it lost. Pure: it is told the time.

import { UNANSWERED_MS } from "./session_limits.ts";

/** Watches over what was asked and not answered yet. */
export class AnswerWatch {
  #askedAt: number | null = null;

  /** Something was sent that is to be answered. True where the house has owed one for too long. */
  asked(now: number): boolean {
    this.#askedAt ??= now;
    if (now - this.#askedAt < UNANSWERED_MS) return false;
    this.#askedAt = null;
    return true;
  }

  /** The house answered, or a new session begins. */
  answered(): void {
    this.#askedAt = null;
  }
}
