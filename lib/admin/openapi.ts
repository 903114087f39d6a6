// The OpenAPI document of the admin app, gathered from the routes themselves: each route carries
// its operation, whose schemas are the valibot objects that check requests and type answers.

import { assert } from "@std/assert";
import { toJsonSchema } from "@valibot/to-json-schema";
import type { Context, Hono, MiddlewareHandler } from "hono";
import { matchedRoutes } from "hono/route";
import {
  describeRoute,
  type DescribeRouteOptions,
  loadVendor,
  openAPIRouteHandler,
  resolver,
} from "hono-openapi";
import * as v from "valibot";
import { PreviewSchema, ProblemSchema } from "./answer_schemas.ts";
import type { AdminEnv } from "./admin_env.ts";

type RequestBody = NonNullable<DescribeRouteOptions["requestBody"]>;

// Without this hono-openapi looks for the converter by a dynamic import at the first request: that
// hangs on how the package manager laid out optional peers, and a compiled executable has no such.
loadVendor("valibot", {
  toJSONSchema: (schema, options) => {
    assert(isValibotSchema(schema), "A schema of this app is valibot's");
    return toJsonSchema(schema, options);
  },
});

/** What a route says of itself. */
export interface Operation {
  readonly id: string;
  readonly summary: string;
  readonly tag: "sale" | "lots" | "bidders" | "house";
  /** The JSON body, where there is one. */
  readonly body?: v.GenericSchema;
  /** Whether the request may come without its body; false where it is left out. */
  readonly bodyOptional?: boolean;
  /** Whether the route takes files too: one of CSV, or several as multipart/form-data. */
  readonly takesFiles?: boolean;
  /** The answer when all went well: JSON of this schema, a stream of events, a paper, free JSON, or text. */
  readonly answer: v.GenericSchema | "events" | "csv" | "html" | "json" | "text";
  /** Other statuses under which the same answer comes, each with its meaning. */
  readonly statuses?: Readonly<Record<number, string>>;
  /** Whether it needs no token. */
  readonly open?: boolean;
  /** Whether it can be asked what it would do (preview.ts). */
  readonly previews?: boolean;
  /** Sequence numbers that it takes beside its path. */
  readonly seqParameters?: readonly { readonly name: string; readonly in: "query" | "header" }[];
}

/** How a sequence number is spelled in a query or a header. */
export const SEQ_TEXT = /^(?:0|[1-9]\d{0,14})$/;

/** The query by which a command is only asked about. */
export const PREVIEW_QUERY = { name: "preview", value: "true" } as const;

/** The operation behind each middleware that documents one. */
const operations = new WeakMap<object, Operation & { readonly previews: boolean }>();

/** The operation that a request asks for; null where the app has no such route. */
export function operationOf(
  c: Context<AdminEnv>,
): Operation & { readonly previews: boolean } | null {
  const found = matchedRoutes(c).map(({ handler }) => operations.get(handler));
  return found.find((operation) => operation !== undefined) ?? null;
}

/** The middleware that carries `operation` into the document. It does nothing else. */
export function documented(operation: Operation): MiddlewareHandler {
  const middleware = description(operation);
  operations.set(middleware, { ...operation, previews: operation.previews === true });
  return middleware;
}

function description(operation: Operation): MiddlewareHandler {
  const { id, summary, tag, body, statuses = { 200: "OK" } } = operation;
  const content = answerContent(operation);
  const good = Object.entries(statuses).map(([status, description]) =>
    [status, { description, content }] as const
  );
  return describeRoute({
    operationId: id,
    summary,
    tags: [tag],
    ...(operation.open === true ? { security: [] } : {}),
    ...(body === undefined ? {} : { requestBody: requestBody(operation, body) }),
    parameters: parametersOf(operation),
    responses: {
      ...Object.fromEntries(good),
      default: {
        description: "Refused (RFC 9457)",
        content: { "application/problem+json": { schema: resolver(ProblemSchema) } },
      },
    },
  });
}

/** Answers with the document of `app`: of all routes that it has by the first request. */
export function openApiDocument(app: Hono<AdminEnv>): MiddlewareHandler<AdminEnv> {
  return openAPIRouteHandler(app, {
    // The path ends in ".json", and hono-openapi takes it for a static file otherwise.
    excludeStaticFile: false,
    documentation: {
      info: {
        title: "Leilao admin",
        version: "1",
        description: "The auctioneer's API. Amounts are whole minor units of the currency beside " +
          "them; times are milliseconds since 1970 by the house's clock.",
      },
      components: { securitySchemes: { token: { type: "http", scheme: "bearer" } } },
      security: [{ token: [] }],
    },
  });
}

function isValibotSchema(schema: unknown): schema is v.GenericSchema {
  return typeof schema === "object" && schema !== null && "kind" in schema &&
    schema.kind === "schema" && "~run" in schema;
}

function parametersOf({ seqParameters = [], previews }: Operation) {
  const seqs = seqParameters.map((parameter) => ({
    ...parameter,
    schema: { type: "string" as const, pattern: SEQ_TEXT.source },
  }));
  if (previews !== true) return seqs;
  const { name, value } = PREVIEW_QUERY;
  const schema = { type: "string" as const, enum: [value] };
  const description = "Answer with the public events that the command would cause, and do nothing";
  return [...seqs, { name, in: "query" as const, description, schema }];
}

function answerContent({ answer, previews }: Operation) {
  const text = { schema: { type: "string" as const } };
  if (answer === "events") return { "text/event-stream": text };
  if (answer === "csv") return { "text/csv": text };
  if (answer === "html") return { "text/html": text };
  if (answer === "text") return { "text/plain": text };
  if (answer === "json") return { "application/json": { schema: { type: "object" as const } } };
  const schema = resolver(previews === true ? v.union([answer, PreviewSchema]) : answer);
  return { "application/json": { schema } };
}

function requestBody(operation: Operation, body: v.GenericSchema): RequestBody {
  const schema = resolver(body);
  const files = {
    "text/csv": { schema: { type: "string" as const } },
    "multipart/form-data": {
      schema: {
        type: "object" as const,
        additionalProperties: { type: "string" as const, contentMediaType: "*/*" },
      },
    },
  };
  return {
    required: operation.bodyOptional !== true,
    content: { "application/json": { schema }, ...(operation.takesFiles === true ? files : {}) },
  };
}
