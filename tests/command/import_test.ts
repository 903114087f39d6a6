// import as people run it: a process of its own, with its permissions, over a folder of items.

import { assertEquals, assertMatch } from "@std/assert";
import { join } from "@std/path";
import { ItemsFolder } from "../../lib/catalogue/items_folder.ts";
import { csvBytesMax } from "../../lib/catalogue/limits.ts";
import { drawing } from "../catalogue/items_fixture.ts";
import { inFolder } from "../secure/_folder.ts";
import { type Ended, runTask } from "./_run_task.ts";

const head = "LotNum,Title,Description,LowEst,HighEst,StartPrice,ImageFile.1,Artist";
const right = `${head}\n1,Pot,Silver,"1,000.00","1,500.00",900,pot.svg,Ana\n12A,Chair,,,,50.5,,\n`;

interface Stage {
  readonly folder: string;
  /** Runs `import` over a file of this content. */
  importing(csv: string, ...flags: readonly string[]): Promise<Ended>;
  items(): Promise<readonly string[]>;
}

/** Runs `use` over a folder with items/pot.svg in it. */
async function onStage(use: (stage: Stage) => Promise<void>): Promise<void> {
  await inFolder(async (folder) => {
    await Deno.mkdir(join(folder, "items"));
    await Deno.writeTextFile(join(folder, "items/pot.svg"), drawing());
    await use({
      folder,
      async importing(csv, ...flags) {
        await Deno.writeTextFile(join(folder, "spring sale.csv"), csv);
        return await runTask("import", ["--csv", "spring sale.csv", ...flags], { folder });
      },
      async items() {
        const entries = await Array.fromAsync(Deno.readDir(join(folder, "items")));
        return entries.map(({ name }) => name).sort();
      },
    });
  });
}

Deno.test("import writes an items file of which the house makes the lots", async () => {
  await onStage(async ({ folder, importing }) => {
    const done = await importing(right, "--closing", "900", "--texts", "pt");
    assertEquals(done.err, 'column 8 ("Artist") is not known and was left out\n');
    assertEquals([done.code, done.out], [0, 'Written: "items/spring-sale.json"; lots: 2\n']);
    const { lots, reports } = await new ItemsFolder(join(folder, "items"), { currency: "BRL" })
      .readAll();
    assertEquals(reports, []);
    const seen = lots.map(({ id, title, opening, image, closing }) =>
      [id, title.pt, Number(opening), image?.name, closing.type].join()
    );
    assertEquals(seen, ["1,Pot,90000,pot.svg,timed", "12A,Chair,5050,,timed"]);
  });
});

Deno.test("import writes nothing where one row is refused, and says why in both languages", async () => {
  await onStage(async ({ folder, importing, items }) => {
    const wrong = `${right}13,Lamp,,,,,none.svg,\n14,Rug,,,,call,,\n`;
    const english = await importing(wrong);
    assertEquals([english.code, english.out], [1, ""]);
    assertMatch(english.err, /^row 4, lot "13", "StartPrice": found nothing, wanted a value/m);
    assertMatch(english.err, /^row 5, lot "14", "StartPrice": found "call", wanted an amount/m);
    assertMatch(english.err, /^Nothing was imported; rows to mend: 2$/m);
    const args = ["--csv", "spring sale.csv", "--lang", "pt"];
    const portuguese = await runTask("import", args, { folder });
    assertMatch(portuguese.err, /^linha 5, lote "14", "StartPrice": encontrado "call"/m);
    assertMatch(portuguese.err, /^Nada foi importado; linhas a corrigir: 2$/m);
    assertEquals(await items(), ["pot.svg"]);
  });
});

Deno.test("import refuses a picture that is not there, and a number that another file has", async () => {
  await onStage(async ({ folder, importing, items }) => {
    await Deno.writeTextFile(join(folder, "items/a.json"), '{"id":"12A","title":"x","opening":1}');
    const refused = await importing(right.replace("pot.svg", "pan.svg"));
    assertEquals(refused.code, 1);
    assertMatch(refused.err, /^row 2, lot "1", "ImageFile.1": found "pan.svg", wanted an image/m);
    assertMatch(
      refused.err,
      /^row 3, lot "12A", "LotNum": found "12A".*; "a.json" has it already$/m,
    );
    assertEquals(await items(), ["a.json", "pot.svg"]);
  });
});

Deno.test("import overwrites only with --replace, and then its own lots are no others", async () => {
  await onStage(async ({ folder, importing }) => {
    assertEquals((await importing(right)).code, 0);
    const changed = right.replace("Pot", "Pan");
    const refused = await importing(changed);
    assertEquals([refused.code, refused.out], [1, ""]);
    assertMatch(refused.err, /is there already\n.*--replace/);
    assertMatch((await importing(changed, "--lang", "pt")).err, /já existe.*\n.*--replace/);
    const title = async () => {
      const { lots } = await new ItemsFolder(join(folder, "items")).readAll();
      return lots[0]?.title.en;
    };
    assertEquals(await title(), "Pot");
    assertEquals((await importing(changed, "--replace")).code, 0);
    assertEquals(await title(), "Pan");
  });
});

Deno.test("import --dry-run checks everything and writes nothing", async () => {
  await onStage(async ({ importing, items }) => {
    const tried = await importing(right, "--dry-run");
    assertEquals([tried.code, tried.out], [
      0,
      'All is in order for "items/spring-sale.json"; lots: 2\n',
    ]);
    assertEquals((await importing(right.replace("900", "call"), "--dry-run")).code, 1);
    assertEquals(await items(), ["pot.svg"]);
  });
});

Deno.test("import takes a decimal mark and another currency at the caller's word", async () => {
  await onStage(async ({ importing }) => {
    const open = right.replace("900", '"$1,200"').replace("50.5", '"1,200"');
    assertEquals((await importing(open, "--dry-run")).code, 1);
    const told = ["--dry-run", "--currency", "USD", "--decimal", "point"];
    assertEquals((await importing(open, ...told)).code, 0);
  });
});

Deno.test("import refuses flags that say nothing, and files that are none", async () => {
  await onStage(async ({ folder, importing, items }) => {
    for (const flags of [["--closing", "soon"], ["--closing", "0"], ["--currency", "reais"]]) {
      const { code, err } = await importing(right, ...flags);
      assertEquals(code, 2);
      assertMatch(err, new RegExp(`^import: ${flags[0]}: found `));
    }
    for (const csv of ["none.csv", "items"]) {
      assertEquals((await runTask("import", ["--csv", csv], { folder })).code, 1);
    }
    const large = await importing(" ".repeat(csvBytesMax + 1));
    assertMatch(large.err, /^import: .*found 1048577 bytes, want at most 1048576 bytes$/m);
    const nowhere = await importing(right, "--items", "elsewhere");
    assertMatch(nowhere.err, /^import: Cannot read the items folder: "elsewhere"/m);
    assertEquals(await items(), ["pot.svg"]);
  });
});
