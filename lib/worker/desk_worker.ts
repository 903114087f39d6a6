// The desk worker's entry. Permissions: read and write in the data folder, no network.

import { steadyClock } from "../base/clock.ts";
import { CheckpointFile } from "../ledger/checkpoint_file.ts";
import { Ledger } from "../ledger/ledger.ts";
import { LedgerCopy } from "../ledger/ledger_copy.ts";
import { runDesk } from "./desk_thread.ts";
import { openHouseLedger } from "./house_ledger.ts";
import { type RawPort, typedPort } from "./typed_port.ts";

runDesk(typedPort(self as unknown as RawPort), {
  clock: steadyClock(),
  openLedger: (path, owner) => openHouseLedger(path, { ...owner, open: Ledger.open }),
  openCheckpoints: (ledger) => CheckpointFile.beside(ledger),
  beginCopy: LedgerCopy.begin,
});
