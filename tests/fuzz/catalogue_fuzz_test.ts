// Lots and pictures as people bring them: any item is taken whole, and then fits the wire, or is
// refused with problems; no picture that is more than a drawing comes through.

import { assert, assertEquals, assertLessOrEqual } from "@std/assert";
import { fromFileUrl, join } from "@std/path";
import fc from "fast-check";
import { LANGUAGES } from "../../lib/base/language.ts";
import { type Bytes, fromUtf8, toUtf8 } from "../../lib/base/bytes.ts";
import { checkImage } from "../../lib/catalogue/image.ts";
import { parseCsvCatalogue } from "../../lib/catalogue/csv_catalogue.ts";
import { describeCsvNote, describeCsvProblem } from "../../lib/catalogue/csv_report.ts";
import { ItemsFolder } from "../../lib/catalogue/items_folder.ts";
import { problemsMax } from "../../lib/catalogue/limits.ts";
import { parseCatalogue } from "../../lib/catalogue/lot_schema.ts";
import { svgOffence } from "../../lib/catalogue/plain_svg.ts";
import { describeProblem } from "../../lib/catalogue/problem.ts";
import { decodeCommand, encodeCommand } from "../../lib/wire/command_codec.ts";
import { inFolder } from "../secure/_folder.ts";
import { changedJson } from "./_json_changes.ts";
import { type Chance, changedBytes, mutants } from "./_mutator.ts";
import { runs } from "./_runs.ts";
import { changedText } from "./_text_changes.ts";

const samples = fromFileUrl(new URL("../../items/", import.meta.url));
const names = [...Deno.readDirSync(samples)].map(({ name }) => name).sort();

function textsOf(extension: string): readonly string[] {
  return names.filter((name) => name.endsWith(extension))
    .map((name) => Deno.readTextFileSync(join(samples, name)));
}

/** Every field that a lot can have, in each of its shapes. */
const rareItems = [
  { id: "A-1", title: "Mesa", description: "De nogueira", opening: 1, reserve: 2, currency: "BRL" },
  { id: "2", title: { pt: "Mesa" }, opening: 100, increments: { percent: 4.35, roundTo: 100 } },
  {
    id: "3",
    title: { en: "Desk" },
    opening: 100,
    increments: { table: [{ from: 0, step: 1 }, { from: 10, step: 5 }] },
    endsAt: "2026-02-28T10:00:00.5-03:00",
    softClose: { policy: "add_to_end", windowSeconds: 1.5, extensionSeconds: [3, 2, 1] },
  },
  {
    id: "4",
    title: "Desk",
    opening: 100,
    increments: { fixed: 5 },
    format: "english",
    durationSeconds: 60,
    softClose: { policy: "from_bid", windowSeconds: 10, extensionSeconds: 5, hardEndSeconds: 90 },
    image: "desk.svg",
  },
  { id: "5", title: "Desk", opening: 100, softClose: "br_10024", increments: "house_258" },
  {
    ...{ id: "6", title: "Desk", opening: 100, buyNow: 300, consignor: "12", group: "A" },
    ...{ estimate: { low: 200, high: 300 }, durationSeconds: 1 },
  },
  {
    id: "7",
    title: "Desk",
    opening: 100,
    format: "vickrey",
    reserve: 100,
    endsAt: "2027-01-01T10:00Z",
  },
  { id: "8", title: "Desk", opening: 100, format: "sealed_first", durationSeconds: 60 },
  {
    ...{ id: "9", title: "Rose", opening: 100 },
    format: { type: "dutch", floor: 10, step: 9, everySeconds: 0.5 },
  },
  {
    ...{ id: "10", title: "Wine", opening: 100, reserve: 200 },
    format: { type: "japanese", step: 10, everySeconds: 5, entrySeconds: 30 },
  },
  {
    id: "11",
    title: "Cheese",
    opening: 100,
    format: "uniform",
    quantity: 40,
    increments: "ebay_uk",
  },
];
/** Right shapes with one wrong term each: what a schema cannot see. */
const wrongTerms = [
  ...[{ currency: "USD" }, { description: " " }, { title: {} }, { description: "\ud800" }],
  ...[{ increments: { percent: 0.123, roundTo: 1 } }, { durationSeconds: 1.23456 }],
  { increments: { table: [{ from: 5, step: 1 }, { from: 5, step: 2 }] } },
  { durationSeconds: 60, endsAt: "2026-02-28T10:00Z" },
  ...[{ softClose: "default" }, { endsAt: "2026-02-30T10:00Z" }, { endsAt: "2026-02-28T25:00Z" }],
  {
    durationSeconds: 60,
    softClose: { policy: "from_bid", windowSeconds: 1, extensionSeconds: 1, hardEndSeconds: 9 },
  },
  ...[{ buyNow: 1, reserve: 2 }, { estimate: { low: 2, high: 1 } }, { group: "A" }, {
    quantity: 2,
  }],
  ...[{ format: "uniform" }, { format: { type: "dutch", floor: 1, step: 1, everySeconds: 1 } }],
  { increments: { table: Array.from({ length: 32 }, (_, i) => ({ from: i * 1e13, step: 1e13 })) } },
].map((wrong) => JSON.stringify([{ id: "1", title: "é".repeat(100), opening: 1, ...wrong }]));
const items = [
  ...textsOf(".json"),
  ...rareItems.map((item) => JSON.stringify(item)),
  JSON.stringify({ lots: rareItems }),
];

