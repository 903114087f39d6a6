// What the admin app refuses, and that a refusal says nothing that it should not.

import { assert, assertEquals } from "@std/assert";
import { FORM_BYTES_MAX, JSON_BYTES_MAX } from "../../lib/admin/admin_limits.ts";
import { lot7, newStage, problemOf, type RequestOptions, stageWithLot, TOKEN } from "./stage.ts";

const sale = "/api/v1/sale";
const lots = "/api/v1/lots";

Deno.test("hostGuard() refuses each Host but the allowed ones, before the token is looked at", async () => {
  const cases: readonly (readonly [string, number])[] = [
    ["127.0.0.1:8080", 200],
    ["127.0.0.1", 200],
    ["LOCALHOST:9", 200],
    ["evil.example", 421],
    ["127.0.0.1.evil.example:8080", 421],
    ["evil.example:127.0.0.1", 421],
    ["localhost@evil.example", 421],
    ["localhost:8080:80", 421],
    ["[::1]:8080", 421],
    ["0.0.0.0:8080", 421],
    ["", 421],
  ];
  const stage = newStage();
  for (const [host, status] of cases) {
    const response = await stage.request(sale, { headers: { host } });
    assertEquals(response.status, status, host);
    const stranger = await stage.request(sale, { headers: { host, authorization: null } });
    assertEquals(stranger.status, status === 200 ? 401 : 421, host);
    const health = await stage.request("/healthz", { headers: { host } });
    assertEquals(health.status, status, host);
  }
});

Deno.test("originGuard() refuses each page but our own, with the right token too", async () => {
  const cases: readonly (readonly [Record<string, string>, number])[] = [
    [{ origin: "http://127.0.0.1:8080" }, 200],
    [{ origin: "https://127.0.0.1:8080", "sec-fetch-site": "same-origin" }, 200],
    [{ "sec-fetch-site": "none" }, 200],
    [{ origin: "http://127.0.0.1:3000" }, 403],
    [{ origin: "http://localhost:8080" }, 403],
    [{ origin: "http://evil.example" }, 403],
    [{ origin: "null" }, 403],
    [{ origin: "" }, 403],
    [{ origin: "http://127.0.0.1:8080.evil.example" }, 403],
    [{ "sec-fetch-site": "same-site" }, 403],
    [{ "sec-fetch-site": "cross-site" }, 403],
  ];
  for (const [headers, status] of cases) {
    const stage = await stageWithLot();
    const response = await stage.request(`${lots}/7/open`, { method: "POST", headers });
    assertEquals(response.status, status, JSON.stringify(headers));
    const opened = stage.house.snapshot().view.lots.get("7")?.status === "open";
    assertEquals(opened, status === 200);
    assertEquals(response.headers.get("access-control-allow-origin"), null);
  }
});

Deno.test("tokenGuard() refuses a missing, wrong, cut, longer or otherwise sent token", async () => {
  const wrong = [
    null,
    "",
    "Bearer",
    `Bearer ${TOKEN.slice(0, -1)}`,
    `Bearer ${TOKEN}A`,
    `Bearer ${TOKEN.toLowerCase()}`,
    `Basic ${btoa(`admin:${TOKEN}`)}`,
    TOKEN,
    `Bearer ${TOKEN} ${TOKEN}`,
  ];
  for (const authorization of wrong) {
    const stage = newStage();
    const response = await stage.request(sale, { headers: { authorization } });
    assertEquals(response.headers.get("www-authenticate"), 'Bearer realm="leilao admin"');
    assertEquals([response.status, await problemOf(response)], [401, "no_token"]);
    const inQuery = await stage.request(`${sale}?token=${TOKEN}&access_token=${TOKEN}`, {
      headers: { authorization },
    });
    assertEquals(inQuery.status, 401);
  }
  const stage = newStage();
  const right = await stage.request(sale, { headers: { authorization: `bearer ${TOKEN}` } });
  assertEquals(right.status, 200);
});

Deno.test("tokenGuard() answers 429 after ten wrong tokens a minute, and never locks out the right one", async () => {
  const stage = newStage();
  const wrong = { headers: { authorization: "Bearer wrong" } };
  const statuses: number[] = [];
  for (let i = 0; i < 12; i++) statuses.push((await stage.request(sale, wrong)).status);
  assertEquals(statuses, [...Array(10).fill(401), 429, 429]);
  stage.clock.ms += 20_500;
  const late = await stage.request(sale, wrong);
  assertEquals([late.headers.get("retry-after"), await problemOf(late)], [
    "40",
    "too_many_failures",
  ]);
  assertEquals((await stage.get(sale)).status, 200);
  stage.clock.ms += 39_501;
  assertEquals((await stage.request(sale, wrong)).status, 401);
});

