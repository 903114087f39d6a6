// The very permissions of a task in deno.json, with its folders moved to where a test has them.

const project = new URL("../../", import.meta.url);
const tasks: Readonly<Record<string, string>> =
  JSON.parse(Deno.readTextFileSync(new URL("deno.json", project))).tasks;

/** The absolute path of a file of the project. */
export function projectPath(path: string): string {
  return new URL(path, project).pathname;
}

/** The permission flags of the task `name`; relative paths other than lib are taken from `folder`. */
export function taskFlags(name: string, folder: string): string[] {
  const words = tasks[name]?.split(" ") ?? [];
  const flags = words.filter((word) => /^--(allow|deny)-|^--(no-prompt|quiet)$/.test(word));
  if (flags.length < 3) throw new Error(`The task "${name}" has no permissions of its own`);
  return flags.map((flag) => moved(flag, folder));
}

function moved(flag: string, folder: string): string {
  const [, name, paths] = /^--allow-(read|write)=(.+)$/.exec(flag) ?? [];
  if (name === undefined || paths === undefined) return flag;
  const there = paths.split(",").map((path) =>
    path === "lib" ? projectPath("lib") : `${folder}/${path}`
  );
  return `--allow-${name}=${there.join(",")}`;
}
