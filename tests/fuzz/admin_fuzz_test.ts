// Requests to the admin app made of right ones: bodies, forms, headers and paths. The answer is a
// problem of ours or a success, nothing is reported as a fault, and the app goes on.

import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { type Bytes, toUtf8 } from "../../lib/base/bytes.ts";
import { acceptableLanguage } from "../../lib/web/acceptable_language.ts";
import { readBytes } from "../../lib/admin/request_body.ts";
import { toPublicJwks } from "../../lib/secure/key_set.ts";
import { lot7, newStage, problemOf, type RequestOptions, stageWithLot } from "../admin/stage.ts";
import { publishedKeySet } from "../secure/_keys.ts";
import { changedJson } from "./_json_changes.ts";
import { changedBytes, mutants } from "./_mutator.ts";
import { runs } from "./_runs.ts";
import { changedText } from "./_text_changes.ts";

/** A right body for each route that takes one. */
const bodies: Readonly<Record<string, string>> = {
  "/api/v1/lots": JSON.stringify({ lots: [lot7, { ...lot7, id: "8", reserve: 20_000 }] }),
  "/api/v1/lots/7/open": "{}",
  "/api/v1/lots/7/warn": '{"text":"Última chamada"}',
  "/api/v1/lots/7/hammer": '{"belowReserve":true}',
  "/api/v1/lots/7/withdraw": '{"reason":"Danificado"}',
  "/api/v1/bidders": JSON.stringify({
    name: "Ana",
    paddle: "12",
    keySet: toPublicJwks(publishedKeySet),
  }),
  "/api/v1/sale/close": "{}",
};
const json = { "content-type": "application/json" };

async function check(path: string, options: RequestOptions): Promise<void> {
  const stage = await stageWithLot();
  const response = await stage.request(path, options);
  if (response.ok) await response.body?.cancel();
  else await problemOf(response);
  assert(response.status < 500, `${response.status}`);
  assertEquals(stage.reported, []);
  assert((await stage.get("/api/v1/sale")).ok);
  stage.close();
}

for (const [path, seed] of Object.entries(bodies)) {
  Deno.test(`The app answers mutants of the body of POST ${path} without a fault`, async () => {
    await fc.assert(
      fc.asyncProperty(mutants([seed, ...Object.values(bodies)], changedJson), async (body) => {
        await check(path, { method: "POST", headers: json, body });
      }),
      runs(40),
    );
  });
}

const boundary = "----aB3";
const part = (name: string, type: string, content: string) =>
  `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\n` +
  `Content-Type: ${type}\r\n\r\n${content}\r\n`;
const forms = [
  part("lot.json", "application/json", JSON.stringify({ ...lot7, id: "9", image: "desk.svg" })) +
  part("desk.svg", "image/svg+xml", '<svg xmlns="http://www.w3.org/2000/svg"/>') +
  `--${boundary}--`,
  part("a.json", "", JSON.stringify(lot7)) + part("b.json", "", JSON.stringify(lot7)) +
  part("c.exe", "", "") + `--${boundary}--`,
  part("../lot.json", "text/plain", "{}") + part("lot.json", "", "[]") + `--${boundary}--\r\n`,
  `--${boundary}\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--${boundary}--\r\n`,
].map(toUtf8);

Deno.test("The app answers mutants of forms and of their types without a fault", async () => {
  const types = mutants([`multipart/form-data; boundary=${boundary}`], changedText)
    .map((type) => type.replaceAll(/[^\x20-\x7e]/g, "?"));
  await fc.assert(
    fc.asyncProperty(mutants(forms, changedBytes), fc.option(types), async (body, type) => {
      const contentType = type ?? `multipart/form-data; boundary=${boundary}`;
      const headers = { "content-type": contentType };
      await check("/api/v1/lots", { method: "POST", headers, body });
    }),
    runs(80),
  );
});

/** Right values of the headers that the app reads. */
const headers: Readonly<Record<string, readonly string[]>> = {
  host: ["127.0.0.1:8080", "[::1]:8080", "localhost"],
  origin: ["http://127.0.0.1:8080", "null"],
  "sec-fetch-site": ["same-origin", "none", "same-site"],
  authorization: ["Bearer Q0hPU0VOLUZPUi1URVNUUy1BTkQtTk9XSEVSRS1FTFM", "Basic YTpi"],
  "accept-language": ["pt-BR,pt;q=0.9,en;q=0.8", "*;q=0"],
  "last-event-id": ["0", "2"],
  "content-type": ['application/json; charset="utf-8"'],
  "content-length": ["2", "99999999999"],
};

Deno.test("The app answers mutants of each header without a fault", async () => {
  const header = fc.constantFrom(...Object.keys(headers)).chain((name) =>
    fc.tuple(fc.constant(name), mutants(headers[name] ?? [], changedText))
  );
  await fc.assert(
    fc.asyncProperty(header, async ([name, text]) => {
      // The HTTP server refuses anything else before the app sees it.
      const value = text.replaceAll(/[^\x20-\x7e]/g, "?");
      const options = { headers: { [name]: value } };
      await check("/api/v1/events", options);
      await check("/api/v1/lots/7/open", {
        method: "POST",
        body: "{}",
        headers: { ...json, [name]: value },
      });
    }),
    runs(60),
  );
});

Deno.test("The app answers mutants of paths and queries without a fault", async () => {
  const paths = [
    ...["/api/v1/lots/7", "/api/v1/events?after=1", "/api/v1/bidders/12/suspend", "/healthz"],
    ...["/api/v1/openapi.json", "/api/v1/reports", "/api/v1/counters", "/api/v1/lots/7/open"],
  ];
  const methods = fc.constantFrom("GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS");
  await fc.assert(
    fc.asyncProperty(mutants(paths, changedText), methods, async (path, method) => {
      const stage = newStage();
      const response = await stage.request(`/${path.replace(/^\/+/, "")}`, { method });
      await response.body?.cancel();
      assert(response.status < 500, `${response.status}`);
      assertEquals(stage.reported, []);
      stage.close();
    }),
    runs(100),
  );
});

Deno.test("acceptableLanguage() gives one of the two for any header", () => {
  fc.assert(
    fc.property(mutants(headers["accept-language"] ?? [], changedText), (header) => {
      assert(["en", "pt"].includes(acceptableLanguage(header)));
    }),
    runs(200),
  );
});

/** A body that comes in `count` chunks of `size` bytes, and how many of them were taken. */
function crumbs(count: number, size: number) {
  let taken = 0;
  const stream = new ReadableStream<Bytes>({
    pull(controller) {
      if (taken++ < count) controller.enqueue(new Uint8Array(size).fill(0x20));
      else controller.close();
    },
  }, { highWaterMark: 0 });
  const request = new Request("http://127.0.0.1/", { method: "POST", body: stream });
  return { request, taken: () => taken };
}

Deno.test("readBytes() reads a body of three hundred thousand crumbs whole", async () => {
  assertEquals((await readBytes(crumbs(300_000, 1).request, 300_000)).length, 300_000);
});

Deno.test("readBytes() stops to read as soon as the body is over its limit", async () => {
  const { request, taken } = crumbs(1_000, 1_000);
  const refusal = await readBytes(request, 10_000).catch((error) => error);
  assertEquals(refusal.code, "too_large");
  assert(taken() <= 13, `${taken()} chunks were taken`);
});