Deno.test("notFound and methodNotAllowed answer as problems, and only with the token", async () => {
  const stage = newStage();
  const cases: readonly (readonly [string, string, number, string | null])[] = [
    ["GET", "/api/v1/nothing", 404, null],
    ["GET", "/api/v1/lots/", 404, null],
    ["POST", "/api/v1/lots/7/explode", 404, null],
    ["POST", "/api/v1/lots/..%2f..%2fetc/open", 404, null],
    ["POST", "/api/v1/lots/%00/open", 404, null],
    ["GET", `/api/v1/lots/${"7".repeat(33)}`, 404, null],
    ["DELETE", "/api/v1/lots/7", 405, "GET, HEAD"],
    ["GET", "/api/v1/lots/7/open", 405, "POST"],
    ["PUT", "/api/v1/lots", 405, "GET, HEAD, POST"],
    ["OPTIONS", "/api/v1/sale", 405, "GET, HEAD"],
    ["POST", "/healthz", 405, "GET, HEAD"],
  ];
  for (const [method, path, status, allow] of cases) {
    const response = await stage.request(path, { method });
    const got = [response.status, response.headers.get("allow")];
    assertEquals(got, [status, allow], `${method} ${path}`);
    assertEquals(await problemOf(response), allow === null ? "no_such_page" : "method_not_allowed");
    const stranger = await stage.request(path, { method, headers: { authorization: null } });
    if (path.startsWith("/api/")) assertEquals(await problemOf(stranger), "no_token");
  }
  assertEquals((await stage.request("/none", { headers: { authorization: null } })).status, 404);
  // A stranger who opens the console is shown its door.
  assertEquals((await stage.request("/", { headers: { authorization: null } })).status, 303);
});

Deno.test("readBytes() cuts a body at its limit, whatever length is stated", async () => {
  const stage = newStage();
  const json = { "content-type": "application/json" };
  const form = { "content-type": "multipart/form-data; boundary=x" };
  const cases: readonly (readonly [RequestOptions, number, string])[] = [
    [{ headers: json, body: " ".repeat(JSON_BYTES_MAX + 1) }, 413, "too_large"],
    [{ headers: json, body: endless() }, 413, "too_large"],
    [{ headers: { ...json, "content-length": "2" }, body: endless() }, 413, "too_large"],
    [{ headers: { ...json, "content-length": "99999999" }, body: "{}" }, 413, "too_large"],
    [{ headers: { ...json, "content-length": "-1" }, body: "{}" }, 413, "too_large"],
    [{ headers: { ...json, "content-length": "1e1" }, body: "{}" }, 413, "too_large"],
    [{ headers: json, body: " ".repeat(JSON_BYTES_MAX) }, 400, "bad_json"],
    [{ headers: form, body: endless() }, 413, "too_large"],
    [{ headers: form, body: new Uint8Array(FORM_BYTES_MAX + 1) }, 413, "too_large"],
  ];
  for (const [options, status, code] of cases) {
    const response = await stage.request(lots, { ...options, method: "POST" });
    assertEquals([response.status, await problemOf(response)], [status, code]);
  }
});

Deno.test("readBytes() stops taking in a body as soon as it is too large", async () => {
  const stage = newStage();
  let taken = 0;
  let cancelled = false;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      taken += 65_536;
      controller.enqueue(new Uint8Array(65_536));
    },
    cancel() {
      cancelled = true;
    },
  }, { highWaterMark: 0 });
  const headers = { "content-type": "application/json" };
  const response = await stage.request(lots, { method: "POST", headers, body });
  assertEquals(await problemOf(response), "too_large");
  assert(cancelled);
  assert(taken < JSON_BYTES_MAX + 4 * 65_536, `${taken}`);
});

