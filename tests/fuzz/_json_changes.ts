// Changes to JSON that keep most of it whole: members out, doubled, renamed, of every other type.
//
// The text is taken apart into nodes and written again by hand, so that it can say what
// JSON.stringify cannot: a member twice, 1e400, half a surrogate pair, ten thousand brackets.

import type { Chance, Change } from "./_mutator.ts";
import { changedText } from "./_text_changes.ts";

/** A value as it is written: a leaf's text, a list, or an object's members in order. */
type Node =
  | { readonly type: "leaf"; readonly text: string }
  | { readonly type: "list"; readonly entries: readonly Node[] }
  | { readonly type: "object"; readonly members: readonly Member[] };

interface Member {
  readonly name: string;
  readonly node: Node;
}

/** Values of every type, at the edges of what parsers and patterns take. */
const strangers: readonly string[] = [
  ...["null", "true", "false", "{}", "[]", '""', '"a"', "0", "-0", "1", "-1", "0.5", "1.0", "1E2"],
  ...["1e400", "-1e400", "9007199254740991", "9007199254740992", "1e-400", "65536", "4294967296"],
  ...['"\\ud800"', '"\\udc00a"', '"\\u0000"', '"\\ufeffa"', '"\\u202e100"', '" "', '"a\\nb"'],
  ...['"__proto__"', '"constructor"', '{"__proto__":{"a":1}}', '{"length":2}', "[[],[]]", "[null]"],
  `"${"a".repeat(20_000)}"`,
  `"${"é".repeat(120)}"`,
  "9".repeat(400),
  `${"[".repeat(3_000)}${"]".repeat(3_000)}`,
  `${'{"a":'.repeat(3_000)}0${"}".repeat(3_000)}`,
  `[${"0,".repeat(2_000)}0]`,
];

const strangeNames: readonly string[] = [
  ...["__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "valueOf", "length"],
  ...["", " ", "keys ", "KEYS", "then", "\ud800", "\u0000", "0", "a.b", "d", "n".repeat(5_000)],
];

/** A JSON text with one thing about one value changed; what is no JSON is changed as text. */
export const changedJson: Change<string> = (text, chance, other) => {
  const top = nodeIn(text);
  if (top === null || chance.seldom(12)) return changedText(text, chance, other);
  const donor = nodeIn(other) ?? top;
  // Every other time the whole: most of what is wrong is a member too many or too few.
  const target = chance.seldom(2) ? 0 : chance.below(count(top));
  return written(replaced(top, target, (node) => changedNode(node, chance, donor)));
};

function changedNode(node: Node, chance: Chance, donor: Node): Node {
  if (chance.seldom(3)) return { type: "leaf", text: chance.one(strangers) };
  switch (node.type) {
    case "leaf":
      return changedLeaf(node.text, chance);
    case "list":
      return { type: "list", entries: changedList(node.entries, chance, donor) };
    case "object":
      return { type: "object", members: changedMembers(node.members, chance, donor) };
  }
}

function changedLeaf(text: string, chance: Chance): Node {
  if (text.startsWith('"')) {
    const [from, to] = [1 + chance.below(text.length - 1), chance.below(3)];
    const piece = chance.one(["", "A", "\\ud800", "\\u0000", " ", "é", "=", "\\u202e", "-", "0"]);
    const changed = text.slice(0, from) + piece + text.slice(Math.min(from + to, text.length - 1));
    return { type: "leaf", text: isJson(changed) ? changed : '"?"' };
  }
  const number = Number(text);
  const near = chance.one([number + 1, number - 1, number / 3, -number, number * 2 ** 40]);
  return { type: "leaf", text: Number.isFinite(near) ? String(near) : "1e400" };
}

function changedList(entries: readonly Node[], chance: Chance, donor: Node): readonly Node[] {
  const at = chance.below(entries.length);
  const here = entries.slice(at, at + 1);
  const lists: readonly (readonly Node[])[] = [
    entries.toSpliced(at, 1),
    entries.toSpliced(at, 0, ...here),
    entries.toReversed(),
    [...entries, donor],
    Array<readonly Node[]>(chance.one([20, 300, 1_500])).fill(here).flat(),
  ];
  return chance.one(lists);
}

function changedMembers(
  members: readonly Member[],
  chance: Chance,
  donor: Node,
): readonly Member[] {
  const at = chance.below(members.length);
  const stranger: Node = { type: "leaf", text: chance.one(strangers) };
  const added = { name: chance.one(strangeNames), node: stranger };
  const { name = "a", node = stranger } = members[at] ?? {};
  const borrowed = donor.type === "object"
    ? donor.members[chance.below(donor.members.length)]
    : null;
  const lists: readonly (readonly Member[])[] = [
    members.toSpliced(at, 1),
    members.toSpliced(at, 1, { name, node: stranger }),
    [...members, { name, node: stranger }],
    [...members, added],
    members.toSpliced(at, 1, { name: added.name, node }),
    members.toReversed(),
    [...members, borrowed ?? added],
  ];
  return chance.one(lists);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false; // That is the question.
  }
}

/** Deeper or longer texts are changed as text: this file goes down values by calling itself. */
const bracketsMax = 2_000;

function nodeIn(text: string): Node | null {
  if (text.length > 100_000 || text.split(/[[{]/).length > bracketsMax) return null;
  return isJson(text) ? nodeOf(JSON.parse(text)) : null;
}

function nodeOf(value: unknown): Node {
  if (Array.isArray(value)) return { type: "list", entries: value.map(nodeOf) };
  if (typeof value !== "object" || value === null) {
    return { type: "leaf", text: JSON.stringify(value) };
  }
  const members = Object.entries(value).map(([name, inner]) => ({ name, node: nodeOf(inner) }));
  return { type: "object", members };
}

function innerOf(node: Node): readonly Node[] {
  if (node.type === "leaf") return [];
  return node.type === "list" ? node.entries : node.members.map((member) => member.node);
}

function count(node: Node): number {
  return innerOf(node).reduce((sum, inner) => sum + count(inner), 1);
}

/** The node with the one at place `at` (in the order of the text) changed. */
function replaced(node: Node, at: number, change: (node: Node) => Node): Node {
  if (at === 0) return change(node);
  let left = at - 1;
  for (const [index, inner] of innerOf(node).entries()) {
    const size = count(inner);
    if (left < size) return withInner(node, index, replaced(inner, left, change));
    left -= size;
  }
  return node;
}

function withInner(node: Node, index: number, inner: Node): Node {
  if (node.type === "list") return { ...node, entries: node.entries.with(index, inner) };
  if (node.type === "leaf") return node;
  const members = node.members.map((member, at) =>
    at === index ? { ...member, node: inner } : member
  );
  return { ...node, members };
}

function written(node: Node): string {
  switch (node.type) {
    case "leaf":
      return node.text;
    case "list":
      return `[${node.entries.map(written).join(",")}]`;
    case "object":
      return `{${
        node.members.map((m) => `${JSON.stringify(m.name)}:${written(m.node)}`).join(",")
      }}`;
  }
}
