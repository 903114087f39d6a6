// The checks of the desk: one answer to a bid for ever, time that never runs back, a record that is
// the one that was written.

import type { CheckedFile } from "./check.ts";

const restoreTest = "tests/session/desk_restore_test.ts";

/** The checks of the desk. */
export const deskChecks: readonly CheckedFile[] = [
  {
    file: "lib/session/desk.ts",
    caughtBy: ["tests/session/desk_test.ts"],
    checks: [
      {
        without: "Desk.take() sells by the hammer what nobody saw",
        search: `seen !== undefined && hasMoved(this.#sale.view, seen)`,
        replace: `seen !== undefined && false`,
      },
      {
        without: "Desk.take() decides a bid anew that it has answered before",
        search: `work.bids.get(key) ?? this.#parts.storedBid(input.paddle, bidId);`,
        replace: `work.bids.get(key) ?? null;`,
      },
      {
        without: "Desk.take() decides a bid anew that it has answered in this round",
        search: `work.bids.get(key) ?? this.#parts.storedBid(input.paddle, bidId);`,
        replace: `this.#parts.storedBid(input.paddle, bidId);`,
      },
      {
        without: "Desk.take() answers other bytes under a bid's id as the first",
        search: `const same = equalBytes(known.digest, digest);`,
        replace: `const same = known.digest.length === digest.length;`,
      },
      {
        without: "Desk.take() takes the bid ids of two paddles for one",
        search: "const key = `${bid.bidId} ${input.paddle}`;",
        replace: "const key = `${bid.bidId}`;",
      },
      {
        without: "Desk.take() ends no lot before a bid that came at its end",
        search: `if (keepsTime || deadline === null || at < deadline) return;`,
        replace: `if (keepsTime || deadline === null || at >= 0) return;`,
      },
      {
        without: "Desk.take() ends lots before it gives them back the time of an outage",
        search: `(input.command.type === "Tick" || input.command.type === "ReturnLostTime")`,
        replace: `input.command.type === "Tick"`,
      },
      {
        without: "Desk.take() lets a bid turn time back",
        search: `const at = Math.max(input.at, this.#lastAt);`,
        replace: `const at = input.at;`,
      },
      {
        without: "Desk.take() lets a command turn time back",
        search: `at: Math.max(command.at, this.#lastAt)`,
        replace: `at: command.at`,
      },
      {
        without: "Desk.take() lets its own clock turn time back",
        search: `const at = Math.max(now, this.#lastAt);`,
        replace: `const at = now;`,
      },
      {
        without: "Desk.take() says of every past that a bidder names that it agrees",
        search: `seen !== undefined && equalBytes(seen, bid.seenHash)`,
        replace: `seen !== undefined`,
      },
      {
        without: "Desk.take() says of a past beyond the record that it agrees",
        search: `seen !== undefined && equalBytes(seen, bid.seenHash)`,
        replace: `seen === undefined || equalBytes(seen, bid.seenHash)`,
      },
      {
        without: "Desk.take() records a command that cannot be read back",
        search: `assert(readable, `,
        replace: `assert(readable || true, `,
      },
      {
        without: "Desk.restore() takes a decision that lacks an event",
        search: `if (this.#owed.length > 0) return "the decision before lacks an event";`,
        replace: ``,
        caughtBy: [restoreTest],
      },
      {
        without: "Desk.restore() takes an event at another place",
        search: "if (owed.seq !== row.seq) return `its place is ${owed.seq}`;",
        replace: "",
        caughtBy: [restoreTest],
      },
      {
        without: "Desk.restore() takes an event of another time",
        search: `if (owed.at !== row.at) return "its time is not the event's";`,
        replace: ``,
        caughtBy: [restoreTest],
      },
      {
        without: "Desk.restore() takes another event",
        search: `if (!equalBytes(owed.event, row.event)) return "the rules give another event";`,
        replace: ``,
        caughtBy: [restoreTest],
      },
      {
        without: "Desk.restore() takes another hash",
        search: `return equalBytes(owed.hash, row.hash) ? null : "its hash is not the chain's";`,
        replace: `return null;`,
        caughtBy: [restoreTest],
      },
      {
        without: "Desk.restore() takes commands whose time runs backwards",
        search: `if (recorded.command.at < this.#lastAt) return "time runs backwards";`,
        replace: ``,
        caughtBy: [restoreTest],
      },
      {
        without: "Desk.restored() takes a last decision that is not whole",
        search: `return this.#owed.length > 0 ? "the last decision lacks an event" : null;`,
        replace: `return this.#owed.length < 0 ? "the last decision lacks an event" : null;`,
        caughtBy: [restoreTest],
      },
    ],
  },
];
