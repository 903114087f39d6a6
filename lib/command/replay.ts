// The entry of `deno task replay`; what it does is in replay_command.ts.

import { replayCommand, runReplay } from "./replay_command.ts";
import { runMain } from "./run_main.ts";

await runMain(replayCommand, runReplay);
