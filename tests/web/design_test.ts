// Holds the design system to its word (lib/web/PAGES.md): colours stand in one file, names of
// components, styles and scripts match, and nothing is inline.
import { assert, assertEquals } from "@std/assert";
import { basename, dirname } from "@std/path";
import { type ProjectFile, projectFiles } from "../support/source_files.ts";

/** Scripts that serve every page, or a part of a component with logic of its own. */
const SCRIPTS_OF_NO_COMPONENT: readonly string[] = [
  "lib/admin/key_drop.js",
  "lib/admin/key_text.js",
  "lib/admin/risen_ask.js",
  "lib/bidder/bid_press.js",
  "lib/web/action.js",
  "lib/web/announcer.js",
  "lib/web/list_filter.js",
  "lib/web/live_page.js",
  "lib/web/shortcut_keys.js",
  "lib/web/sign_in.js",
];

/** Sheets that serve every page. */
const SHEETS_OF_NO_COMPONENT: readonly string[] = [
  "lib/web/elements.css",
  "lib/web/sign_in.css",
  "lib/web/stacked_table.css",
  "lib/web/tokens.css",
];

const files = (await projectFiles()).filter(({ path }) => path.startsWith("lib/"));
const sheets = files.filter(({ path }) => path.endsWith(".css"));
const components = files.filter(({ path }) => path.endsWith(".tsx"));
const scripts = files.filter(({ path }) => path.endsWith(".js"));

function textOf(path: string): string {
  const file = files.find((known) => known.path === path);
  assert(file !== undefined, `${path} is there`);
  return file.text;
}

function stemOf({ path }: ProjectFile): string {
  return basename(path).replace(/\.\w+$/, "");
}

/** The classes that a sheet names in its selectors. */
function classesIn(css: string): readonly string[] {
  const selectors = css.replace(/\/\*[\s\S]*?\*\//g, "").replace(/\{[^{}]*\}/g, "{}");
  return [...new Set([...selectors.matchAll(/\.([a-z][a-z0-9-]*)/g)].map(([, name = ""]) => name))];
}

function coloursIn(css: string): readonly string[] {
  const plain = css.replace(/\/\*[\s\S]*?\*\//g, "");
  return plain.match(/#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch|color-mix)\([^)]*\)/gi) ?? [];
}

Deno.test("Colours stand in tokens.css and nowhere else", () => {
  const strays = sheets.filter(({ path }) => path !== "lib/web/tokens.css")
    .flatMap(({ path, text }) => coloursIn(text).map((colour) => `${path}: ${colour}`));
  assertEquals(strays, []);
  assertEquals(coloursIn("a { color: #fff; background: rgb(1 2 3) } /* #123 */"), [
    "#fff",
    "rgb(1 2 3)",
  ]);
});

Deno.test("Every token that a sheet uses is defined, and every token is used", () => {
  const defined = new Set(textOf("lib/web/tokens.css").match(/--[a-z0-9-]+(?=:)/g));
  const used = new Set(sheets.flatMap(({ text }) => text.match(/(?<=var\()--[a-z0-9-]+/g) ?? []));
  assertEquals([...used].filter((name) => !defined.has(name)), []);
  assertEquals([...defined].filter((name) => !used.has(name)), []);
});

Deno.test("Dark colours are other values of the same names", () => {
  const [light = "", dark = ""] = textOf("lib/web/tokens.css").split(
    "@media (prefers-color-scheme",
  );
  const named = (css: string): readonly string[] => css.match(/--[a-z0-9-]+(?=:\s*#)/g) ?? [];
  assertEquals(named(dark).filter((name) => !named(light).includes(name)), []);
  assertEquals(named(light).filter((name) => !named(dark).includes(name)), []);
});

Deno.test("A style sheet and a script have the name of the component beside them", () => {
  const paths = new Set(components.map(({ path }) => path));
  const alone = [...sheets, ...scripts].filter((file) =>
    !paths.has(`${dirname(file.path)}/${stemOf(file)}.tsx`)
  ).map(({ path }) => path);
  assertEquals(
    alone.toSorted(),
    [...SCRIPTS_OF_NO_COMPONENT, ...SHEETS_OF_NO_COMPONENT].toSorted(),
  );
});

Deno.test("A class begins with the name of a component of its folder, or is one of all pages", () => {
  const shared = new Set(
    ["lib/web/elements.css", "lib/web/stacked_table.css"].flatMap((path) =>
      classesIn(textOf(path))
    ),
  );
  const web = files.filter(({ path }) => /^lib\/web\/\w+\.(tsx|js)$/.test(path));
  const strays = sheets.flatMap((sheet) => {
    const near = components.filter(({ path }) => dirname(path) === dirname(sheet.path));
    const words = new Set([...near, ...web].map((file) => stemOf(file).split("_")[0]));
    return classesIn(sheet.text)
      .filter((name) => !shared.has(name) && !words.has(name.split("-")[0]))
      .map((name) => `${sheet.path}: .${name}`);
  });
  assertEquals(strays, []);
});

Deno.test("No component writes a style, a script or a handler into the document", () => {
  const inline = /\sstyle=|\son[a-z]+=|<style\b|<script>|dangerouslySetInnerHTML|javascript:/;
  assertEquals(components.filter(({ text }) => inline.test(text)).map(({ path }) => path), []);
  const unescaped = components.filter(({ text }) => /\braw\(/.test(text)).map(({ path }) => path);
  assertEquals(unescaped, [], "HTML as it is comes through rendered.ts alone");
  assert(inline.test('<p style="color: red">') && inline.test("<p onclick={run}>"));
});

Deno.test("PAGES.md names every colour", () => {
  const document = textOf("lib/web/PAGES.md");
  const colours = new Set(textOf("lib/web/tokens.css").match(/--[a-z0-9-]+(?=:\s*(?:#|rgb))/g));
  const unnamed = [...colours].filter((name) => {
    const [plain = ""] = name.split("-paper");
    return !document.includes(`\`${name}\``) && !document.includes(`\`${plain}\``);
  });
  assertEquals(unnamed, []);
});
