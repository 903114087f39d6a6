// Lots of an upload with the pictures that came with them.

import { assertEquals } from "@std/assert";
import { parseCatalogue } from "../../lib/catalogue/lot_schema.ts";
import { describeWanted } from "../../lib/catalogue/problem.ts";
import { keepUploaded } from "../../lib/worker/uploaded_lots.ts";

Deno.test("keepUploaded() names the lot and the picture that did not come with it", async () => {
  const parsed = parseCatalogue({ id: "7", title: "Desk", opening: 100, image: "desk.png" }, {});
  if (!parsed.ok) throw new Error("the lot is whole");
  const lots = parsed.lots.map((lot) => ({ lot, imageName: "desk.png" }));
  const kept = await keepUploaded({ lots, images: [] }, "no-such-folder");
  const problems = kept.type === "refused" ? kept.problems : [];
  assertEquals(problems.map(({ cell }) => cell?.lot), ["7"]);
  assertEquals(problems.map(({ problem }) => describeWanted(problem, "pt")), [
    'esperado um arquivo de imagem "desk.png" junto com o arquivo do lote',
  ]);
});
