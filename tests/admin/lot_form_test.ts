// POST /lots with a form: files of lots together with their pictures.

import { assertEquals } from "@std/assert";
import * as v from "valibot";
import { OneLotSchema } from "../../lib/admin/answer_schemas.ts";
import { lot7, newStage, problemOf } from "./stage.ts";

const plainSvg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1">' +
  '<rect width="1" height="1" fill="#834"/></svg>';

function jsonFile(name: string, value: unknown): File {
  return new File([JSON.stringify(value)], name, { type: "application/json" });
}

Deno.test("POST /lots loads a form of lots and their pictures", async () => {
  const stage = newStage();
  const form = new FormData();
  form.append("lots", jsonFile("sale.json", [{ ...lot7, image: "desk.svg" }]));
  form.append("more", jsonFile("more.json", { ...lot7, id: "8" }));
  form.append("pictures", new File([plainSvg], "desk.svg", { type: "image/svg+xml" }));
  const response = await stage.request("/api/v1/lots", { method: "POST", body: form });
  assertEquals(response.status, 200);
  const { lot } = v.parse(OneLotSchema, await (await stage.get("/api/v1/lots/7")).json());
  assertEquals([lot.image?.name, lot.image?.mediaType], ["desk.svg", "image/svg+xml"]);
});

Deno.test("POST /lots loads nothing of a form with a bad lot, a bad picture or a doubled id", async () => {
  const cases: readonly (readonly [readonly File[], string])[] = [
    [[jsonFile("a.json", lot7), jsonFile("b.json", { ...lot7, id: "8", opening: -1 })], "amount"],
    [[jsonFile("a.json", lot7), jsonFile("b.json", lot7)], "unique_id"],
    [[jsonFile("a.json", { ...lot7, image: "desk.svg" })], "image_present"],
    [
      [
        jsonFile("a.json", { ...lot7, image: "desk.svg" }),
        new File(["<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"], "desk.svg"),
      ],
      "plain_svg",
    ],
  ];
  for (const [files, code] of cases) {
    const stage = newStage();
    const form = new FormData();
    for (const file of files) form.append("file", file);
    const response = await stage.request("/api/v1/lots", { method: "POST", body: form });
    const problem = await response.clone().json();
    assertEquals(await problemOf(response), "bad_items");
    assertEquals(problem.errors.map((error: { code: string }) => error.code), [code]);
    assertEquals(stage.house.snapshot().view.lots.size, 0);
  }
});
