// Drawings pass; everything that makes an SVG more than a drawing is named.

import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { svgOffence } from "../../lib/catalogue/plain_svg.ts";

const open = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">';
const inside = (content: string) => `${open}${content}</svg>`;

const drawings: Readonly<Record<string, string>> = {
  "a rectangle": inside('<rect width="9" height="9" fill="#fff"/>'),
  "a declaration, a comment and a title": '<?xml version="1.0" encoding="UTF-8"?>\n<!-- x -->\n' +
    `${inside("<title>A &amp; B &#233;</title>")}\n`,
  "a gradient by reference": inside(
    '<defs><linearGradient id="g"><stop offset="0"/></linearGradient></defs>' +
      `<path d='M0 0h9' fill="url(#g)" style="stroke: url('#g')"/>`,
  ),
  "a use of its own part": inside('<g id="a"/><use href="#a"/><use xlink:href="#a"/>'),
  "an embedded photograph": inside('<image href="data:image/png;base64,iVBORw0KGgo="/>'),
  "a drawing within": inside("<svg><circle r='2'/></svg>"),
};

for (const [name, svg] of Object.entries(drawings)) {
  Deno.test(`svgOffence() finds nothing in ${name}`, () => {
    assertEquals(svgOffence(svg), null);
  });
}

const offences: readonly (readonly [name: string, svg: string, offence: string])[] = [
  ["nothing at all", "", "no <svg>"],
  ["plain text", "hello", "text outside <svg>"],
  ["a web page", "<html></html>", "<html>"],
  ["another root", '<g xmlns="http://www.w3.org/2000/svg"/>', "<g> as root"],
  ["two roots", `${inside("")}${inside("")}`, "<svg> as root"],
  ["no namespace", "<svg/>", "<svg> without xmlns"],
  ["another namespace", '<svg xmlns="http://www.w3.org/1999/xhtml"/>', "xmlns in <svg>"],
  ["an element without end", `${open}<g>`, "<g> without end"],
  ["crossed ends", inside("<g><path></g></path>"), "</g>"],
  ["a script", inside("<script>alert(1)</script>"), "<script>"],
  ["a script in capitals", inside("<SCRIPT/>"), "<SCRIPT>"],
  [
    "a script with a prefix",
    inside('<x:script xmlns:x="http://www.w3.org/2000/svg"/>'),
    "<x:script",
  ],
  ["a load event", open.replace(">", ' onload="alert(1)">') + "</svg>", "onload in <svg>"],
  ["a click event in capitals", inside('<g OnClick="x()"/>'), "OnClick in <g>"],
  ["foreign content", inside("<foreignObject/>"), "<foreignObject>"],
  ["a link", inside('<a href="#x"/>'), "<a>"],
  ["a style sheet", inside("<style>@import 'x'</style>"), "<style>"],
  ["an animation", inside('<set attributeName="href" to="x"/>'), "<set>"],
  [
    "an image from elsewhere",
    inside('<image href="https://example.org/a.png"/>'),
    "href in <image>",
  ],
  ["an image of this house", inside('<image xlink:href="/api/lots"/>'), "xlink:href in <image>"],
  ["a link under another prefix", inside('<use y:href="//x/#a"/>'), "y:href in <use>"],
  ["an embedded SVG", inside('<image href="data:image/svg+xml;base64,AA"/>'), "href in <image>"],
  ["a script address", inside('<use href="javascript:x()"/>'), "href in <use>"],
  ["an address in entities", inside('<use href="&#x6a;avascript:x()"/>'), "href in <use>"],
  ["a fill from elsewhere", inside('<g fill="url(https://x/#a)"/>'), "fill in <g>"],
  ["a style from elsewhere", inside("<g style=\"fill:URL( '//x')\"/>"), "style in <g>"],
  ["a style behind an escape", inside('<g style="fill:u\\72l(//x)"/>'), "style in <g>"],
  ["a style behind an entity", inside('<g style="fill:url&#40;//x)"/>'), "style in <g>"],
  ["an image set", inside("<g style=\"mask:image-set('//x' 1x)\"/>"), "style in <g>"],
  ["another base", inside('<g xml:base="https://x/"/>'), "xml:base in <g>"],
  ["a document type", `<!DOCTYPE svg>${inside("")}`, "<!DOCTYPE"],
  ["an entity of its own", `<!DOCTYPE svg [<!ENTITY a "b">]>${inside("&a;")}`, "<!DOCTYPE"],
  ["an entity from nowhere", inside("&a;"), "&"],
  ["an entity in an attribute", inside('<g fill="&a;"/>'), "fill in <g>"],
  ["a style sheet instruction", `<?xml-stylesheet href="x"?>${inside("")}`, "<?xml-stylesheet"],
  ["another encoding", `<?xml version="1.0" encoding="UTF-7"?>${inside("")}`, "<?xml"],
  ["character data", inside("<![CDATA[<script>]]>"), "<![CDATA["],
  ["one attribute twice", inside('<use href="#a" href="#b"/>'), "href in <use>"],
  ["an attribute without quotes", inside("<g fill=red/>"), "<g"],
  ["a comment without end", `${open}<!-- `, "<!--"],
];

for (const [name, svg, offence] of offences) {
  Deno.test(`svgOffence() names ${name}`, () => {
    assertEquals(svgOffence(svg), offence);
  });
}

Deno.test("svgOffence() takes any text in its stride and lets no script through", () => {
  const piece = fc.constantFrom(
    "<",
    ">",
    "/",
    "svg",
    open,
    "</svg>",
    "<g ",
    '"',
    "'",
    "=",
    " ",
    "href",
    "<script>",
    "<!--",
    "-->",
    "&#x3c;",
    "on",
    "url(",
    "#a",
    "<![CDATA[",
    "]]>",
    "<?xml",
    "?>",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const svg = pieces.join("");
      const visible = svg.replaceAll(/<!--.*?-->/g, "");
      if (svgOffence(svg) === null) assertEquals(visible.includes("<script"), false);
    }),
    { numRuns: 2000, seed: 7 },
  );
});

Deno.test("svgOffence() stays linear on texts made to be slow", () => {
  const n = 200_000;
  const slow: readonly (readonly [string, string | null])[] = [
    [`${open}<g${" ".repeat(n)}`, "<g"],
    [`${open}<g ${"a='b' ".repeat(n / 5)}`, "<g"],
    [inside(`<g fill="${"url( ".repeat(n / 5)}"/>`), "fill in <g>"],
    [inside(`<use href="data:image/png;base64,${"A".repeat(n)}!"/>`), "href in <use>"],
    [inside(`<g style="image${" ".repeat(n)}"/>`), null],
    [`${open}${"<g>".repeat(n)}`, "<g> without end"],
    [`<?xml ${" ".repeat(n)}`, "<?xml"],
  ];
  // A quadratic reader would stand still here for minutes.
  for (const [svg, offence] of slow) assertEquals(svgOffence(svg), offence);
});
