// The OpenAPI document: it lists what there is, and says what is checked.

import { assert, assertEquals } from "@std/assert";
import { newStage, TOKEN } from "./stage.ts";

interface Document {
  readonly openapi: string;
  readonly security: unknown;
  readonly paths: Readonly<Record<string, Readonly<Record<string, DocumentedOperation>>>>;
  readonly components: Readonly<Record<string, unknown>>;
}

interface DocumentedOperation {
  readonly operationId: string;
  readonly summary: string;
  readonly security?: unknown;
  readonly requestBody?: {
    readonly required: boolean;
    readonly content: Readonly<Record<string, { readonly schema: Schema }>>;
  };
  readonly responses: Readonly<Record<string, unknown>>;
  readonly parameters: readonly { readonly name: string; readonly in: string }[];
}

interface Schema {
  readonly anyOf?: readonly Schema[];
  readonly type?: string;
  readonly additionalProperties?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

/** The pages of the console are for people, and no part of the API. */
function isOfApi({ method, path }: { readonly method: string; readonly path: string }): boolean {
  return method !== "ALL" && (path.startsWith("/api/") || path === "/healthz");
}

Deno.test("GET /openapi.json lists exactly the routes that the app has", async () => {
  const stage = newStage();
  const { paths } = await documentOf(stage);
  const listed = Object.entries(paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`)
  );
  const routes = stage.app.routes.filter(isOfApi).map(({ method, path }) =>
    `${method} ${path.replaceAll(/:(\w+)(?:\{[^/]*\})?/g, "{$1}")}`
  );
  assertEquals(listed.toSorted(), [...new Set(routes)].toSorted());
  assertEquals(listed.length, 49);
});

Deno.test("GET /openapi.json gives each operation a name, its problem and its protection", async () => {
  const { paths, security, openapi } = await documentOf(newStage());
  const operations = Object.values(paths).flatMap((methods) => Object.values(methods));
  assertEquals(new Set(operations.map(({ operationId }) => operationId)).size, operations.length);
  assertEquals([openapi, security], ["3.1.0", [{ token: [] }]]);
  for (const { operationId, summary, responses } of operations) {
    assert(summary.length > 3 && "default" in responses, operationId);
  }
  const open = operations.filter((operation) => operation.security !== undefined);
  assertEquals(open.map(({ operationId }) => operationId), ["getHealth"]);
  const events = paths["/api/v1/events"]?.["get"];
  assertEquals(events?.parameters.map(({ name }) => name), ["after", "Last-Event-ID"]);
});

Deno.test("GET /openapi.json describes bodies by the schemas that check them", async () => {
  const { paths } = await documentOf(newStage());
  const answer = JSON.stringify(paths["/api/v1/lots/{lot}/hammer"]?.["post"]?.responses["200"]);
  for (const field of ["winner", "passReason", "endsAt"]) assert(answer.includes(`"${field}"`));
  const hammer = bodyOf(paths["/api/v1/lots/{lot}/hammer"]?.["post"]);
  assertEquals(hammer.properties?.["belowReserve"]?.type, "boolean");
  assertEquals([hammer.additionalProperties, hammer.required ?? []], [false, []]);
  assertEquals(paths["/api/v1/lots/{lot}/hammer"]?.["post"]?.requestBody?.required, false);
  const ask = paths["/api/v1/lots/{lot}/ask"]?.["post"];
  assertEquals([bodyOf(ask).required, ask?.requestBody?.required], [["ask"], true]);
  const increments = bodyOf(paths["/api/v1/lots/{lot}/increments"]?.["post"]);
  assertEquals(increments.properties?.["increments"]?.anyOf?.length, 4);
  const load = paths["/api/v1/lots"]?.["post"];
  assertEquals(load?.requestBody?.required, true);
  const [one] = bodyOf(load).anyOf ?? [];
  assertEquals(one?.properties?.["opening"]?.type, "integer");
  assertEquals(one?.required, ["id", "title", "opening"]);
  assertEquals(Object.keys(load?.requestBody?.content ?? {}), [
    "application/json",
    "text/csv",
    "multipart/form-data",
  ]);
});

Deno.test("GET /openapi.json is the same for everyone and holds no secret", async () => {
  const stage = newStage();
  const first = await (await stage.get("/api/v1/openapi.json")).text();
  const second = await (await newStage().get("/api/v1/openapi.json")).text();
  assertEquals(first, second);
  assert(!first.includes(TOKEN) && !first.includes("127.0.0.1"));
});

async function documentOf(stage: ReturnType<typeof newStage>): Promise<Document> {
  const response = await stage.get("/api/v1/openapi.json");
  assertEquals(response.status, 200);
  return await response.json();
}

function bodyOf(operation: DocumentedOperation | undefined): Schema {
  const schema = operation?.requestBody?.content["application/json"]?.schema;
  assert(schema !== undefined);
  return schema;
}
