// The checks of checkpoints: what a bidder believes of them, what it holds against the house, and
// what the house holds against its own record.

import type { CheckedFile } from "./check.ts";

const vectors = "tests/vectors_test.ts";
const noteTest = "tests/wire/checkpoint_note_test.ts";
const receiverTest = "tests/session/feed_receiver_checkpoint_test.ts";
const fileTest = "tests/ledger/checkpoint_file_test.ts";
const deskTest = "tests/worker/desk_checkpoints_test.ts";

/** The checks of checkpoints. */
export const checkpointChecks: readonly CheckedFile[] = [
  {
    file: "lib/wire/checkpoint_note.ts",
    caughtBy: [vectors, noteTest],
    checks: [
      {
        without: "decodeCheckpoint() reads a second spelling",
        search: `return isSafe && isSame ? checkpoint : null;`,
        replace: `return isSafe && (isSame || true) ? checkpoint : null;`,
      },
      {
        without: "decodeCheckpoint() reads a number past 2^53 - 1",
        search: `return isSafe && isSame ? checkpoint : null;`,
        replace: `return (isSafe || true) && isSame ? checkpoint : null;`,
      },
      {
        without: "decodeNote() reads a signature with a stray bit",
        search: `encodeNote(found) === note ? found : null`,
        replace: `encodeNote(found).length === note.length ? found : null`,
      },
      {
        without: "decodeNotes() passes over a note that is none",
        search: `if (note === null) return { ok: false, badNote: notes.length + 1 };`,
        replace: `if (note === null) break;`,
      },
      {
        without: "checkpointIn() reads a message of another kind",
        search: `message?.kind === "checkpoint" ? decode`,
        replace: `message !== null ? decode`,
      },
    ],
  },
  {
    file: "lib/ledger/note_flaw.ts",
    caughtBy: [vectors],
    checks: [
      {
        without: "noteFlawOf() takes a note that names another house",
        search: `if (name !== key.name) return "it is another house's";`,
        replace: `if (name === "") return "it is another house's";`,
      },
      {
        without: "noteFlawOf() takes a note that names another key",
        search: `if (!equalBytes(keyId, key.keyId)) return "it names another key";`,
        replace: `if (equalBytes(keyId, text)) return "it names another key";`,
      },
      {
        without: "noteFlawOf() takes a note that the house has not signed",
        search: `isHouse(signedBytes("checkpoint", text), signature) ? null`,
        replace: `isHouse(signedBytes("checkpoint", text), signature) || true ? null`,
      },
    ],
  },
  {
    file: "lib/worker/bidder_inbox.ts",
    caughtBy: [vectors],
    checks: [
      {
        without: "BidderInbox believes a checkpoint of another sale",
        search: `if (checkpoint.sale !== this.#session.sale) return this.#drop("other_sale");`,
        replace: ``,
      },
      {
        without: "BidderInbox checks the signature of a checkpoint that is old",
        search:
          `if (!this.#options.wantsCheckpoint(checkpoint)) return this.#drop("known_checkpoint");`,
        replace: ``,
      },
      {
        without: "BidderInbox believes a checkpoint that the house has not signed",
        search:
          `if (!await this.#isHouse(message)) return this.#drop("signature");\n    return { type: "checkpoint"`,
        replace: `await this.#isHouse(message);\n    return { type: "checkpoint"`,
      },
    ],
  },
  {
    file: "lib/session/feed_receiver.ts",
    caughtBy: [receiverTest],
    checks: [
      {
        without: "FeedReceiver takes an old checkpoint",
        search: `if (newest === null || seq > newest.seq) return true;`,
        replace: `if (newest === null || seq !== newest.seq) return true;`,
      },
      {
        without: "FeedReceiver passes over another hash at the newest checkpoint's place",
        search: `return seq === newest.seq && !equalBytes(hash, newest.hash);`,
        replace: `return seq === newest.seq && hash.length !== newest.hash.length;`,
      },
      {
        without: "FeedReceiver takes the newest checkpoint once more",
        search: `return seq === newest.seq && !equalBytes(hash, newest.hash);`,
        replace: `return seq === newest.seq && hash.length > 0;`,
      },
      {
        without: "FeedReceiver.checkpoint() does not compare it with the head",
        search: `const here = seq === this.#nextSeq - 1 && !equalBytes(hash, this.#head);`,
        replace: `const here = seq === -1;`,
      },
      {
        without: "FeedReceiver.checkpoint() takes what contradicts the newest one for a newer one",
        search: `if (here || seq === this.#checkpoint?.seq) return`,
        replace: `if (here) return`,
      },
      {
        without: "FeedReceiver.batch() forgets what a checkpoint said of its events",
        search: `if (noted !== null && !equalBytes(noted.hash, hash))`,
        replace: `if (noted !== null && noted.hash.length === 0)`,
      },
    ],
  },
  {
    file: "lib/worker/promised_hashes.ts",
    caughtBy: ["tests/worker/promised_hashes_test.ts"],
    checks: [
      {
        without: "PromisedHashes.broken() takes every hash for the promised one",
        search: `!equalBytes(record.hashAt(seq) ?? hash, hash)`,
        replace: `!equalBytes(record.hashAt(seq) ?? hash, record.hashAt(seq) ?? hash)`,
      },
      {
        without: "PromisedHashes.broken() forgets a promise whose event has not come yet",
        search: `this.#open = this.#open.filter(({ seq }) => !reached(seq));`,
        replace: `this.#open = [];`,
      },
    ],
  },
  {
    file: "lib/worker/told_house.ts",
    caughtBy: ["tests/worker/session_end_test.ts"],
    checks: [
      {
        without: "ToldHouse tells of the end of the sale before its last event",
        search: ` || (state === "ended" && !isWhole)`,
        replace: ` || (state === "ended" && isWhole === null)`,
      },
    ],
  },
  {
    file: "lib/worker/bidder_record.ts",
    caughtBy: ["tests/worker/bidder_record_test.ts"],
    checks: [
      {
        without: "BidderRecord.restore() forgets the checkpoints of an earlier run",
        search: `if (checkpoint !== null) this.#promises.add({`,
        replace: `if (checkpoint?.seq === 0) this.#promises.add({`,
      },
      {
        without: "BidderRecord.keepCheckpoint() holds it against nothing",
        search: `this.#promises.add(checkpoint);`,
        replace: ``,
      },
    ],
  },
  {
    file: "lib/ledger/checkpoint_file.ts",
    caughtBy: [fileTest],
    checks: [
      {
        without: "CheckpointFile.beside() goes on with a file that has a bad note",
        search: `if (!list.ok) throw unreadable(path, list.badNote);`,
        replace:
          `if (!list.ok && list.badNote < 0) throw unreadable(path, list.badNote);\n      if (!list.ok) return new CheckpointFile(path, { file, newest: null, cutBytes: 0 });`,
      },
      {
        without: "CheckpointFile.beside() leaves a torn note before the next one",
        search: `if (cutBytes > 0) Deno.truncateSync(path, list.wholeBytes);`,
        replace: ``,
      },
      {
        without: "CheckpointFile.beside() makes a file that others may read",
        search: `mode: 0o600 }`,
        replace: `mode: 0o644 }`,
      },
    ],
  },
  {
    file: "lib/worker/desk_checkpoints.ts",
    caughtBy: [deskTest],
    checks: [
      {
        without: "DeskCheckpoints goes on over a record that lacks what was signed",
        search: `if (found === null) throw`,
        replace: `if (found === null) return;\n  if (last < 0) throw`,
      },
      {
        without: "DeskCheckpoints goes on over a record that contradicts what was signed",
        search: `if (!equalBytes(found, kept.hash)) throw`,
        replace: `if (!equalBytes(found, found)) throw`,
      },
      {
        without: "newIdentity() begins a record in the place of one that was signed",
        search: `if (log.newest !== null) throw`,
        replace: `if (log.newest?.name === "") throw`,
      },
      {
        without: "DeskCheckpoints goes on with the checkpoint of another sale",
        search: `if (kept.sale !== sale) throw`,
        replace: `if (kept.sale !== kept.sale + sale.slice(32)) throw`,
      },
      {
        without: "DeskCheckpoints believes a kept note that is not the house's",
        search: `if (flaw !== null) throw notOurs(flaw);`,
        replace: `if (flaw === "") throw notOurs(flaw);`,
      },
      {
        without: "DeskCheckpoints tells of a checkpoint before it is on the disk",
        search: `    log.append(note);\n    this.#due.made();`,
        replace:
          `    this.#spread({ message, note });\n    log.append(note);\n    this.#due.made();`,
      },
    ],
  },
];
