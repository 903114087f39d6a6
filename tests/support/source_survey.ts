// Reads TypeScript sources into facts that the architecture and tidiness tests judge.
//
// The parse is Deno's own (the one of `deno lint`), so that strings, comments, types and JSX are
// never mistaken for code. The survey only tells what is there and on which line; what is allowed
// is said by the tests, as data.

/** One name of another module, as a static import, a re-export, `import()` or `new URL`. */
export interface Import {
  /** What was written between the quotes; absent where it is computed at run time. */
  readonly specifier: string | undefined;
  readonly line: number;
}

/** Something with a name, at a line. */
export interface Mention {
  readonly name: string;
  readonly line: number;
}

/** One function, method or arrow with the number of lines from its first to its last. */
export interface FunctionSize extends Mention {
  readonly lines: number;
}

/** The facts of one source file. */
export interface SourceSurvey {
  readonly imports: readonly Import[];
  /** Identifiers that stand for a value of their own: no members, keys or type names. */
  readonly values: readonly Mention[];
  /** `a.b` and `a.b.c`, where all parts are plain names. */
  readonly members: readonly Mention[];
  /** `await`, `async` functions and `for await`. */
  readonly waits: readonly Mention[];
  readonly functions: readonly FunctionSize[];
  readonly nonNulls: readonly Mention[];
  readonly comments: readonly Mention[];
  readonly undocumentedExports: readonly Mention[];
  readonly opensWithComment: boolean;
}

type Node = Deno.lint.Node;
type Kind = Exclude<keyof SourceSurvey, "opensWithComment">;
type Draft = { [K in Kind]: Array<SourceSurvey[K][number]> };
type LineOf = (offset: number) => number;

