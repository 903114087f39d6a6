// What is checked of the surroundings: clocks that jump, frames that were held back, connections that
// are reset.

import type { CheckedFile } from "./check.ts";

/** The checks of the surroundings. */
export const surroundingsChecks: readonly CheckedFile[] = [
  {
    file: "lib/worker/link_measure.ts",
    caughtBy: ["tests/worker/link_measure_test.ts"],
    checks: [
      {
        without: "LinkMeasure.arrival() takes frames that were held back for a sign of life",
        search: `path !== null && ageMs < LAGGING_AFTER_MS`,
        replace: `path !== null && ageMs < Infinity && LAGGING_AFTER_MS > 0`,
      },
      {
        without: "LinkMeasure.isBehind() asks for a ping with each heartbeat",
        search: `|| now - this.#doubtedAt < PING_OWED_MS) return false;`,
        replace: `|| now - this.#doubtedAt < -PING_OWED_MS) return false;`,
      },
    ],
  },
  {
    file: "lib/session/house_time.ts",
    caughtBy: ["tests/session/house_time_test.ts"],
    checks: [
      {
        without: "HouseTime.pong() keeps what a jump of the own clock has made untrue",
        search: `this.#samples.filter((earlier) => agree(earlier, sample));`,
        replace: `this.#samples.filter((earlier) => agree(earlier, earlier));`,
      },
    ],
  },
  {
    file: "lib/net/tcp_listener.ts",
    caughtBy: ["tests/net/tcp_listener_test.ts"],
    checks: [
      {
        without: "TcpListener.accept() ends the house over a connection that was reset",
        search: `if (ofTheConnection.includes(code)) return true;`,
        replace: `if (ofTheConnection.length === 0) return true;`,
      },
    ],
  },
];
