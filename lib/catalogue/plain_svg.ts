// Is this SVG only a drawing? An SVG is a program for a browser unless it is proven to be none.
//
// This is no XML parser for all of XML: it reads the plain subset that drawing tools write, knows
// the elements that draw, and refuses everything else by name: scripts, event attributes, styles
// that load, links that leave the file, document types and their entities.

// Elements that draw or hold what draws. Not here: script, foreignObject, a, style, animate and
// set (they can turn a safe reference into another one), feImage, and anything with a prefix.
const drawingElements = new Set([
  ...["svg", "g", "defs", "symbol", "use", "title", "desc", "switch", "marker", "view"],
  ...["path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "image"],
  ...["text", "tspan", "textPath", "clipPath", "mask", "pattern", "linearGradient"],
  ...["radialGradient", "stop", "filter", "feBlend", "feColorMatrix", "feComponentTransfer"],
  ...["feComposite", "feDropShadow", "feFlood", "feFuncA", "feFuncB", "feFuncG", "feFuncR"],
  ...["feGaussianBlur", "feMerge", "feMergeNode", "feMorphology", "feOffset", "feTurbulence"],
]);

const svgNamespace = "http://www.w3.org/2000/svg";
const declaration =
  /^<\?xml\s+version="1\.[01]"(?:\s+encoding="utf-8")?(?:\s+standalone="\w+")?\s*\?>/i;
const endTag = /<\/([A-Za-z][\w.-]*)\s*>/y;
const startTag =
  /<([A-Za-z][\w.-]*)((?:\s+[A-Za-z_][\w.:-]*\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/y;
const attribute = /([A-Za-z_][\w.:-]*)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/g;
const entity = /&(?:(amp|lt|gt|quot|apos)|#(\d{1,7})|#x([0-9A-Fa-f]{1,6}));/g;
const namedEntities: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
};

type Token =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "end"; readonly text: string }
  | { readonly type: "alien"; readonly text: string }
  | { readonly type: "comment" }
  | {
    readonly type: "start";
    readonly text: string;
    readonly attributes: string;
    readonly isEmpty: boolean;
  };

/**
 * What in the SVG text `svg` is more than a drawing, or null where nothing is. The answer names
 * the first offender shortly (`<script>`, `onload in <g>`). Takes time linear in the text.
 */
export function svgOffence(svg: string): string | null {
  const open: string[] = [];
  let hasRoot = false;
  for (const token of tokensOf(svg)) {
    if (token.type === "comment") continue;
    if (token.type === "alien") return token.text;
    if (token.type === "text") {
      if (decoded(token.text) === null) return "&";
      if (open.length === 0 && token.text.trim() !== "") return "text outside <svg>";
      continue;
    }
    if (token.type === "end") {
      if (open.pop() !== token.text) return `</${token.text}>`;
      continue;
    }
    const offence = elementOffence(token.text, token.attributes);
    if (offence !== null) return offence;
    // The one root is <svg>, and a browser draws it only in its namespace.
    if (open.length === 0) {
      if (hasRoot || token.text !== "svg") return `<${token.text}> as root`;
      if (!/\sxmlns\s*=/.test(token.attributes)) return "<svg> without xmlns";
      hasRoot = true;
    }
    if (!token.isEmpty) open.push(token.text);
  }
  if (!hasRoot) return "no <svg>";
  const unclosed = open.at(-1);
  return unclosed === undefined ? null : `<${unclosed}> without end`;
}

function* tokensOf(svg: string): Generator<Token, void> {
  let at = declaration.exec(svg)?.[0].length ?? 0;
  while (at < svg.length) {
    const next = svg.indexOf("<", at);
    const end = next === -1 ? svg.length : next;
    if (end > at) yield { type: "text", text: svg.slice(at, end) };
    if (next === -1) return;
    const [token, after] = tagAt(svg, next);
    yield token;
    at = after;
  }
}

/** The tag or comment at `at` and where it ends. */
function tagAt(svg: string, at: number): readonly [Token, number] {
  if (svg.startsWith("<!--", at)) {
    const end = svg.indexOf("-->", at + 4);
    if (end === -1) return [{ type: "alien", text: "<!--" }, svg.length];
    return [{ type: "comment" }, end + 3];
  }
  endTag.lastIndex = at;
  const closing = endTag.exec(svg)?.[1];
  if (closing !== undefined) return [{ type: "end", text: closing }, endTag.lastIndex];
  startTag.lastIndex = at;
  const [, name = "", attributes = "", slash] = startTag.exec(svg) ?? [];
  if (name !== "") {
    return [{ type: "start", text: name, attributes, isEmpty: slash === "/" }, startTag.lastIndex];
  }
  // Document types, CDATA, processing instructions and prefixed elements match neither pattern.
  const text = /^<[!?/]?[\w:.[-]{0,20}/.exec(svg.slice(at, at + 24))?.[0] ?? "<";
  return [{ type: "alien", text }, svg.length];
}

function elementOffence(element: string, attributes: string): string | null {
  if (!drawingElements.has(element)) return `<${element.slice(0, 40)}>`;
  const seen = new Set<string>();
  for (const [, name = "", inDouble, inSingle] of attributes.matchAll(attribute)) {
    const value = decoded(inDouble ?? inSingle ?? "");
    if (value === null || seen.has(name) || !attributeIsPlain(name, value)) {
      return `${name.slice(0, 40)} in <${element}>`;
    }
    seen.add(name);
  }
  return null;
}

function attributeIsPlain(name: string, value: string): boolean {
  // A prefix can be bound to any namespace, so only the part after it is believed.
  const local = name.slice(name.indexOf(":") + 1).toLowerCase();
  if (name === "xmlns") return value === svgNamespace;
  if (name.startsWith("xmlns:")) return true;
  if (local.startsWith("on") || local === "src" || local === "base") return false;
  if (local === "href") {
    return /^(?:#[\w.:-]+|data:image\/(?:png|jpeg);base64,[\s\w+/=]*)$/.test(value);
  }
  return styleIsPlain(value);
}

/** Any attribute may be read as CSS: nothing in it may load, import or hide behind an escape. */
function styleIsPlain(value: string): boolean {
  if (/[\\@]|image-set|image\s*\(|src\s*\(|expression\s*\(|javascript:/i.test(value)) return false;
  const inside = value.replaceAll(/url\(\s*(["']?)#[\w.:-]+\1\s*\)/gi, "");
  return !/url\s*\(/i.test(inside);
}

/** `text` with its entities resolved, or null where one is unknown: no document type declares any. */
function decoded(text: string): string | null {
  const rest = text.replaceAll(entity, "");
  if (rest.includes("&")) return null;
  return text.replaceAll(entity, (_whole, name, decimal, hexadecimal) => {
    if (name !== undefined) return namedEntities[name] ?? "";
    const point = decimal === undefined ? parseInt(hexadecimal, 16) : parseInt(decimal, 10);
    return point > 0x10ffff ? "\ufffd" : String.fromCodePoint(point);
  });
}
