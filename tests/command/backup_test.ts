// Backups as folders: what is in one, what is found out about one that was changed, and how it comes
// back into the folders of a house.

import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import { basename } from "@std/path";
import { Fault } from "../../lib/base/fault.ts";
import { checkBackup } from "../../lib/command/backup_folder.ts";
import { restoreBackup } from "../../lib/command/restore_files.ts";
import { digestOf } from "../../lib/secure/file_copy.ts";
import { Ledger } from "../../lib/ledger/ledger.ts";
import { generateSigningJwk } from "../../lib/secure/private_key_set.ts";
import { codeOf, inFolder } from "../secure/_folder.ts";
import { freePort } from "../support/free_port.ts";
import { runTaskIn } from "../support/task_run.ts";
import {
  changeLedger,
  changeManifest,
  changeMeta,
  edit,
  names,
  onStage,
  renewDigest,
} from "./_backup_changes.ts";
import { write } from "./_backup_stage.ts";

/** What a backup of the stage's house holds, with modes. */
const HELD = [
  "600 checkpoints.txt",
  "600 images/0a.png",
  "600 items/1.json",
  "600 items/pot.svg",
  "600 keys/house.private.jwks.json",
  "600 keys/registered/12.jwks.json",
  "600 keys/registered/paddle-40.floor.json",
  "600 ledger.sqlite",
  "600 manifest.json",
];

/** The same in the folders of a house. */
const RESTORED = [
  "600 data/checkpoints.txt",
  "600 data/ledger.sqlite",
  "600 keys/house.private.jwks.json",
  "644 data/images/0a.png",
  "644 items/1.json",
  "644 items/pot.svg",
  "644 keys/registered/12.jwks.json",
  "644 keys/registered/paddle-40.floor.json",
];

Deno.test("makeBackup() takes record, key, registry and lots into a folder for its owner alone", async () => {
  await onStage(async (stage) => {
    const { folder, manifest, leftOut } = await stage.backUp();
    assertEquals(folder, `${stage.path}/out/leilao-backup-${manifest.sale}-${manifest.seq}`);
    assertEquals(await modeOf(folder), 0o700);
    assertEquals(await stage.filesIn(folder.slice(stage.path.length + 1)), HELD);
    assertEquals([(await checkBackup(folder)).manifest, leftOut], [manifest, []]);
    assertEquals(await codeOf(stage.backUp()), "file_exists");
    assertEquals(await names(`${stage.path}/out`), [basename(folder)]);
  });
});

Deno.test("makeBackup() names what it leaves out, and clears away what a killed one left", async () => {
  await onStage(async (stage) => {
    await Deno.symlink("/etc/hostname", `${stage.path}/a/items/link.svg`);
    await Deno.mkdir(`${stage.path}/a/items/old`);
    await write(`${stage.path}/out/.leilao-backup-1.tmp/ledger.sqlite`, "half");
    const { leftOut, folder } = await stage.backUp();
    assertEquals(leftOut.map((path) => basename(path)), ["link.svg", "old"]);
    assertEquals(await names(`${stage.path}/out`), [basename(folder)]);
  });
});

Deno.test("makeBackup() lets another one be that is made at the same time", async () => {
  await onStage(async (stage) => {
    const made = await Promise.allSettled([stage.backUp(), stage.backUp()]);
    const folders = made.flatMap((one) => one.status === "fulfilled" ? [one.value.folder] : []);
    // Both are of the same event: the second finds the first there.
    assertEquals(folders.length, 1);
    for (const one of made) {
      if (one.status === "rejected") assertEquals(one.reason.code, "file_exists");
    }
    await checkBackup(folders[0] ?? "");
    assertEquals(await names(`${stage.path}/out`), [basename(folders[0] ?? "")]);
  });
});

Deno.test("makeBackup() refuses a key that is not the record's, and leaves nothing", async () => {
  await onStage(async (stage) => {
    const path = `${stage.path}/a/keys/house.private.jwks.json`;
    await stage.writeKey(path, await generateSigningJwk());
    assertEquals(await codeOf(stage.backUp()), "ledger_corrupt");
    // A record that says to be another house's, and is signed with this key all the same.
    await stage.writeKey(path, stage.houseKey);
    changeMeta(stage.ledger, "house", "another");
    assertEquals(await codeOf(stage.backUp()), "bad_key");
    assertEquals(await names(`${stage.path}/out`), []);
  });
});

