// Bodies that nobody would write: whatever comes, the answer is a problem of ours or a success,
// the app goes on, and nothing is reported as a fault of the house.

import { assert } from "@std/assert";
import fc from "fast-check";
import { lot7, newStage, problemOf, type RequestOptions, stageWithLot } from "./stage.ts";

const runs = { numRuns: 150 };
const paths = [
  ...["", "/7/open", "/7/warn", "/7/hammer", "/7/withdraw", "/open-timed", "/7/increments"]
    .map((path) => `/api/v1/lots${path}`),
  ...["/7/floor-bids", "/7/retract", "/7/reopen", "/7/move"].map((path) => `/api/v1/lots${path}`),
  "/api/v1/sale/terms",
  "/api/v1/paddles",
];
const types = ["application/json", "text/csv", "multipart/form-data; boundary=x", "text/plain"];

Deno.test("The app answers any bytes under any type with a problem", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...paths, "/api/v1/bidders", "/api/v1/sale/close"),
      fc.constantFrom(...types),
      fc.uint8Array({ minLength: 1, maxLength: 400 }),
      async (path, type, bytes) => {
        await check(path, { headers: { "content-type": type }, body: new Uint8Array(bytes) });
      },
    ),
    runs,
  );
});

Deno.test("The app answers any JSON with a problem or a success", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...paths, "/api/v1/bidders", "/api/v1/sale/close"),
      fc.json({ maxDepth: 4 }),
      async (path, body) => {
        await check(path, { headers: { "content-type": "application/json" }, body });
      },
    ),
    runs,
  );
});

Deno.test("The app answers a lot with any field changed with a problem or a success", async () => {
  const field = fc.constantFrom(...Object.keys(lot7), "reserve", "softClose", "image", "extra");
  await fc.assert(
    fc.asyncProperty(field, fc.jsonValue({ maxDepth: 3 }), async (name, value) => {
      await check("/api/v1/lots", { json: { ...lot7, [name]: value } });
    }),
    runs,
  );
});

Deno.test("The app answers a form with any byte changed with a problem or a success", async () => {
  const whole = new TextEncoder().encode(
    '--x\r\nContent-Disposition: form-data; name="f"; filename="lot.json"\r\n' +
      `Content-Type: application/json\r\n\r\n${JSON.stringify(lot7)}\r\n--x--\r\n`,
  );
  const headers = { "content-type": "multipart/form-data; boundary=x" };
  await fc.assert(
    fc.asyncProperty(
      fc.nat({ max: whole.length - 1 }),
      fc.nat({ max: 255 }),
      async (at, byte) => {
        const body = Uint8Array.from(whole);
        body[at] = byte;
        await check("/api/v1/lots", { headers, body });
        await check("/api/v1/lots", { headers, body: whole.slice(0, at + 1) });
      },
    ),
    runs,
  );
});

Deno.test("The app answers any header of ours with a problem or a success", async () => {
  const names = ["host", "origin", "authorization", "accept-language", "last-event-id"];
  // Headers carry printable ASCII; the HTTP server refuses anything else before the app sees it.
  const text = fc.string({ unit: "grapheme-ascii", maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...names), text, async (name, value) => {
      const stage = newStage();
      const response = await stage.request("/api/v1/sale", { headers: { [name]: value } });
      if (response.status === 200) await response.body?.cancel();
      else await problemOf(response);
      assert(response.status < 500);
    }),
    runs,
  );
});

async function check(path: string, options: RequestOptions): Promise<void> {
  const stage = await stageWithLot();
  const response = await stage.request(path, { ...options, method: "POST" });
  if (response.ok) await response.body?.cancel();
  else await problemOf(response);
  assert(response.status < 500, `${response.status}`);
  assert(stage.reported.length === 0);
  const sale = await stage.get("/api/v1/sale");
  assert(sale.ok);
  await sale.body?.cancel();
}
