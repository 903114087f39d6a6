// The help page of a command, made from its description.

import type { Language } from "../base/language.ts";
import { cliWords } from "./_cli_words.ts";
import { type Command, COMMON_FLAGS, type Flag, type Flags } from "./cli.ts";
import { flagName } from "./_flag_name.ts";
import type { Style } from "./style.ts";

/** The widest that a line of help gets, but for examples. */
const columnsMax = 96;

/** The whole page, with a newline at its end. */
export function helpText<F extends Flags>(
  command: Command<F>,
  { language, style }: { readonly language: Language; readonly style: Style },
): string {
  const heading = (words: { readonly en: string; readonly pt: string }) =>
    style.bold(words[language]);
  const flags = Object.entries<Flag>({ ...command.flags, ...COMMON_FLAGS });
  const lines = [
    ...wrapped(`${command.name}: ${command.summary[language]}`),
    "",
    `${heading(cliWords.usage)} ${command.usage ?? usageLine(command, language)}`,
  ];
  if (command.positionals !== undefined) {
    const { value, help } = command.positionals;
    const indent = value.length + 4;
    const [first = "", ...more] = wrapped(help[language], indent);
    lines.push("", heading(cliWords.arguments), `  ${value}  ${first.trimStart()}`, ...more);
  }
  const rows = flags.map(([name, flag]) => [leftColumn(name, flag), rightColumn(flag, language)]);
  lines.push("", heading(cliWords.options), ...aligned(rows));
  if (command.examples.length > 0) lines.push("", heading(cliWords.examples));
  for (const { line, text } of command.examples) {
    lines.push(`  ${style.dim(`# ${text[language]}`)}`, `  ${line}`);
  }
  return `${lines.join("\n")}\n`;
}

function usageLine<F extends Flags>(command: Command<F>, language: Language): string {
  const required = Object.entries<Flag>(command.flags)
    .filter(([, flag]) => "required" in flag && flag.required === true)
    .map(([name, flag]) => `--${flagName(name)} ${placeholder(flag)}`);
  const { value, min } = command.positionals ?? { value: "", min: 0 };
  const positional = value === "" || min > 0 ? value : `[${value}]`;
  const parts = [`deno task ${command.name}`, ...required, cliWords.optionsMark[language]];
  return [...parts, positional].filter((part) => part !== "").join(" ");
}

function placeholder(flag: Flag): string {
  if (flag.type === "boolean") return "";
  return flag.value ?? "N";
}

function leftColumn(name: string, flag: Flag): string {
  const short = flag.short === undefined ? "    " : `-${flag.short}, `;
  return `  ${short}--${flagName(name)} ${placeholder(flag)}`.trimEnd();
}

function rightColumn(flag: Flag, language: Language): string {
  const notes: string[] = [];
  if (flag.type === "list") notes.push(cliWords.repeatable[language]);
  if (flag.type === "integer") notes.push(cliWords.wantInteger(flag.min, flag.max)[language]);
  if (flag.type === "string" && flag.choices !== undefined) {
    notes.push(cliWords.wantChoice(flag.choices)[language]);
  }
  if ("required" in flag && flag.required === true) notes.push(cliWords.required[language]);
  if ("default" in flag && flag.default !== undefined) {
    notes.push(cliWords.byDefault(flag.default)[language]);
  }
  return notes.length === 0 ? flag.help[language] : `${flag.help[language]} (${notes.join("; ")})`;
}

function aligned(rows: readonly (readonly string[])[]): string[] {
  const width = Math.max(...rows.map(([left = ""]) => left.length));
  return rows.flatMap(([left = "", right = ""]) => {
    const [first = "", ...more] = wrapped(right, width + 2);
    return [`${left.padEnd(width)}  ${first.trimStart()}`, ...more];
  });
}

/** The words of `text` in lines that fit, each behind `indent` spaces. */
function wrapped(text: string, indent = 0): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && indent + line.length + 1 + word.length > columnsMax) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line].map((one) => `${" ".repeat(indent)}${one}`);
}
