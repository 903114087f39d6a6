// The entry of `deno task import`; what it does is in import_command.ts.

import { importCommand, runImport } from "./import_command.ts";
import { runMain } from "./run_main.ts";

await runMain(importCommand, runImport);
