// /api/v1/results, /invoices and /report: what the sale has brought, while it runs and after.
//
// The same papers as `deno task results` writes from the record; until the sale is closed they say
// that they are preliminary. They hold names, as the list of bidders does.

import { type Context, Hono } from "hono";
import { invoiceHtml, invoicesHtml } from "../settlement/invoice.ts";
import type { PaperOptions } from "../settlement/paper.ts";
import { reportHtml } from "../settlement/report_html.ts";
import { resultsCsv } from "../settlement/results_csv.ts";
import { resultsJson, ResultsSchema } from "../settlement/results_json.ts";
import type { SettledSale } from "../settlement/settled_sale.ts";
import type { AdminEnv } from "./admin_env.ts";
import type { HousePort } from "./house_port.ts";
import { HttpProblem } from "./http_problem.ts";
import { documented } from "./openapi.ts";

/** The routes of the papers over `house`. */
export function settlementRoutes(house: HousePort): Hono<AdminEnv> {
  const routes = new Hono<AdminEnv>();
  addResults(routes, house);
  addInvoices(routes, house);
  addReport(routes, house);
  return routes;
}

function addResults(routes: Hono<AdminEnv>, house: HousePort): void {
  const json = documented({
    id: "getResults",
    tag: "sale",
    summary: "The results of the sale so far, with what is owed",
    answer: ResultsSchema,
  });
  routes.get("/results", json, (c) => {
    c.header("content-disposition", 'inline; filename="results.json"');
    return c.json(resultsJson(settledSale(house)));
  });
  const csv = documented({
    id: "getResultsCsv",
    tag: "sale",
    summary: "The results of the sale so far as CSV",
    answer: "csv",
  });
  routes.get("/results.csv", csv, (c) => {
    c.header("content-disposition", 'attachment; filename="results.csv"');
    c.header("content-type", "text/csv; charset=utf-8; header=present");
    return c.body(resultsCsv(settledSale(house), { language: c.get("language"), forExcel: false }));
  });
}

function addInvoices(routes: Hono<AdminEnv>, house: HousePort): void {
  const all = documented({
    id: "getInvoices",
    tag: "sale",
    summary: "Every invoice so far, each on pages of its own",
    answer: "html",
  });
  routes.get("/invoices", all, (c) => {
    return paper(c, { name: "invoices", html: invoicesHtml(settledSale(house), optionsOf(c)) });
  });
  const one = documented({
    id: "getInvoice",
    tag: "sale",
    summary: "One paddle's invoice so far",
    answer: "html",
  });
  routes.get("/invoices/:paddle{[A-Za-z0-9-]{1,12}}", one, (c) => {
    const paddle = c.req.param("paddle");
    const html = invoiceHtml(settledSale(house), { ...optionsOf(c), paddle });
    if (html === null) throw new HttpProblem("no_invoice");
    return paper(c, { name: `invoice-${paddle}`, html });
  });
}

function addReport(routes: Hono<AdminEnv>, house: HousePort): void {
  const report = documented({
    id: "getReport",
    tag: "sale",
    summary: "The report of the sale so far",
    answer: "html",
  });
  routes.get("/report", report, (c) => {
    return paper(c, { name: "report", html: reportHtml(settledSale(house), optionsOf(c)) });
  });
}

function settledSale(house: HousePort): SettledSale {
  return { view: house.snapshot().view, ...house.settlement() };
}

function optionsOf(c: Context<AdminEnv>): PaperOptions {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return { language: c.get("language"), timeZone, issuer: null, note: null };
}

function paper(
  c: Context<AdminEnv>,
  { name, html }: { readonly name: string; readonly html: string },
): Response {
  c.header("content-disposition", `inline; filename="${name}.html"`);
  return c.html(html);
}
