// A file is read when it rests; time and looks are arguments here.

import { assertEquals } from "@std/assert";
import { type Advice, SettlingFiles } from "../../lib/catalogue/settling_files.ts";

const half = { size: 10, mtimeMs: 1 };
const whole = { size: 20, mtimeMs: 2 };
const fresh = () => new SettlingFiles({ lookMs: 100, settleMs: 1000 });
const look = (atMs: number): Advice => ({ type: "look", atMs });
const read = (last: boolean): Advice => ({ type: "read", last });
const rest: Advice = { type: "rest" };

Deno.test("SettlingFiles.looked() reads a file when two looks agree", () => {
  const files = fresh();
  assertEquals(files.looked("a", whole, 0), look(100));
  assertEquals(files.looked("a", whole, 99), look(100));
  assertEquals(files.looked("a", whole, 100), read(false));
  files.wasRead("a", "done");
  assertEquals(files.looked("a", whole, 5000), rest);
});

Deno.test("SettlingFiles.looked() starts over while the file still changes", () => {
  const files = fresh();
  files.looked("a", half, 0);
  assertEquals(files.looked("a", whole, 100), look(200));
  assertEquals(files.looked("a", { ...whole, mtimeMs: 3 }, 200), look(300));
  assertEquals(files.looked("a", { ...whole, mtimeMs: 3 }, 300), read(false));
});

Deno.test("SettlingFiles.looked() reads what was unfinished once more when it lay still", () => {
  const files = fresh();
  files.looked("a", half, 0);
  assertEquals(files.looked("a", half, 100), read(false));
  files.wasRead("a", "unfinished");
  assertEquals(files.looked("a", half, 200), look(1000));
  assertEquals(files.looked("a", half, 1000), read(true));
  files.wasRead("a", "done");
  assertEquals(files.looked("a", half, 9000), rest);
});

Deno.test("SettlingFiles.looked() forgives what was unfinished when it goes on", () => {
  const files = fresh();
  files.looked("a", half, 0);
  files.looked("a", half, 100);
  files.wasRead("a", "unfinished");
  assertEquals(files.looked("a", whole, 500), look(600));
  assertEquals(files.looked("a", whole, 600), read(false));
});

Deno.test("SettlingFiles.looked() tells a file gone only when it stays away", () => {
  const files = fresh();
  files.looked("a", whole, 0);
  files.looked("a", whole, 100);
  files.wasRead("a", "done");
  assertEquals(files.looked("a", null, 200), look(300));
  assertEquals(files.looked("a", null, 300), { type: "gone" });
  assertEquals(files.looked("a", null, 400), rest);
  assertEquals(files.names(), []);
});

Deno.test("SettlingFiles.looked() takes an editor's removal and renaming for a change", () => {
  const files = fresh();
  files.looked("a", half, 0);
  files.looked("a", half, 100);
  files.wasRead("a", "done");
  assertEquals(files.looked("a", null, 200), look(300));
  assertEquals(files.looked("a", whole, 250), look(350));
  assertEquals(files.looked("a", whole, 350), read(false));
});

Deno.test("SettlingFiles.looked() knows nothing of a file that never was", () => {
  assertEquals(fresh().looked("a", null, 0), rest);
});

Deno.test("SettlingFiles.again() has an unchanged file read once more", () => {
  const files = fresh();
  files.looked("a", whole, 0);
  files.looked("a", whole, 100);
  files.wasRead("a", "done");
  files.again("a");
  assertEquals(files.looked("a", whole, 2000), read(true));
});