/** What may have become of a backup, and the fault that it is refused with. */
const CHANGES: readonly {
  readonly name: string;
  readonly code: string;
  readonly change: (folder: string) => unknown;
}[] = [
  {
    name: "one_byte_of_a_lot",
    code: "bad_file",
    change: (f) => edit(`${f}/items/1.json`, "1", "2"),
  },
  {
    name: "a_lot_cut_short",
    code: "bad_file",
    change: (f) => Deno.truncate(`${f}/items/1.json`, 3),
  },
  {
    name: "a_file_missing",
    code: "file_unreadable",
    change: (f) => Deno.remove(`${f}/items/1.json`),
  },
  { name: "a_file_more", code: "bad_file", change: (f) => write(`${f}/items/2.json`, "{}") },
  { name: "a_folder_more", code: "bad_file", change: (f) => write(`${f}/more/2.json`, "{}") },
  { name: "no_manifest", code: "not_found", change: (f) => Deno.remove(`${f}/manifest.json`) },
  {
    name: "another_manifest_format",
    code: "bad_file",
    change: (f) => edit(`${f}/manifest.json`, '"leilaoBackup": 1', '"leilaoBackup": 2'),
  },
  {
    name: "a_path_that_leads_out",
    code: "bad_file",
    change: (f) => edit(`${f}/manifest.json`, '"items/1.json"', '"items/../../1.json"'),
  },
  {
    name: "a_path_to_nowhere_of_ours",
    code: "bad_file",
    change: (f) => edit(`${f}/manifest.json`, '"items/1.json"', '"keys/1.json"'),
  },
  {
    name: "a_path_into_a_folder_of_its_own",
    code: "bad_file",
    change: (f) => edit(`${f}/manifest.json`, '"items/1.json"', '"items/old/../1.json"'),
  },
  {
    name: "a_file_named_twice",
    code: "bad_file",
    change: (f) => changeManifest(f, ({ files }) => void files.push(...files.slice(-1))),
  },
  {
    name: "no_record_in_the_manifest",
    code: "bad_file",
    change: (f) => edit(`${f}/manifest.json`, '"ledger.sqlite"', '"items/ledger.sqlite"'),
  },
  {
    name: "a_seq_that_is_not_the_record's",
    code: "bad_file",
    change: (f) => edit(`${f}/manifest.json`, /"seq": \d+/, '"seq": 1'),
  },
  {
    name: "a_record_with_another_time_and_its_digest",
    code: "ledger_corrupt",
    change: (f) => changeLedger(f, "UPDATE entry SET at = 1 WHERE seq = 2"),
  },
  {
    name: "a_record_with_another_command_and_its_digest",
    code: "ledger_corrupt",
    change: (f) => changeLedger(f, "UPDATE entry SET command = x'80' WHERE seq = 2"),
  },
  {
    name: "a_record_with_a_command_more_and_its_digest",
    code: "ledger_corrupt",
    change: (f) => changeLedger(f, "UPDATE entry SET command = x'80' WHERE command IS NULL"),
  },
  {
    name: "a_record_with_a_command_less_and_its_digest",
    code: "ledger_corrupt",
    change: (f) => changeLedger(f, "UPDATE entry SET command = NULL WHERE seq = 2"),
  },
  {
    name: "a_record_with_another_event_and_its_digest",
    code: "ledger_corrupt",
    change: (f) => changeLedger(f, "UPDATE entry SET event = x'80' WHERE seq = 2"),
  },
  {
    name: "a_record_without_its_end_and_its_digest",
    code: "bad_file",
    change: (f) =>
      changeLedger(
        f,
        `DELETE FROM batch WHERE first_seq = (SELECT max(first_seq) FROM batch);
         DELETE FROM entry WHERE seq > (SELECT max(first_seq + count - 1) FROM batch)`,
      ),
  },
  {
    name: "a_record_that_names_another_house",
    code: "bad_key",
    change: (f) => changeLedger(f, "UPDATE meta SET house = 'another'"),
  },
  {
    name: "another_key_and_its_digest",
    code: "ledger_corrupt",
    change: async (f) => {
      const key = `${f}/keys/house.private.jwks.json`;
      await Deno.writeTextFile(key, JSON.stringify({ keys: [await generateSigningJwk()] }));
      await renewDigest(f, "keys/house.private.jwks.json");
    },
  },
];

for (const { name, code, change } of CHANGES) {
  Deno.test(`checkBackup() refuses ${name}`, async () => {
    await onStage(async (stage) => {
      const { folder } = await stage.backUp();
      await change(folder);
      assertEquals(await codeOf(checkBackup(folder)), code);
    });
  });
}

Deno.test("checkBackup() takes a backup from a stick that knows no modes, and changes nothing", async () => {
  await onStage(async (stage) => {
    const { folder } = await stage.backUp();
    const name = folder.slice(stage.path.length + 1);
    for (const line of HELD) await Deno.chmod(`${folder}/${line.slice(4)}`, 0o755);
    const before = await digestOf(`${folder}/ledger.sqlite`);
    await checkBackup(folder);
    assertEquals(await stage.filesIn(name), HELD.map((line) => line.replace("600", "755")));
    assertEquals(await digestOf(`${folder}/ledger.sqlite`), before);
  });
});