Deno.test("readJson() refuses what is not stated to be JSON, or is none", async () => {
  const cases: readonly (readonly [string | null, BodyInit, number, string])[] = [
    ["text/plain", JSON.stringify(lot7), 415, "bad_media_type"],
    ["application/x-www-form-urlencoded", "id=7", 415, "bad_media_type"],
    ["application/jsonp", "{}", 415, "bad_media_type"],
    ["application/json; charset=utf-16", "{}", 415, "bad_media_type"],
    ["application/json, text/plain", "{}", 415, "bad_media_type"],
    [null, new Uint8Array([123, 125]), 415, "bad_media_type"],
    ["application/json", "", 400, "bad_json"],
    ["application/json", '{"id":', 400, "bad_json"],
    ["application/json", "{'id':7}", 400, "bad_json"],
    ["application/json", '{"id":"7"} {}', 400, "bad_json"],
    ["application/json", new Uint8Array([0x22, 0xff, 0x22]), 400, "bad_json"],
    ["application/json", "\ufeff{}", 400, "bad_json"],
    ["application/json", "[".repeat(500_000), 400, "bad_json"],
    ["application/json", "[".repeat(50_000) + "]".repeat(50_000), 422, "bad_items"],
    ["application/json", "null", 422, "bad_items"],
    ["application/json", "[]", 422, "bad_items"],
    ["application/json", `[${"0,".repeat(400_000)}0]`, 422, "bad_items"],
    ["application/json", '{"lots":[],"x":1}', 422, "bad_items"],
    ["application/json", '{"__proto__":{"id":"7"}}', 422, "bad_items"],
    ["multipart/form-data", "x", 415, "bad_media_type"],
    ["multipart/form-data; boundary=x", "no form at all", 400, "bad_form"],
  ];
  for (const [type, body, status, code] of cases) {
    const stage = newStage();
    const headers = { "content-type": type };
    const response = await stage.request(lots, { method: "POST", headers, body });
    const shown = `${type} ${String(body).slice(0, 40)}`;
    assertEquals([response.status, await problemOf(response)], [status, code], shown);
    assertEquals(stage.house.snapshot().view.lots.size, 0);
  }
});

Deno.test("readJson() asks every route that needs a body for its stated type", async () => {
  const options = { method: "POST", headers: { "content-type": "text/plain" }, body: "{}" };
  for (const path of [lots, `${lots}/7/open`, "/api/v1/bidders", "/api/v1/sale/close"]) {
    const stage = await stageWithLot();
    assertEquals(await problemOf(await stage.request(path, options)), "bad_media_type", path);
  }
});

Deno.test("Command bodies refuse unknown fields, wrong types and lists, and change nothing", async () => {
  const cases: readonly (readonly [string, unknown, string])[] = [
    ["open", { now: true }, "/now"],
    ["open", [], ""],
    ["open", "text", ""],
    ["open", null, ""],
    ["open", { constructor: 1 }, "/constructor"],
    ["warn", { text: 7 }, "/text"],
    ["warn", { text: "" }, "/text"],
    ["warn", { text: "a\nb" }, "/text"],
    ["warn", { text: "\ud800" }, "/text"],
    ["warn", { text: "x".repeat(201) }, "/text"],
    ["hammer", { belowReserve: "yes" }, "/belowReserve"],
    ["withdraw", { reason: { en: "x" } }, "/reason"],
    ["withdraw", { "a/b~c": 1 }, ""],
  ];
  for (const [command, body, pointer] of cases) {
    const stage = await stageWithLot(...(command === "open" ? [] : ["open"]));
    const before = stage.house.snapshot();
    const response = await stage.post(`${lots}/7/${command}`, body);
    const { errors } = await response.clone().json();
    assertEquals([response.status, await problemOf(response)], [422, "bad_body"], command);
    assertEquals(errors[0].pointer, pointer);
    assertEquals(stage.house.snapshot(), before);
  }
});

Deno.test("readLotLoad() refuses names that could leave a folder, and what is no lot or picture", async () => {
  const json = JSON.stringify(lot7);
  const cases: readonly (readonly [string, BlobPart])[] = [
    ["../lot.json", json],
    ["..\\lot.json", json],
    ["/etc/lot.json", json],
    ["a/b.json", json],
    [".json", json],
    ["lot.json\u0000.svg", json],
    ["lot.JSON", json],
    ["lot.html", json],
    ["lot", json],
    [`${"a".repeat(64)}.json`, json],
    ["..", json],
  ];
  for (const [name, content] of cases) {
    const stage = newStage();
    const form = new FormData();
    form.append("file", new File([json], "good.json"));
    form.append("file", new File([content], name));
    const response = await stage.request(lots, { method: "POST", body: form });
    assertEquals(await problemOf(response), "bad_form", name);
    assertEquals(stage.house.snapshot().view.lots.size, 0);
  }
});

Deno.test("readLotLoad() refuses more lots, or a longer file, than one upload may have", async () => {
  const many = (first: number, count: number) =>
    JSON.stringify(Array.from({ length: count }, (_, i) => ({ ...lot7, id: `${first + i}` })));
  const cases: readonly (readonly [readonly string[], string])[] = [
    [[many(1, 500), many(501, 500)], "loaded"],
    [[many(1, 500), many(501, 501)], "bad_items"],
    [[many(1, 1) + " ".repeat(JSON_BYTES_MAX)], "too_large"],
  ];
  for (const [texts, outcome] of cases) {
    const stage = newStage();
    const form = new FormData();
    for (const [index, text] of texts.entries()) {
      form.append("f", new File([text], `${index}.json`));
    }
    const response = await stage.request(lots, { method: "POST", body: form });
    const got = response.ok ? "loaded" : await problemOf(response);
    assertEquals([got, stage.house.snapshot().view.lots.size], [outcome, response.ok ? 1000 : 0]);
    if (response.ok) await response.body?.cancel();
  }
});

