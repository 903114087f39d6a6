// The house's checkpoints in a backup: which are taken, and that those that do not fit are refused.

import { assert, assertEquals } from "@std/assert";
import { toUtf8 } from "../../lib/base/bytes.ts";
import { checkBackup } from "../../lib/command/backup_folder.ts";
import { decodeNotes, encodeNote, encodeNotes } from "../../lib/wire/checkpoint_note.ts";
import { AuditStage } from "../audit/_audit_stage.ts";
import { codeOf } from "../secure/_folder.ts";
import {
  changeLedger,
  changeManifest,
  changeNotes,
  changeRecord,
  lastSeqIn,
  names,
  onStage,
} from "./_backup_changes.ts";

Deno.test("makeBackup() takes only the checkpoints that the copied record has", async () => {
  await onStage(async (stage) => {
    const list = decodeNotes(await Deno.readFile(stage.notes));
    assert(list.ok);
    const [early, late] = [list.notes.at(0), list.notes.at(-1)];
    assert(early !== undefined && late !== undefined);
    assert(early.checkpoint.seq < late.checkpoint.seq);
    // A copy of the running house, which has gone on and signed: its record ends at the early one.
    const { seq } = early.checkpoint;
    changeRecord(
      stage.ledger,
      `DELETE FROM batch WHERE first_seq > ${seq}; DELETE FROM entry WHERE seq > ${seq}`,
    );
    // The house is writing a note just now.
    const torn = toUtf8(encodeNote(late)).subarray(0, 100);
    await Deno.writeFile(stage.notes, torn, { append: true });
    const { folder, manifest } = await stage.backUp();
    assertEquals(manifest.seq, seq);
    const taken = decodeNotes(await Deno.readFile(`${folder}/checkpoints.txt`));
    assertEquals(taken.ok && taken.notes, [early]);
    await checkBackup(folder);
  });
});

Deno.test("makeBackup() refuses checkpoints that are not of the record beside them", async () => {
  await onStage(async (stage) => {
    const before = await Deno.readFile(stage.notes);
    const other = encodeNote(new AuditStage().open().note());
    for (const text of [encodeNotes([other]), toUtf8("milk\n".repeat(7))]) {
      await Deno.writeFile(stage.notes, text);
      assertEquals(await codeOf(stage.backUp()), "bad_file");
      assertEquals(await names(`${stage.path}/out`), []);
    }
    // None yet is no flaw: the house keeps its first one with its first event.
    await Deno.remove(stage.notes);
    const { manifest, folder } = await stage.backUp();
    assertEquals(manifest.files.some(({ path }) => path === "checkpoints.txt"), false);
    await Deno.writeFile(stage.notes, before);
    await checkBackup(folder);
  });
});

/** What may have become of the checkpoints, where every digest is right. */
const CHANGES: readonly {
  readonly name: string;
  readonly change: (folder: string) => unknown;
}[] = [
  {
    name: "a_record_cut_before_a_checkpoint_and_all_digests",
    change: async (f) => {
      await changeLedger(
        f,
        `DELETE FROM batch WHERE first_seq = (SELECT max(first_seq) FROM batch);
         DELETE FROM entry WHERE seq > (SELECT max(first_seq + count - 1) FROM batch);
         DELETE FROM bid WHERE seq > (SELECT max(seq) FROM entry)`,
      );
      await changeManifest(f, (manifest) => Object.assign(manifest, { seq: lastSeqIn(f) }));
    },
  },
  {
    name: "a_checkpoint_of_another_house_and_its_digest",
    change: (f) => changeNotes(f, encodeNote(new AuditStage().open().note())),
  },
  {
    name: "a_checkpoint_that_cannot_be_read_and_its_digest",
    change: (f) => changeNotes(f, "a shopping list\n".repeat(8)),
  },
  {
    name: "a_file_of_no_checkpoint_and_its_digest",
    change: (f) => changeNotes(f, ""),
  },
  {
    name: "checkpoints_that_the_manifest_does_not_name",
    change: (f) =>
      changeManifest(f, ({ files }) => {
        files.splice(files.findIndex(({ path }) => path === "checkpoints.txt"), 1);
      }),
  },
];

for (const { name, change } of CHANGES) {
  Deno.test(`checkBackup() refuses ${name}`, async () => {
    await onStage(async (stage) => {
      const { folder } = await stage.backUp();
      await change(folder);
      assertEquals(await codeOf(checkBackup(folder)), "bad_file");
    });
  });
}
