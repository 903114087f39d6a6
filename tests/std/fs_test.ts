// What @std/fs promises, as far as the house uses it. The same tests must pass with the package.
// Each test works in a folder of its own that is gone afterwards.
import { assert, assertEquals, assertFalse, assertRejects, assertThrows } from "@std/assert";
import {
  emptyDir,
  emptyDirSync,
  ensureDir,
  ensureDirSync,
  ensureFile,
  ensureFileSync,
  exists,
  existsSync,
  move,
  moveSync,
  walk,
  type WalkOptions,
  walkSync,
} from "@std/fs";
import { join, relative, toFileUrl } from "@std/path";

Deno.test("ensureDir() makes a folder with those above it, and keeps one that is there", async () => {
  await inFolder(async (top) => {
    const dir = join(top, "a/b/c");
    await ensureDir(dir);
    await Deno.writeTextFile(join(dir, "kept"), "x");
    await ensureDir(dir);
    ensureDirSync(dir);
    ensureDirSync(join(top, "d/e"));
    await ensureDir(toFileUrl(join(top, "f g")));
    assertEquals(await namesIn(top), ["a", "a/b", "a/b/c", "a/b/c/kept", "d", "d/e", "f g"]);
  });
});

Deno.test("ensureDir() refuses a file in the folder's place and leaves it alone", async () => {
  await inFolder(async (top) => {
    const file = join(top, "a");
    await Deno.writeTextFile(file, "kept");
    await assertRejects(() => ensureDir(file), Error);
    assertThrows(() => ensureDirSync(file), Error);
    assertEquals(await Deno.readTextFile(file), "kept");
  });
});

Deno.test("ensureFile() makes an empty file with its folders, and keeps one that is there", async () => {
  await inFolder(async (top) => {
    const file = join(top, "a/b");
    await ensureFile(file);
    assertEquals(await Deno.readTextFile(file), "");
    await Deno.writeTextFile(file, "kept");
    await ensureFile(file);
    ensureFileSync(file);
    assertEquals(await Deno.readTextFile(file), "kept");
    ensureFileSync(join(top, "c/d"));
    assertEquals(await namesIn(top), ["a", "a/b", "c", "c/d"]);
    await assertRejects(() => ensureFile(join(top, "a")), Error);
    assertThrows(() => ensureFileSync(join(top, "a")), Error);
  });
});

Deno.test("exists() tells files from folders and both from nothing", async () => {
  await inFolder(async (top) => {
    const file = join(top, "file");
    await Deno.writeTextFile(file, "");
    const answers: readonly (readonly [string, Parameters<typeof exists>[1], boolean])[] = [
      [file, {}, true],
      [file, { isFile: true }, true],
      [file, { isDirectory: true }, false],
      [top, {}, true],
      [top, { isDirectory: true }, true],
      [top, { isFile: true }, false],
      [join(top, "nothing"), {}, false],
    ];
    for (const [path, options, answer] of answers) {
      assertEquals(await exists(path, options), answer);
      assertEquals(existsSync(path, options), answer);
    }
    assert(await exists(toFileUrl(file)));
    await assertRejects(() => exists(file, { isFile: true, isDirectory: true }), TypeError);
  });
});

Deno.test("exists() tells whether a file may be read", { ignore: !maySee("sys") }, async () => {
  await inFolder(async (top) => {
    const file = join(top, "file");
    await Deno.writeTextFile(file, "", { mode: 0o600 });
    assert(await exists(file, { isReadable: true }));
    await Deno.chmod(file, 0o200);
    assertFalse(await exists(file, { isReadable: true }));
    assertFalse(existsSync(file, { isReadable: true }));
  });
});

Deno.test("emptyDir() empties a folder and makes one that is not there", async () => {
  await inFolder(async (top) => {
    for (const empty of [emptyDir, emptyDirSync]) {
      const dir = join(top, "dir");
      await empty(dir);
      await Deno.mkdir(join(dir, "a/b"), { recursive: true });
      await Deno.writeTextFile(join(dir, "c"), "");
      await empty(dir);
      assertEquals(await namesIn(top), ["dir"]);
    }
  });
});

