// The entry of `deno task publish`; what it does is in publish_command.ts.

import { publish, publishCommand } from "./publish_command.ts";
import { runMain } from "./run_main.ts";

await runMain(publishCommand, publish);