Deno.test("readLotLoad() refuses forms without lots, with bare values, twins or too many files", async () => {
  const json = JSON.stringify(lot7);
  const cases: readonly ((form: FormData) => void)[] = [
    () => {},
    (form) => form.append("file", new File(["x"], "desk.png")),
    (form) => {
      form.append("file", new File([json], "a.json"));
      form.append("lots", json);
    },
    (form) => {
      form.append("file", new File([json], "a.json"));
      form.append("file", new File([json], "a.json"));
    },
    (form) => {
      for (let i = 0; i < 201; i++) form.append("file", new File([json], `${i}.json`));
    },
  ];
  for (const fill of cases) {
    const stage = newStage();
    const form = new FormData();
    fill(form);
    const response = await stage.request(lots, { method: "POST", body: form });
    assertEquals(await problemOf(response), "bad_form");
  }
});

Deno.test("No answer to a bad request repeats anything that was sent", async () => {
  const secret = "c2VjcmV0LXRoYXQtbXVzdC1uZXZlci1iZS1zZWVuLWFnYWlu";
  const json = { "content-type": "application/json" };
  const boundary = { "content-type": "multipart/form-data; boundary=x" };
  const requests: readonly (readonly [string, RequestOptions])[] = [
    [`/api/v1/${secret}`, {}],
    [`${sale}/${secret}`, { method: "DELETE" }],
    [sale, { headers: { authorization: `Bearer ${secret}` } }],
    [sale, { headers: { host: `${secret}.example` } }],
    [sale, { headers: { origin: `http://${secret}` } }],
    [sale, { headers: { "x-request-id": secret, authorization: null } }],
    [sale, { headers: { "accept-language": secret, authorization: null } }],
    [`/api/v1/events?after=${secret}`, {}],
    ["/api/v1/events", { headers: { "last-event-id": secret } }],
    [lots, { method: "POST", headers: { "content-type": secret }, body: secret }],
    [lots, { method: "POST", headers: json, body: secret }],
    [lots, { method: "POST", headers: boundary, body: secret }],
    [lots, { method: "POST", headers: { "content-type": "text/csv" }, body: secret }],
    [lots, {
      method: "POST",
      headers: { "content-type": "text/csv" },
      body: `Lot,Title,StartPrice,${secret}\n${secret},,${secret},${secret}`,
    }],
    [lots, { method: "POST", json: secret }],
    [lots, { method: "POST", json: { ...lot7, [secret]: 1 } }],
    [lots, { method: "POST", json: { ...lot7, opening: secret, title: { [secret]: secret } } }],
    [lots, { method: "POST", json: [{ ...lot7, id: secret.slice(0, 20) + "." }] }],
    [`${lots}/${secret}/open`, { method: "POST" }],
    [`${lots}/7/open`, { method: "POST", json: { [secret]: secret } }],
    [`${lots}/7/warn`, { method: "POST", json: { text: { a: secret } } }],
    [`${lots}/7/hammer`, { method: "POST", json: { belowReserve: secret } }],
    ["/api/v1/bidders", { method: "POST", json: { name: 1, keySet: { keys: [{ d: secret }] } } }],
    [`/api/v1/bidders/${secret}/suspend`, { method: "POST" }],
  ];
  for (const [path, options] of requests) {
    const stage = await stageWithLot();
    const response = await stage.request(path, options);
    assert(response.status >= 400, path);
    const said = JSON.stringify([...response.headers]) + await response.clone().text();
    assert(!said.includes(secret.slice(0, 20)), `${path} ${said}`);
    assert(!said.includes(TOKEN));
    await problemOf(response);
    assertEquals(stage.reported, []);
  }
});

Deno.test("Every answer carries the headers that keep a browser from using it", async () => {
  const stage = newStage();
  const answers = [await stage.get(sale), await stage.get("/nothing"), await stage.get("/healthz")];
  for (const { headers } of answers) {
    const policy = headers.get("content-security-policy") ?? "";
    assert(policy.includes("default-src 'none'") && policy.includes("frame-ancestors 'none'"));
    assertEquals(headers.get("x-content-type-options"), "nosniff");
    assertEquals(headers.get("x-frame-options"), "DENY");
    assertEquals(headers.get("referrer-policy"), "no-referrer");
    assertEquals(headers.get("cache-control"), "no-store");
    assertEquals(headers.get("cross-origin-resource-policy"), "same-origin");
    assert(/^[0-9a-f-]{36}$/.test(headers.get("x-request-id") ?? ""));
  }
});

/** A body that never ends. */
function endless(): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream({
    pull(controller) {
      controller.enqueue(new Uint8Array(262_144).fill(0x20));
    },
  });
}