Deno.test("parseCatalogue() takes of mutants only lots that the record can hold", () => {
  fc.assert(
    fc.property(mutants([...items, ...wrongTerms], changedJson), (text) => {
      const value = jsonOf(text);
      const parsed = parseCatalogue(value, { currency: "BRL" });
      if (parsed.ok) {
        for (const lot of parsed.lots) {
          const command = { type: "CatalogueLot", at: 0, lot, salt: "00".repeat(16) } as const;
          assertEquals(decodeCommand(encodeCommand({ command, signed: null }))?.command, command);
        }
        return;
      }
      assert(parsed.problems.length > 0);
      assertLessOrEqual(parsed.problems.length, problemsMax);
      for (const problem of parsed.problems) {
        for (const language of LANGUAGES) {
          assertLessOrEqual(describeProblem(problem, language).length, 2_000);
        }
      }
    }),
    runs(400),
  );
});

Deno.test("parseCatalogue() takes the samples and every rare shape as they are", () => {
  for (const text of items) assertEquals(parseCatalogue(JSON.parse(text)).ok, true, text);
});

Deno.test("parseCatalogue() drops the marks that the wire does not carry", () => {
  const marked = {
    ...rareItems[0],
    title: "\ufeffMesa\ufeff",
    description: "\ufeff\ufeffDe nogueira",
  };
  assertEquals(parseCatalogue(marked), parseCatalogue(rareItems[0]));
});

Deno.test("parseCatalogue() gives a percentage as the record will read it", () => {
  const noisy = { ...rareItems[1], increments: { percent: 3.3499999999999996, roundTo: 100 } };
  const parsed = parseCatalogue(noisy);
  const wanted = { type: "percent", percent: 3.35, roundTo: 100 };
  assertEquals<unknown>(parsed.ok ? parsed.lots[0]?.increments : null, wanted);
});

Deno.test("parseCatalogue() refuses a list of half a million wrong entries by name", () => {
  const zeros = new Array<number>(500_000).fill(0);
  const softClose = { policy: "from_bid", windowSeconds: 1, extensionSeconds: zeros };
  for (const field of [{ increments: { table: zeros } }, { softClose }]) {
    const parsed = parseCatalogue({ ...rareItems[0], ...field });
    assertEquals(parsed.ok ? 0 : parsed.problems.length, problemsMax);
  }
});

const csvHead = "LotNum,Title,Description,LowEst,HighEst,StartPrice,Reserve Price,Buy Now Price," +
  "Quantity,Category,Consigner,ImageFile.1,ImageFile.2,Artist";
const csvFiles = [
  `${csvHead}\r\n1,Pot,"Silver, ""1860""\nOne dent",1200,"1,800.00",900,1000,3000,1,Silver,31,a.svg,b.svg,x`,
  `${csvHead}\n7,Cheese,,,,60,0,,40,,,,,\n8,Chair,,,,R$ 1.200,,,,,,,,`,
  "\ufefflote;título;lance inicial\n1;Bule;1.200,00\n2;Canoa;2500,5",
  'Lot\tTitle\tStartPrice\n1\t"Pot"\t1200',
  `${csvHead}\n1,Pot,,1.200,1200,-1,$9,1e9,10001,,Ana Lima,../a.svg,,`,
].map(toUtf8);

Deno.test("parseCsvCatalogue() answers any file with lots that items can hold, or with problems", () => {
  const style = fc.record({
    currency: fc.constantFrom("BRL", "USD", "JPY", "KWD"),
    decimal: fc.constantFrom(null, "." as const, "," as const),
  });
  fc.assert(
    fc.property(mutants(csvFiles, changedBytes, changedCsv), style, (bytes, amounts) => {
      const read = parseCsvCatalogue(bytes, { amounts, texts: "pt", closing: {} });
      for (const language of LANGUAGES) {
        for (const note of read.notes) {
          assertLessOrEqual(describeCsvNote(note, language).length, 1_000);
        }
        for (const problem of read.ok ? [] : read.problems) {
          const line = describeCsvProblem(problem, language);
          assertLessOrEqual(line.length, 2_000);
          assert(!/\p{Cc}/u.test(line), line);
        }
      }
      if (!read.ok) {
        assert(read.problems.length > 0 && read.problems.length <= problemsMax);
        return;
      }
      const items = JSON.parse(JSON.stringify({ lots: read.lots.map(({ item }) => item) }));
      const again = parseCatalogue(items, { currency: amounts.currency });
      assertEquals(again.ok && again.lots, read.lots.map(({ lot }) => lot));
    }),
    runs(400),
  );
});

