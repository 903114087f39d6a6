// The paths that a manifest may name: none leads out of the folders that a backup is restored into.

import { assertEquals, assertThrows } from "@std/assert";
import { Fault } from "../../lib/base/fault.ts";
import { HOUSE_KEY_FILE, LEDGER_FILE, parseManifest } from "../../lib/command/backup_manifest.ts";

const file = { bytes: 1, sha256: "0a".repeat(32) };
const manifest = {
  leilaoBackup: 1,
  version: "0.1.0",
  sale: "5a".repeat(16),
  seq: 7,
  house: "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs",
};

Deno.test("parseManifest() takes the record, the key and files of the folders of a backup", () => {
  const paths = ["items/1.json", "keys/registered/12.jwks.json", "images/0a.png", "items/a b.svg"];
  assertEquals(pathsIn(paths), [LEDGER_FILE, HOUSE_KEY_FILE, ...paths]);
});

Deno.test("parseManifest() refuses a path that leads anywhere else", () => {
  const paths = [
    "",
    "items",
    "items/",
    "items/..",
    "items/../1.json",
    "items/old/../../1.json",
    "items/old/1.json",
    "items/old\\1.json",
    "items/1.json\0",
    "items/.profile",
    "/items/1.json",
    "./items/1.json",
    "keys/admin.token",
    "keys/registered/../house.private.jwks.json",
    "ledger.sqlite-wal",
    `items/${"x".repeat(256)}`,
  ];
  for (const path of paths) {
    assertEquals(assertThrows(() => pathsIn([path]), Fault).code, "bad_file", path);
  }
});

function pathsIn(paths: readonly string[]): readonly string[] {
  const files = [LEDGER_FILE, HOUSE_KEY_FILE, ...paths].map((path) => ({ path, ...file }));
  return parseManifest(JSON.stringify({ ...manifest, files }), "x").files.map(({ path }) => path);
}