Deno.test("move() moves a file or a folder, and replaces only when it is told to", async () => {
  await inFolder(async (top) => {
    const [a, b, c] = [join(top, "a"), join(top, "b"), join(top, "c")];
    await Deno.writeTextFile(a, "a");
    await Deno.writeTextFile(b, "b");
    await assertRejects(() => move(a, b), Error);
    assertThrows(() => moveSync(a, b), Error);
    assertEquals(await Deno.readTextFile(b), "b");
    await move(a, b, { overwrite: true });
    assertEquals(await Deno.readTextFile(b), "a");
    moveSync(b, c);
    assertEquals(await namesIn(top), ["c"]);
    await assertRejects(() => move(a, b), Deno.errors.NotFound);
    await Deno.mkdir(join(top, "d"));
    await assertRejects(() => move(join(top, "d"), join(top, "d/inside")), Error);
  });
});

Deno.test("walk() gives the root and all below it, as the options let through", async () => {
  const cases: readonly (readonly [WalkOptions, readonly string[]])[] = [
    [{}, ["", "a", "a/b", "a/b/deep.ts", "a/one.ts", "two.md"]],
    [{ maxDepth: 0 }, [""]],
    [{ maxDepth: 1 }, ["", "a", "two.md"]],
    [{ includeDirs: false }, ["a/b/deep.ts", "a/one.ts", "two.md"]],
    [{ includeFiles: false }, ["", "a", "a/b"]],
    [{ exts: ["ts"] }, ["a/b/deep.ts", "a/one.ts"]],
    [{ exts: [".md"] }, ["two.md"]],
    [{ match: [/one/, /two/] }, ["a/one.ts", "two.md"]],
    [{ skip: [/[\\/]b$/] }, ["", "a", "a/one.ts", "two.md"]],
  ];
  await inFolder(async (top) => {
    await ensureFile(join(top, "a/b/deep.ts"));
    await ensureFile(join(top, "a/one.ts"));
    await ensureFile(join(top, "two.md"));
    for (const [options, expected] of cases) {
      const found = await Array.fromAsync(walk(top, options), ({ path }) => path);
      assertEquals(found.map((path) => relative(top, path)).sort(), expected);
      const atOnce = Array.from(walkSync(top, options), ({ path }) => path);
      assertEquals(atOnce.map((path) => relative(top, path)).sort(), expected);
    }
  });
});

Deno.test("walk() shows a link as a link, and follows it only when told to", {
  ignore: !maySee("read") || !maySee("write"),
}, async () => {
  await inFolder(async (top) => {
    await ensureFile(join(top, "real/file"));
    await Deno.mkdir(join(top, "walked"));
    await Deno.symlink(join(top, "real"), join(top, "walked/link"));
    const [link] = await Array.fromAsync(walk(join(top, "walked"), { includeDirs: false }));
    assertEquals([link?.name, link?.isSymlink], ["link", true]);
    const hidden = walkSync(join(top, "walked"), { includeDirs: false, includeSymlinks: false });
    assertEquals([...hidden], []);
    const options = { includeDirs: false, followSymlinks: true, canonicalize: false };
    const followed = await Array.fromAsync(walk(join(top, "walked"), options));
    assertEquals(followed.map(({ path }) => relative(top, path)), ["walked/link/file"]);
    assertFalse(followed.some(({ isSymlink }) => isSymlink));
  });
});

/** Links and users are only to be had with the whole of a permission. */
function maySee(name: "read" | "sys" | "write"): boolean {
  return Deno.permissions.querySync({ name }).state === "granted";
}

async function inFolder(trial: (top: string) => Promise<void>): Promise<void> {
  const top = await Deno.realPath(await Deno.makeTempDir({ prefix: "leilao_std_" }));
  try {
    await trial(top);
  } finally {
    await Deno.remove(top, { recursive: true });
  }
}

/** Everything below the folder, by the platform itself and not by what is under test. */
async function namesIn(top: string, below = ""): Promise<string[]> {
  const names: string[] = [];
  for await (const entry of Deno.readDir(join(top, below))) {
    const name = below === "" ? entry.name : `${below}/${entry.name}`;
    names.push(name, ...entry.isDirectory ? await namesIn(top, name) : []);
  }
  return names.sort();
}
