// The entry of `deno task audit`; what it does is in audit_command.ts.

import { audit, auditCommand } from "./audit_command.ts";
import { runMain } from "./run_main.ts";

await runMain(auditCommand, audit);