Deno.test("parseCsvCatalogue() takes the right files of those that are changed", () => {
  const terms = { amounts: { currency: "BRL", decimal: null }, texts: "en", closing: {} } as const;
  const answers = csvFiles.map((bytes) => parseCsvCatalogue(bytes, terms).ok);
  assertEquals(answers, [true, true, true, true, false]);
});

Deno.test("svgOffence() lets through no mutant in which a browser could find a program", () => {
  fc.assert(
    fc.property(mutants([...textsOf(".svg"), ...wickedDrawings], changedText), (svg) => {
      if (svgOffence(svg) !== null) return;
      const plain = svg.replaceAll(/<!--[^]*?-->/g, "").toLowerCase();
      for (const tag of plain.match(/<[^>"']*(?:(?:"[^"]*"|'[^']*')[^>"']*)*>/g) ?? []) {
        assert(!/^<(?:script|foreignobject|iframe|style|set|animate|a|handler)\b/.test(tag), tag);
        assert(!/\son\w*\s*=/.test(tag.replaceAll(/"[^"]*"|'[^']*'/g, '""')), tag);
        assert(!/(?:javascript|vbscript):|url\(\s*["']?https?:/.test(tag), tag);
      }
      assert(!/<!(?:doctype|entity|\[cdata)|<\?xml-/.test(plain));
    }),
    runs(400),
  );
});

const svgHead = '<svg xmlns="http://www.w3.org/2000/svg"';
/** Drawings with what is to be kept out, so that splices carry it everywhere. */
const wickedDrawings = [
  `${svgHead}><script>alert(1)</script></svg>`,
  `${svgHead} onload="alert(1)"><g onclick='a()'/></svg>`,
  `${svgHead}><image href="https://example.test/a.png"/><use href="#a"/></svg>`,
  `${svgHead}><rect style="fill:url(https://example.test/)" fill="url(#a)"/></svg>`,
  ...[`${svgHead}/>${svgHead}/>`, "<g/>", "text", "<!-- -->", `${svgHead}><g></svg>`],
  `${svgHead} xmlns:x="http://www.w3.org/1999/xlink"><g style="a:\\75 rl(b)" x:href="#a"/></svg>`,
  `<!DOCTYPE svg [<!ENTITY a "b">]>${svgHead}>&a;&#60;&#x3c;</svg>`,
  `<?xml version="1.0" encoding="utf-8"?><!-- -->${svgHead}><text x='1'>a &amp; b</text></svg>`,
  `${svgHead}><a xlink:href="javascript:alert(1)"><animate attributeName="href"/></a></svg>`,
];

const rasters = [
  Uint8Array.fromHex("89504e470d0a1a0a0000000d49484452"),
  Uint8Array.fromHex("ffd8ffe000104a464946000101000001"),
  Uint8Array.fromHex("524946462400000057454250565038200000"),
  Uint8Array.fromHex("0000001c667479706176696600000000"),
  ...textsOf(".svg").slice(0, 2).map(toUtf8),
];

Deno.test("checkImage() answers any bytes under any name with an image or a problem", async () => {
  const imageNames = mutants(
    ["a.svg", "a.png", "a.jpg", "a.jpeg", "a.webp", "a.avif"],
    changedText,
  );
  await fc.assert(
    fc.asyncProperty(imageNames, mutants(rasters, changedBytes), async (name, bytes) => {
      const checked = await checkImage(name, bytes);
      if (!checked.ok) return;
      assert(/^[\w-][\w.-]*\.(?:svg|png|jpe?g|webp|avif)$/.test(name), name);
      assertEquals(checked.image.mediaType === "image/svg+xml", /\.svg$/.test(name));
      if (/\.svg$/.test(name)) assert(fromUtf8(bytes) !== null);
    }),
    runs(200),
  );
});

Deno.test("ItemsFolder.read() answers any file with lots or problems", async () => {
  await inFolder(async (folder) => {
    await Deno.writeTextFile(join(folder, "desk.svg"), textsOf(".svg")[0] ?? "");
    const seeds = [...items.map(toUtf8), toUtf8("\ufeff" + items[0])];
    await fc.assert(
      fc.asyncProperty(mutants(seeds, changedBytes), async (bytes) => {
        await Deno.writeFile(join(folder, "1.json"), bytes);
        const reading = await new ItemsFolder(folder).read("1.json");
        assert(reading.ok ? reading.lots.length > 0 : reading.problems.length > 0);
      }),
      runs(80),
    );
  });
});

/** Changes a file as text: cells are texts, and odd ones are what people write. */
function changedCsv(bytes: Bytes, chance: Chance, other: Bytes): Bytes {
  return toUtf8(changedText(fromUtf8(bytes) ?? "", chance, fromUtf8(other) ?? ""));
}

/** The JSON value of `text`, or the text itself: a value of the wrong type like any other. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text; // No JSON gets so far: its reader refuses it.
  }
}
