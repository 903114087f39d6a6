// The checks of an audit: whatever it no longer looked at could be changed unseen.

import type { CheckedFile } from "./check.ts";

const ledgerTest = "tests/audit/ledger_audit_test.ts";
const ownTest = "tests/audit/own_record_audit_test.ts";
const publishedTest = "tests/audit/published_record_test.ts";

/** The checks of the audit. */
export const auditChecks: readonly CheckedFile[] = [
  {
    file: "lib/audit/bid_checks.ts",
    caughtBy: [ledgerTest],
    checks: [
      {
        without: "BidChecks.flaw() takes a bid that its paddle did not sign",
        search: `if (isOwner(signedBytes("bid", this.#house, bytes), signature)) return null;`,
        replace:
          `if (signedBytes("bid", this.#house, bytes).length > signature.length) return null;`,
      },
      {
        without: "BidChecks.flaw() takes a bid of another sale",
        search: `if (bid.sale !== this.#parts.sale) {`,
        replace: `if (bid.sale.length !== this.#parts.sale.length) {`,
      },
      {
        without: "BidChecks.flaw() takes a bid a second time",
        search: `if (this.#found.has(name)) {`,
        replace: `if (this.#found.has(name) && name === "") {`,
      },
      {
        without: "BidChecks.flaw() takes a bid without a receipt",
        search:
          `if (answer === null || answer.seq !== seq) return wrong("the bid has no receipt");`,
        replace: `if (answer === null || answer.seq !== seq) return null;`,
      },
      {
        without: "BidChecks.flaw() takes a receipt that is kept for another bid",
        search: `if (answer.paddle !== paddle || answer.bidId.toHex() !== bid.bidId) {`,
        replace: `if (answer.bidId.toHex() !== bid.bidId && paddle === "") {`,
      },
      {
        without: "BidChecks.flaw() takes another digest",
        search: `if (!equalBytes(answer.digest, sha256(bytes))) return`,
        replace: `if (answer.digest.length !== sha256(bytes).length) return`,
      },
      {
        without: "BidChecks.flaw() takes a receipt that the rules did not give",
        search: `if (receipt === null || !equalBytes(body, receipt)) {`,
        replace: `if (receipt === null || body.length === 0) {`,
      },
      {
        without: "BidChecks.flaw() takes a receipt that the house did not sign",
        search: `return isSigned ? null : wrong("the receipt is not signed by the house");`,
        replace: `return isSigned ? null : null;`,
      },
      {
        without: "BidChecks.flaw() takes a receipt of no bid",
        search: `if (this.#answer === null || this.#answer.seq > seq) return null;`,
        replace: `if (this.#answer === null || this.#answer.seq > 0) return null;`,
      },
      {
        without: "BidChecks.flaw() admits a paddle without keys",
        search: `if (owner === null) return { code: "bid_key", seq, detail };`,
        replace:
          `if (owner === null) return detail === "" ? { code: "bid_key", seq, detail } : null;`,
      },
      {
        without: "BidChecks.end() takes a receipt behind the last event",
        search: `if (this.#answer === null) return null;\n    const detail`,
        replace: `if (this.#answer === null || lastSeq > 0) return null;\n    const detail`,
      },
    ],
  },
  {
    file: "lib/audit/ledger_audit.ts",
    caughtBy: [ledgerTest],
    checks: [
      {
        without: "auditLedger() does not run the rules again",
        search: `if (flaw !== null) return flaw;\n    const named`,
        replace: `if (flaw !== null && row.seq === 0) return flaw;\n    const named`,
      },
      {
        without: "auditLedger() does not look at the signed batches",
        search: `batchFlaw(placed, { isHouse: this.#isHouse, sale }),`,
        replace:
          `placed.rows.length > 0 ? null : batchFlaw(placed, { isHouse: this.#isHouse, sale }),`,
      },
      {
        without: "auditLedger() takes a record whose last decision is not whole",
        search:
          `if (flaw !== null) return { code: "row_missing", seq: this.#seq + 1, detail: flaw };`,
        replace:
          `if (flaw === "") return { code: "row_missing", seq: this.#seq + 1, detail: flaw };`,
      },
    ],
  },
  {
    file: "lib/audit/house_key.ts",
    caughtBy: [ledgerTest, publishedTest],
    checks: [
      {
        without: "houseKeyFinding() takes any house",
        search: `if (wanted === null || wanted === found) return null;`,
        replace: `if (wanted !== "" || wanted === found) return null;`,
      },
    ],
  },
  {
    file: "lib/audit/known_head.ts",
    caughtBy: [ledgerTest, ownTest],
    checks: [
      {
        without: "headFlaw() does not compare hashes",
        search: `} else if (!equalBytes(hash, head.hash) && head.seq`,
        replace: `} else if (!equalBytes(hash, hash) && head.seq`,
      },
      {
        without: "headFlaw() does not see that the record ends before",
        search: `if (head.seq > (beyond?.seq ?? record.seq)) beyond = head;`,
        replace: `if (head.seq < (beyond?.seq ?? 0)) beyond = head;`,
      },
    ],
  },
  {
    file: "lib/audit/signed_history.ts",
    caughtBy: [publishedTest],
    checks: [
      {
        without: "SignedHistory.add() believes a batch that the house did not sign",
        search: `if (!isHouse(signedBytes("batch", message.body), message.signature)) {`,
        replace: `if (isHouse(signedBytes("batch", message.body), message.body)) {`,
      },
      {
        without: "SignedHistory.add() takes a batch of another sale",
        search: `if (sale !== this.sale) return {`,
        replace: `if (sale === "") return {`,
      },
      {
        without: "SignedHistory.add() jumps over missing events",
        search: `if (firstSeq > seq) {`,
        replace: `if (firstSeq > seq + 4096) {`,
      },
      {
        without: "SignedHistory.add() takes a batch twice",
        search: `if (firstSeq < seq) {`,
        replace: `if (firstSeq < 1) {`,
      },
      {
        without: "SignedHistory.add() does not compare the chain",
        search: `if (equalBytes(prevHash, head)) return null;`,
        replace: `if (equalBytes(prevHash, prevHash)) return null;`,
      },
    ],
  },
  {
    file: "lib/audit/statement.ts",
    caughtBy: [ownTest],
    checks: [
      {
        without: "readStatement() believes what the house did not sign",
        search:
          `if (content === null || !isHouse(signedBytes(kind, body), signature)) return null;`,
        replace:
          `if (content === null || signedBytes(kind, body).length < signature.length || !isHouse) return null;`,
      },
    ],
  },
  {
    file: "lib/audit/statement.ts",
    caughtBy: [ownTest],
    checks: [
      {
        without: "areTwoAnswers() takes one answer for two",
        search: `a.answers === b.answers && !equalBytes(bodyOf(a), bodyOf(b));`,
        replace: `a.answers === b.answers && bodyOf(a).length > 0;`,
      },
      {
        without: "readStatement() takes a conflict for an answer",
        search: `receipt.verdict === "conflict" ? null :`,
        replace: `receipt.seq === 0 ? null :`,
      },
    ],
  },
  {
    file: "lib/audit/own_record_audit.ts",
    caughtBy: [ownTest],
    checks: [
      {
        without: "auditOwnRecord() does not see a bid that was left out",
        search: `    if (paddle === null) {`,
        replace: `    if (paddle === "") {`,
        and: { search: `paddles.add(paddle);`, replace: `paddles.add(paddle ?? "");` },
      },
      {
        without: "auditOwnRecord() calls a record cut that broke off elsewhere",
        search: `if (flaw === null || (flaw.code === "head" && !isWhole)) return null;`,
        replace: `if (flaw === null || (isWhole && !isWhole)) return null;`,
      },
    ],
  },
  {
    file: "lib/audit/evidence.ts",
    caughtBy: [ownTest],
    checks: [
      {
        without: "checkEvidence() takes evidence against another house",
        search: `if (house !== null && house !== print) return`,
        replace: `if (house !== null && house === "") return`,
      },
      {
        without: "checkEvidence() takes an omission that the record shows",
        search: `lastSeqOf(other) <= endsAt) return null;`,
        replace: `lastSeqOf(other) < 0) return null;`,
      },
      {
        without: "checkEvidence() takes a claim about a receipt without a receipt",
        search: `if (isReceipt !== (document.claim === "broken_receipt")) return null;`,
        replace: `if (isReceipt && document.claim === "two_histories") return null;`,
      },
    ],
  },
];
