// The checks of a bidder's side of a join and of the link around it: the house is the one that was
// pinned, and it tells one history.

import type { CheckedFile } from "./check.ts";

const joinAttacks = "tests/worker/join_attack_test.ts";
const bidderJoins = "tests/worker/bidder_join_test.ts";
const linkTest = "tests/worker/bidder_link_test.ts";
const linkBounds = "tests/worker/bidder_link_bounds_test.ts";

/** The checks of a bidder's link. */
export const linkChecks: readonly CheckedFile[] = [
  {
    file: "lib/worker/bidder_join.ts",
    caughtBy: [bidderJoins],
    checks: [
      {
        without: "joinHouse() asks nobody whether this is the house",
        search: `await this.#options.checkHouse(thumbprint(claimed.house));`,
        replace: `thumbprint(claimed.house);`,
        caughtBy: [joinAttacks],
      },
      {
        without: "joinHouse() takes a CHALLENGE that the house has not signed",
        search: `if (payload === null) throw broken("CHALLENGE's signature is wrong");`,
        replace: `if (payload === undefined) throw broken("CHALLENGE's signature is wrong");`,
        caughtBy: [bidderJoins],
      },
      {
        without: "joinHouse() takes a CHALLENGE of another join",
        search: `if (claimed.transcript !== transcript) throw`,
        replace: `if (claimed.transcript === transcript + 0) throw`,
        caughtBy: [bidderJoins],
      },
      {
        without: "joinHouse() takes another frame for CHALLENGE",
        search:
          "if (frame.type !== type) throw broken(`${frame.type} came in the place of ${type}`);",
        replace: "if (frame.type === type + 0) throw broken(`${frame.type}`);",
      },
      {
        without: "joinHouse() takes another frame for WELCOME",
        search: `if (frame.type !== "WELCOME") throw`,
        replace: `if (frame.type === "JOIN") throw`,
      },
      {
        without: "joinHouse() takes a WELCOME that the house has not signed",
        search: `await openJws(jws, { typ: "leilao-welcome", key });`,
        replace: `await openJws(jws, { typ: "leilao-welcome", key }) ?? payloadOf(jws);`,
        caughtBy: [bidderJoins],
      },
      {
        without: "joinHouse() takes a WELCOME of another join",
        search: `if (welcome.transcript !== transcript) throw`,
        replace: `if (welcome.transcript === transcript + 0) throw`,
        caughtBy: [bidderJoins],
      },
      {
        without: "joinHouse() takes a REFUSED of another join",
        search: `if (refused?.transcript !== transcript) return`,
        replace: `if (refused === null || transcript === "") return`,
        caughtBy: [bidderJoins],
      },
      {
        without: "joinHouse() takes a REFUSED that the house has not signed",
        search: `await openJws(jws, { typ: "leilao-refused", key });`,
        replace: `await openJws(jws, { typ: "leilao-refused", key }) ?? payloadOf(jws);`,
        caughtBy: [bidderJoins],
      },
      {
        without: "joinHouse() opens a WELCOME sealed by another cipher",
        search: `contentEncryptionAlgorithms: ["A256GCM"],`,
        replace: `contentEncryptionAlgorithms: ["A256GCM", "A128GCM"],`,
      },
      {
        without: "joinHouse() takes a catch-up that does not open",
        search: `await openSealed(key, { counter, aad: noHeader, sealed: frame.body });`,
        replace:
          `await openSealed(key, { counter, aad: noHeader, sealed: frame.body }) ?? frame.body;`,
      },
      {
        without: "joinHouse() takes another frame for CATCHUP",
        search: `frame.type === "CATCHUP" ? decodeCatchup(opened) : null`,
        replace: `frame.type !== "JOIN" ? decodeCatchup(opened) : null`,
      },
    ],
  },
  {
    file: "lib/worker/link_fault.ts",
    caughtBy: ["tests/worker/link_fault_test.ts"],
    checks: [
      {
        without: "refuseOtherPast() takes another past",
        search: `if (known !== null && known.toHex() !== hash) throw twoHistories(last);`,
        replace: `if (known !== null && hash === "") throw twoHistories(last);`,
      },
      {
        without: "refuseOtherPast() takes a record that became shorter",
        search: `if (last < held.seq && isNewRun) throw twoHistories(held.seq);`,
        replace: `if (last < 0 && isNewRun) throw twoHistories(held.seq);`,
      },
      {
        without: "refuseOtherPast() refuses a session's own past that is behind",
        search: `last < held.seq && isNewRun`,
        replace: `last < held.seq && isNewRun !== undefined`,
      },
    ],
  },
  {
    file: "lib/worker/join_retries.ts",
    caughtBy: [linkBounds],
    checks: [
      {
        without:
          "JoinRetries.waitAfter() tries for ever where the other side speaks another protocol",
        search: ` || this.#broken >= brokenMax`,
        replace: ` || this.#broken >= brokenMax * 64`,
      },
      {
        without: "JoinRetries.waitAfter() tries again where the house is another one",
        search: `isFinal(fault.code) || `,
        replace: `!isFinal(fault.code) && `,
      },
      {
        without: "JoinRetries.waitAfter() gives up where a person may yet let the key in",
        search: `if (this.awaitsApproval(fault)) return approvalMs;`,
        replace: ``,
        caughtBy: ["tests/worker/approval_test.ts"],
      },
      {
        without: "JoinRetries.awaitsApproval() waits for who was suspended",
        search: ` &&\n      fault.reason === "not_registered"`,
        replace: ``,
        caughtBy: ["tests/worker/approval_test.ts"],
      },
    ],
  },
  {
    file: "lib/worker/bidder_link.ts",
    caughtBy: [linkTest],
    checks: [
      {
        without: "BidderLink signs a bid while its view is stale",
        search: `if (this.#state !== "live") return refusedTicket(wish, "stale_view");`,
        replace: ``,
        caughtBy: [linkBounds],
      },
      {
        without: "BidderLink signs any number of bids",
        search: `if (!this.#bids.hasRoom()) return refusedTicket(wish, "too_many");`,
        replace: ``,
      },
      {
        without: "BidderLink never asks whether the house shows another past",
        search: `refuseOtherPast(record, {`,
        replace: `void refuseOtherPast;\n    void ({`,
        caughtBy: [linkBounds],
      },
      {
        without: "BidderLink takes every session for the one of before",
        search: `isNewRun: welcome.session !== this.#session?.welcome.session,`,
        replace: `isNewRun: welcome.session === "",`,
        caughtBy: [linkBounds],
      },
      {
        without: "BidderLink takes a catch-up that begins before what it holds",
        search: `first !== null && first.firstSeq <= held`,
        replace: `first !== null && first.firstSeq < 0`,
        caughtBy: [linkBounds],
      },
      {
        without: "BidderLink goes on where the house does not know what it saw",
        search: `if (!receipt.seenAgrees) return this.#end(twoHistories(receipt.seq));`,
        replace: ``,
      },
      {
        without: "BidderLink goes on where a receipt or a checkpoint names another event",
        search: `if (broken !== null) this.#contradicted(broken);`,
        replace: `if (broken !== null) return;`,
      },
      {
        without: "BidderLink keeps a checkpoint of another sale with its own",
        search: `if (notice.sale === this.#record?.sale) this.#record.keepCheckpoint(notice);`,
        replace: `this.#record?.keepCheckpoint(notice);`,
        caughtBy: ["tests/worker/checkpoint_attack_test.ts"],
      },
    ],
  },
  {
    file: "lib/worker/bidder_record.ts",
    caughtBy: ["tests/worker/bidder_record_test.ts"],
    checks: [
      {
        without: "BidderRecord.restore() takes batches with a hole between them",
        search: `batch?.firstSeq === this.seq + 1 && equalBytes(`,
        replace: `batch !== null && equalBytes(`,
      },
      {
        without: "BidderRecord.restore() takes a batch with another past",
        search: ` && equalBytes(batch.prevHash, this.head);`,
        replace: ` && !equalBytes(batch.prevHash.subarray(1), this.head);`,
      },
      {
        without: "BidderRecord.take() folds an event in twice",
        search: `events.filter(({ seq }) => seq > this.seq)`,
        replace: `events.filter(({ seq }) => seq > 0)`,
      },
    ],
  },
];
