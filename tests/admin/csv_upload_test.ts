// Catalogues in CSV over the admin API: taken whole, or refused with every cell that is wrong.

import { assertEquals, assertMatch } from "@std/assert";
import { emptySale } from "../../lib/auction/sale.ts";
import { csvBytesMax } from "../../lib/catalogue/limits.ts";
import { LoadedSchema, ProblemSchema } from "../../lib/admin/answer_schemas.ts";
import * as v from "valibot";
import { drawing } from "../catalogue/items_fixture.ts";
import { newStage, problemOf, type Stage } from "./stage.ts";

const path = "/api/v1/lots";
const right = "LotNum,Title,StartPrice,Artist\n7,Desk,900.50,Ana\n8,Lamp,R$ 1.200,\n";

async function post(
  stage: Stage,
  body: BodyInit,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const type = body instanceof FormData ? {} : { "content-type": "text/csv" };
  return await stage.request(path, { method: "POST", body, headers: { ...type, ...headers } });
}

function lotsOf(stage: Stage): readonly string[] {
  return [...stage.house.snapshot().view.lots.values()].map(({ lot }) =>
    [lot.id, lot.title.en ?? `pt:${lot.title.pt}`, lot.opening, lot.closing.type, lot.image?.name]
      .join()
  );
}

Deno.test("POST /lots loads a catalogue in CSV and tells what it left out", async () => {
  const stage = newStage();
  const response = await post(stage, right);
  assertEquals(response.status, 200);
  const { results, notes } = v.parse(LoadedSchema, await response.json());
  assertEquals(results.map(({ lot, change }) => `${lot} ${change}`), ["7 added", "8 added"]);
  assertEquals(notes, [{
    code: "unknown_column",
    text: 'column 4 ("Artist") is not known and was left out',
  }]);
  assertEquals(lotsOf(stage), ["7,Desk,90050,clerked,", "8,Lamp,120000,clerked,"]);
});

Deno.test("POST /lots takes a charset beside text/csv, and the language of the texts", async () => {
  for (const charset of ["utf-8", "windows-1252", '"UTF-8"']) {
    const stage = newStage();
    const type = { "content-type": `text/csv; charset=${charset}` };
    const response = await post(stage, right, { ...type, "content-language": "pt-BR" });
    assertEquals(response.status, 200);
    await response.body?.cancel();
    assertEquals(lotsOf(stage)[0], "7,pt:Desk,90050,clerked,");
  }
  const other = await post(newStage(), right, { "content-type": "text/csv; charset=utf-16" });
  assertEquals(await problemOf(other), "bad_media_type");
});

Deno.test("POST /lots refuses a catalogue in CSV by row, lot, column and what is wanted", async () => {
  const stage = newStage();
  const wrong = `${right}9,Rug,"1,200",\n"<b>",Pot,$5,\n`;
  const response = await post(stage, wrong, { "accept-language": "pt" });
  assertEquals(response.status, 422);
  const { code, errors = [] } = v.parse(ProblemSchema, await response.json());
  assertEquals(code, "bad_items");
  const seen = errors.map(({ file, pointer, row, lot, code }) => [file, row, lot, pointer, code]);
  assertEquals(seen, [
    ["body", 4, "9", "StartPrice", "csv_ambiguous"],
    ["body", 5, undefined, "StartPrice", "csv_currency"],
  ]);
  assertMatch(errors[0]?.expected ?? "", /esperado um valor que só se possa ler de um modo/);
  assertEquals(lotsOf(stage), []);
});

Deno.test("POST /lots takes no amounts in CSV before a sale has a currency for them", async () => {
  const stage = newStage();
  Object.assign(stage.house, { snapshot: () => ({ seq: 0, view: emptySale().view }) });
  assertEquals(await problemOf(await post(stage, right)), "no_sale");
});

Deno.test("POST /lots refuses a CSV file that is none, and one that is too large", async () => {
  const none = await post(newStage(), "no lots here");
  const { errors } = v.parse(ProblemSchema, await none.json());
  assertEquals(errors?.map(({ pointer, row, code }) => [pointer, row, code]), [
    ["", 1, "csv_columns"],
  ]);
  assertEquals(await problemOf(await post(newStage(), " ".repeat(csvBytesMax + 1))), "too_large");
  const form = new FormData();
  form.append("lots", new File([" ".repeat(csvBytesMax + 1)], "sale.csv"));
  assertEquals(await problemOf(await post(newStage(), form)), "too_large");
});

Deno.test("POST /lots loads a form of CSV, JSON and pictures, or nothing of it", async () => {
  const csv = "LotNum,Title,StartPrice,ImageFile.1\n7,Desk,900,desk.svg\n";
  const formOf = (...more: readonly File[]) => {
    const form = new FormData();
    form.append("lots", new File([csv], "sale.csv"));
    for (const file of more) form.append("more", file);
    return form;
  };
  const picture = new File([drawing()], "desk.svg");
  const other = (id: string) =>
    new File([JSON.stringify({ id, title: "Pot", opening: 1 })], "more.json");
  const stage = newStage();
  const response = await post(stage, formOf(picture, other("8")));
  assertEquals(response.status, 200);
  await response.body?.cancel();
  assertEquals(lotsOf(stage).toSorted(), ["7,Desk,90000,clerked,desk.svg", "8,Pot,1,clerked,"]);
  for (const form of [formOf(), formOf(picture, other("7"))]) {
    const refused = newStage();
    assertEquals(await problemOf(await post(refused, form)), "bad_items");
    assertEquals(lotsOf(refused), []);
  }
});
