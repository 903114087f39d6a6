// The entry of `deno task results`; what it does is in results_command.ts.

import { results, resultsCommand } from "./results_command.ts";
import { runMain } from "./run_main.ts";

await runMain(resultsCommand, results);
