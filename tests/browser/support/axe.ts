// axe-core over a page as it stands: what a screen reader, a keyboard or weak eyes would meet.

import { AssertionError } from "@std/assert";
import type { AxeResults, Result } from "axe-core";
import source from "axe-core/axe.min.js" with { type: "text" };
import { IsolatedWorld } from "./isolated_world.ts";
import type { PageStage } from "./page_stage.ts";

/** WCAG 2.2 A and AA, and axe's own best practices. */
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

const shownNodesMax = 5;

/**
 * Fails unless axe finds nothing wrong on the page. `without` names rules that this page may break;
 * say why beside it. Not in forced colors: a color is then the system's, and axe sees the page's.
 */
export async function assertAccessible(
  stage: PageStage,
  { without = [] }: { readonly without?: readonly string[] } = {},
): Promise<void> {
  const violations = await axeViolations(stage, without);
  if (violations.length === 0) return;
  throw new AssertionError(`${stage.name}: ${violations.map(told).join("\n")}`);
}

/** What axe finds wrong, in its own words. */
export async function axeViolations(
  { session }: PageStage,
  without: readonly string[] = [],
): Promise<readonly Result[]> {
  const world = await IsolatedWorld.in(session);
  await world.evaluate(`${source};0`);
  const options = {
    runOnly: { type: "tag", values: TAGS },
    rules: Object.fromEntries(without.map((rule) => [rule, { enabled: false }])),
    resultTypes: ["violations"],
    // It would fetch the style sheets of other origins: our pages have none.
    preload: false,
  };
  const run = `axe.run(document, ${JSON.stringify(options)})`;
  const results = await world.evaluate(`${run}.then(({ violations, passes }) => ({
    violations, passes: passes.map(({ id }) => id) }))`) as Pick<AxeResults, "violations"> & {
    readonly passes: readonly string[];
  };
  // A run that looked at nothing would find nothing wrong either.
  if (results.passes.length === 0) throw new Error("axe has looked at nothing");
  return results.violations;
}

function told({ id, impact, help, helpUrl, nodes }: Result): string {
  const shown = nodes.slice(0, shownNodesMax).map(({ target, html, failureSummary }) =>
    `    ${target.join(" ")}  ${html.slice(0, 160)}\n      ${
      (failureSummary ?? "").replaceAll("\n", "\n      ")
    }`
  );
  const more = nodes.length - shown.length;
  const rest = more > 0 ? [`    and ${more} more`] : [];
  return [`${id} (${impact ?? "no impact"}): ${help}`, `    ${helpUrl}`, ...shown, ...rest]
    .join("\n");
}