/** Surveys the text of a `.ts` or `.tsx` file. Throws `SyntaxError` where it does not parse. */
export function surveySource(path: string, text: string): SourceSurvey {
  const draft = emptyDraft();
  const lineOf = (offset: number): number => text.slice(0, offset).split("\n").length;
  const visitor = (context: Deno.lint.RuleContext): Deno.lint.LintVisitor => {
    const comments = context.sourceCode.getAllComments();
    for (const comment of comments) {
      draft.comments.push({ name: comment.value, line: lineOf(comment.range[0]) });
    }
    return {
      ...importVisitor(draft, lineOf),
      ...valueVisitor(draft, lineOf),
      ...sizeVisitor(draft, lineOf),
      Program: (program) => {
        draft.undocumentedExports.push(...undocumented(program, { text, comments, lineOf }));
      },
    };
  };
  const plugin = { name: "survey", rules: { survey: { create: visitor } } };
  Deno.lint.runPlugin(plugin, path, text);
  return { ...draft, opensWithComment: /^(#!.*\n)?\s*\/[/*]/.test(text) };
}

function emptyDraft(): Draft {
  return {
    imports: [],
    values: [],
    members: [],
    waits: [],
    functions: [],
    nonNulls: [],
    comments: [],
    undocumentedExports: [],
  };
}

function importVisitor({ imports }: Draft, lineOf: LineOf): Deno.lint.LintVisitor {
  const note = (node: Node, source: Node | null): void => {
    if (source === null) return;
    const line = lineOf(node.range[0]);
    imports.push({ specifier: textOf(source), line });
  };
  return {
    ImportDeclaration: (node) => note(node, node.source),
    ExportAllDeclaration: (node) => note(node, node.source),
    ExportNamedDeclaration: (node) => note(node, node.source),
    ImportExpression: (node) => note(node, node.source),
    // `new Worker(new URL("./x.ts", import.meta.url))` starts a module as surely as an import.
    NewExpression: (node) => {
      const [first, second] = node.arguments;
      if (!first || !isNamed(node.callee, "URL") || !isImportMetaUrl(second)) return;
      note(node, first);
    },
  };
}

function valueVisitor(draft: Draft, lineOf: LineOf): Deno.lint.LintVisitor {
  const note = (list: "values" | "members" | "waits" | "nonNulls", node: Node, name: string) => {
    draft[list].push({ name, line: lineOf(node.range[0]) });
  };
  return {
    Identifier: (node) => {
      if (isValue(node)) note("values", node, node.name);
    },
    MemberExpression: (node) => {
      const member = memberName(node);
      if (member !== undefined) note("members", node, member);
    },
    AwaitExpression: (node) => note("waits", node, "await"),
    ForOfStatement: (node) => {
      if (node.await) note("waits", node, "for await");
    },
    TSNonNullExpression: (node) => note("nonNulls", node, "!"),
    ":matches(FunctionDeclaration, FunctionExpression, ArrowFunctionExpression)[async=true]": (
      node: Node,
    ) => note("waits", node, "async"),
  };
}

function sizeVisitor({ functions }: Draft, lineOf: LineOf): Deno.lint.LintVisitor {
  const measure = (node: Node, name: string): void => {
    const line = lineOf(node.range[0]);
    functions.push({ name, line, lines: lineOf(node.range[1]) - line + 1 });
  };
  return {
    FunctionDeclaration: (node) => measure(node, node.id?.name ?? "default"),
    FunctionExpression: (node) => measure(node, "function"),
    ArrowFunctionExpression: (node) => measure(node, "arrow function"),
  };
}

/** Whether the name stands for a value, rather than for a member, a key or a type. */
function isValue(node: Deno.lint.Identifier): boolean {
  const parent = node.parent;
  switch (parent.type) {
    case "MemberExpression":
      return parent.computed || parent.object.range[0] === node.range[0];
    case "Property":
      return parent.computed || parent.shorthand || parent.key.range[0] !== node.range[0];
    case "MethodDefinition":
    case "PropertyDefinition":
      return parent.computed || parent.key.range[0] !== node.range[0];
    // `Deno.FileInfo` as a type leans on the platform as much as a call does.
    case "TSTypeReference":
    case "TSClassImplements":
    case "TSInterfaceHeritage":
      return node.name === "Deno";
    case "TSMethodSignature":
    case "TSPropertySignature":
    case "TSEnumMember":
      return false;
    default:
      return true;
  }
}

/** `a.b.c` in writing, where each part is a plain name or a text in brackets. */
function memberName(
  { object, property, computed }: Deno.lint.MemberExpression,
): string | undefined {
  const owner = object.type === "MemberExpression"
    ? memberName(object)
    : object.type === "Identifier"
    ? object.name
    : undefined;
  const name = property.type === "Identifier" && !computed ? property.name : textOf(property);
  return owner === undefined || name === undefined ? undefined : `${owner}.${name}`;
}

interface Surroundings {
  readonly text: string;
  readonly comments: readonly (Deno.lint.LineComment | Deno.lint.BlockComment)[];
  readonly lineOf: LineOf;
}

/** Exported declarations without a docstring right above; the first of an overload speaks for all. */
function undocumented(program: Deno.lint.Program, { text, comments, lineOf }: Surroundings) {
  const docEnds = comments
    .filter((comment) => comment.type === "Block" && comment.value.startsWith("*"))
    .map((comment) => comment.range[1]);
  const documented = new Set<string>();
  const missing: Mention[] = [];
  for (const node of program.body) {
    const name = exportedName(node);
    if (name === undefined || documented.has(name)) continue;
    const start = node.range[0];
    const hasDoc = docEnds.some((end) => end <= start && isOnlyRemarks(text.slice(end, start)));
    if (hasDoc) documented.add(name);
    else missing.push({ name, line: lineOf(start) });
  }
  return missing;
}

/** Between a docstring and its export there may be line comments (lint remarks), nothing else. */
function isOnlyRemarks(between: string): boolean {
  return between.replaceAll(/\/\/.*/g, "").trim() === "";
}

/** The name that a statement exports by declaring it; re-exports have their docstring at home. */
function exportedName(node: Node): string | undefined {
  if (node.type === "ExportDefaultDeclaration") return "default";
  if (node.type !== "ExportNamedDeclaration" || !node.declaration) return undefined;
  const { declaration } = node;
  if (declaration.type !== "VariableDeclaration") {
    return "id" in declaration && declaration.id?.type === "Identifier"
      ? declaration.id.name
      : "a declaration";
  }
  const id = declaration.declarations[0]?.id;
  return id?.type === "Identifier" ? id.name : "a pattern";
}

function textOf(node: Node): string | undefined {
  return node.type === "Literal" && typeof node.value === "string" ? node.value : undefined;
}

function isNamed(node: Node, name: string): boolean {
  return node.type === "Identifier" && node.name === name;
}

function isImportMetaUrl(node: Node | undefined): boolean {
  return node?.type === "MemberExpression" && node.object.type === "MetaProperty" &&
    isNamed(node.property, "url");
}