Deno.test("restoreBackup() puts every file in its place, and can be run again where it was cut off", async () => {
  await onStage(async (stage) => {
    const made = await stage.backUp();
    const house = stage.house("b");
    await restoreBackup(made, house);
    const sorted = RESTORED.toSorted((x, y) => x.slice(4) < y.slice(4) ? -1 : 1);
    assertEquals(await stage.filesIn("b"), sorted);
    assertEquals(await modeOf(house.data), 0o700);
    // Cut off: the record comes last.
    await Deno.remove(`${house.data}/ledger.sqlite`);
    await Deno.remove(`${house.items}/pot.svg`);
    await restoreBackup(made, house);
    assertEquals(await stage.filesIn("b"), sorted);
    for (const { path, sha256 } of made.manifest.files) {
      const place = path.replace(/^(ledger|checkpoints|images)/, "data/$1");
      assertEquals((await digestOf(`${stage.path}/b/${place}`)).sha256, sha256, path);
    }
  });
});

Deno.test("restoreBackup() overwrites nothing, and writes nothing where something is in the way", async () => {
  const inTheWay = [
    "data/ledger.sqlite",
    "data/ledger.sqlite-wal",
    "data/checkpoints.txt",
    "keys/house.private.jwks.json",
    "keys/registered/12.jwks.json",
    "keys/registered/13.jwks.json",
    "items/1.json",
    "items/9.json",
    "data/images/0a.png",
  ];
  await onStage(async (stage) => {
    const made = await stage.backUp();
    for (const path of inTheWay) {
      await write(`${stage.path}/b/${path}`, "mine", 0o644);
      const fault = await assertRejects(() => restoreBackup(made, stage.house("b")), Fault, path);
      assertEquals([fault.code, await stage.filesIn("b")], ["file_exists", [`644 ${path}`]]);
      await Deno.remove(`${stage.path}/b/${path}`);
    }
    // What the house does not look at is in nobody's way.
    await write(`${stage.path}/b/items/notes.txt`, "mine");
    await restoreBackup(made, stage.house("b"));
    assertEquals((await stage.filesIn("b")).length, RESTORED.length + 1);
  });
});

Deno.test("restoreBackup() refuses a file that changed after the check, and leaves no half of it", async () => {
  await onStage(async (stage) => {
    const made = await stage.backUp();
    await edit(`${made.folder}/ledger.sqlite`, "SQLite", "sQLite");
    assertEquals(await codeOf(restoreBackup(made, stage.house("b"))), "bad_file");
    assertEquals(await names(`${stage.path}/b/data`), ["checkpoints.txt", "images"]);
    // The record comes last: without a file of the house's there is none to go on with.
    await edit(`${made.folder}/ledger.sqlite`, "sQLite", "SQLite");
    await edit(`${made.folder}/items/pot.svg`, "svg", "SVG");
    await Deno.remove(`${stage.path}/b`, { recursive: true });
    assertEquals(await codeOf(restoreBackup(made, stage.house("b"))), "bad_file");
    assertEquals(await names(`${stage.path}/b/data`), []);
    assertEquals(await names(`${stage.path}/b/items`), ["1.json"]);
  });
});

Deno.test("backup asks the house that holds the record, and says so where none answers", async () => {
  await onStage(async (stage) => {
    const folder = `${stage.path}/a`;
    await write(`${folder}/keys/admin.token`, "a token", 0o600);
    const held = Ledger.open(stage.ledger, { identity: null });
    const admin = `http://127.0.0.1:${freePort()}`;
    const none = await runTaskIn(folder, ["backup", "--admin", admin]);
    held.close();
    assertEquals([none.code, none.out], [1, ""]);
    assertMatch(none.err, /no house answers there\n.*--admin/);
    const free = await runTaskIn(folder, ["backup", "--json"]);
    assertEquals(free.code, 0, free.err);
    assertMatch(free.err, /private key .* maximum/);
    const { folder: made } = JSON.parse(free.out);
    const checked = await runTaskIn(folder, ["backup", "--verify", made]);
    assertEquals([checked.code, checked.out.includes(made)], [0, true], checked.err);
    await edit(`${folder}/${made}/items/1.json`, "1", "2");
    assertEquals((await runTaskIn(folder, ["backup", "--verify", made])).code, 1);
  });
});

Deno.test("backup sends the house's token to no other machine", async () => {
  await inFolder(async (folder) => {
    for (const admin of ["http://10.0.0.1:7300", "https://127.0.0.1:1", "http://127.0.0.1:1@x:2"]) {
      const { code, err } = await runTaskIn(folder, ["backup", "--admin", admin]);
      assertEquals(code, 2, err);
    }
  });
});

async function modeOf(path: string): Promise<number> {
  return ((await Deno.stat(path)).mode ?? 0) & 0o777;
}
