// The entry of `deno task demo`; what it does is in demo_command.ts.

import { demoCommand, runDemo } from "./demo_command.ts";
import { runMain } from "./run_main.ts";

await runMain(demoCommand, runDemo);
