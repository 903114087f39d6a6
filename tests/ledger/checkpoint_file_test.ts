// checkpoints.txt: what is appended survives, a torn end is cut off, and all else is left alone.

import { assertEquals, assertThrows } from "@std/assert";
import { Fault } from "../../lib/base/fault.ts";
import { CheckpointFile } from "../../lib/ledger/checkpoint_file.ts";
import { encodeCheckpoint, encodeNote, encodeNotes } from "../../lib/wire/checkpoint_note.ts";

function note(seq: number): string {
  const hash = new Uint8Array(32).fill(seq);
  const text = encodeCheckpoint({ sale: "5a".repeat(16), seq, hash, at: 1_000 });
  const key = { name: `leilao/${"x".repeat(43)}`, keyId: new Uint8Array(4) };
  return encodeNote({ ...key, text, signature: new Uint8Array(64) });
}

/** A data folder that goes away, and the file in it. */
function site() {
  const folder = Deno.makeTempDirSync({ prefix: "leilao-" });
  const path = `${folder}/checkpoints.txt`;
  return {
    folder,
    path,
    text: () => Deno.readTextFileSync(path),
    /** Opens it, does something, closes it: what the opening found. */
    open(work: (file: CheckpointFile) => void = () => {}) {
      const file = CheckpointFile.beside(`${folder}/ledger.sqlite`);
      work(file);
      file.close();
      return { seq: file.newest?.checkpoint.seq ?? null, cutBytes: file.cutBytes };
    },
    [Symbol.dispose]: () => Deno.removeSync(folder, { recursive: true }),
  };
}

function faultOf(work: () => unknown): string {
  return assertThrows(work, Fault).code;
}

Deno.test("CheckpointFile keeps notes one behind the other, over a restart", () => {
  using s = site();
  assertEquals(s.open((file) => file.append(note(1))), { seq: null, cutBytes: 0 });
  assertEquals(s.open((file) => file.append(note(2))), { seq: 1, cutBytes: 0 });
  assertEquals(s.open(), { seq: 2, cutBytes: 0 });
  assertEquals(s.text(), `${note(1)}\n${note(2)}\n`);
});

Deno.test("CheckpointFile.beside() cuts off a last note that a crash has torn, at whatever byte", () => {
  using s = site();
  const [first, second] = [encodeNotes([note(1)]), encodeNotes([note(2)])];
  for (let length = 1; length < second.length; length++) {
    Deno.writeFileSync(s.path, first);
    Deno.writeFileSync(s.path, second.subarray(0, length), { append: true });
    const found = s.open((file) => file.append(note(3)));
    assertEquals(found, { seq: 1, cutBytes: length });
    assertEquals(s.text(), `${note(1)}\n${note(3)}\n`);
  }
});

Deno.test("CheckpointFile.beside() refuses a file with a bad note, and leaves it as it is", () => {
  using s = site();
  const text = `${note(1)}\n${note(2).replace("\n2\n", "\n02\n")}\n${note(3)}\n`;
  Deno.writeTextFileSync(s.path, text);
  assertEquals(faultOf(() => s.open()), "bad_file");
  assertEquals(s.text(), text);
});

Deno.test("CheckpointFile.beside() has no use for a folder in the file's place", () => {
  using s = site();
  Deno.mkdirSync(s.path);
  assertEquals(faultOf(() => s.open()), "file_unwritable");
});

Deno.test("CheckpointFile.append() says so where the file cannot be written", () => {
  using s = site();
  const file = CheckpointFile.beside(`${s.folder}/ledger.sqlite`);
  file.close();
  assertEquals(faultOf(() => file.append(note(1))), "file_unwritable");
});

Deno.test({
  name: "CheckpointFile.beside() makes a file that nobody else may read",
  ignore: Deno.build.os === "windows",
  fn() {
    using s = site();
    s.open();
    assertEquals((Deno.statSync(s.path).mode ?? 0) & 0o777, 0o600);
  },
});
