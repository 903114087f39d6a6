// The desk worker's entry. Permissions: read and write in the data folder, no network.

import { steadyClock } from "../base/clock.ts";
import { Ledger } from "../ledger/ledger.ts";
import { newIdentity, runDesk } from "./desk_thread.ts";
import { openHouseLedger } from "./house_ledger.ts";
import { type RawPort, typedPort } from "./typed_port.ts";

runDesk(typedPort(self as unknown as RawPort), {
  clock: steadyClock(),
  openLedger: (path, house) =>
    openHouseLedger(path, { house, open: Ledger.open, begin: newIdentity }),
});
