// Finds the project's own files, for the tests that read the project itself.
// What `.gitignore` names is left out by the few forms that ours uses: those files belong to the
// person who runs the house and are nobody else's to judge.
import { walk } from "@std/fs";
import { fromFileUrl, join, relative } from "@std/path";

/** One file of the project: its path from the top with `/`, and its text. */
export interface ProjectFile {
  readonly path: string;
  readonly text: string;
}

/** The folder that holds deno.json. */
export const projectRoot: string = fromFileUrl(new URL("../../", import.meta.url));

/** Kinds of files that hold no text; everything else is read, whatever its name is. */
const BINARY = /\.(png|jpe?g|gif|webp|ico|woff2?|zip|gz|sqlite|db)(-\w+)?$/;

/** Every text file that the repository may hold, sorted by path. */
export async function projectFiles(): Promise<readonly ProjectFile[]> {
  const ignored = ignoredBy(await Deno.readTextFile(join(projectRoot, ".gitignore")));
  const found: ProjectFile[] = [];
  for await (
    const entry of walk(projectRoot, { includeDirs: false, skip: [/[\\/]\.git([\\/]|$)/] })
  ) {
    const path = relative(projectRoot, entry.path).replaceAll("\\", "/");
    if (entry.isSymlink || BINARY.test(path) || ignored(path)) continue;
    found.push({ path, text: await Deno.readTextFile(entry.path) });
  }
  return found.sort((a, b) => a.path < b.path ? -1 : 1);
}

/** Whether the path is TypeScript of the program: below `lib`, or an entry file beside it. */
export function isProgramSource(path: string): boolean {
  return /^(lib\/.*|main_\w+)\.tsx?$/.test(path);
}

/** The predicate of a `.gitignore`: later lines win, `!` takes back, `/` ties to the top. */
export function ignoredBy(rules: string): (path: string) => boolean {
  const patterns = rules.split("\n").map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => ({ keep: line.startsWith("!"), pattern: patternOf(line.replace(/^!/, "")) }));
  return (path) => {
    const last = patterns.findLast(({ pattern }) => pattern.test(`/${path}`));
    return last !== undefined && !last.keep;
  };
}

function patternOf(rule: string): RegExp {
  const anchored = rule.replace(/\/$/, "").includes("/");
  const body = rule.replace(/^\//, "").replace(/\/$/, "")
    .replaceAll(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("**", "\u0000").replaceAll("*", "[^/]*").replaceAll("\u0000", ".*");
  return new RegExp(`^${anchored ? "/" : "/(.*/)?"}${body}(/.*)?$`);
}
