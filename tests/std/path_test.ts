// What @std/path promises, as far as the house uses it. The same tests must pass with the package.
import { assertEquals, assertThrows } from "@std/assert";
import {
  basename,
  dirname,
  extname,
  format,
  fromFileUrl,
  isAbsolute,
  join,
  normalize,
  parse,
  relative,
  resolve,
  SEPARATOR,
  toFileUrl,
} from "@std/path";

const POSIX = { ignore: Deno.build.os === "windows" };

Deno.test("join() joins the pieces and normalizes what comes out", POSIX, () => {
  assertEquals(join("keys", "registered", "../ana.json"), "keys/ana.json");
  assertEquals(join("", ""), ".");
  assertEquals(join("/a/", "/b"), "/a/b");
});

Deno.test("resolve() gives an absolute path from the right to the left", POSIX, () => {
  assertEquals(resolve("/a", "b", "../c"), "/a/c");
  assertEquals(resolve("/a", "/b"), "/b");
  assertEquals(resolve("x"), join(Deno.cwd(), "x"));
});

Deno.test("normalize() resolves dots and doubled separators", POSIX, () => {
  assertEquals(normalize("/a//b/./../c/"), "/a/c/");
  assertEquals(normalize(""), ".");
});

Deno.test("dirname(), basename() and extname() take a path apart", POSIX, () => {
  assertEquals(dirname("/items/lot_7.json"), "/items");
  assertEquals(dirname("lot_7.json"), ".");
  assertEquals(basename("/items/lot_7.json"), "lot_7.json");
  assertEquals(basename("/items/lot_7.json", ".json"), "lot_7");
  assertEquals(extname("ana.public.jwks.json"), ".json");
  assertEquals(extname(".gitignore"), "");
});

Deno.test("parse() and format() are each other's inverse", POSIX, () => {
  const parts = parse("/items/lot_7.json");
  assertEquals(parts, {
    root: "/",
    dir: "/items",
    base: "lot_7.json",
    ext: ".json",
    name: "lot_7",
  });
  assertEquals(format(parts), "/items/lot_7.json");
});

Deno.test("relative() and isAbsolute() compare places", POSIX, () => {
  assertEquals(relative("/a/b", "/a/c/d"), "../c/d");
  assertEquals(relative("/a", "/a"), "");
  assertEquals([isAbsolute("/a"), isAbsolute("a"), isAbsolute("./a")], [true, false, false]);
  assertEquals(SEPARATOR, "/");
});

Deno.test("fromFileUrl() and toFileUrl() keep spaces, accents and percent signs", POSIX, () => {
  const path = "/itens do leilão/50%#1?.json";
  assertEquals(fromFileUrl(toFileUrl(path)), path);
  assertEquals(fromFileUrl("file:///a%20b"), "/a b");
  assertEquals(toFileUrl("/a b").href, "file:///a%20b");
});

Deno.test("fromFileUrl() refuses another scheme and toFileUrl() a relative path", () => {
  assertThrows(() => fromFileUrl("https://a.test/b"), TypeError);
  assertThrows(() => toFileUrl("a/b"), TypeError);
});
