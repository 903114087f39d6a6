// The checks of the relay: datagrams of strangers over TCP.

import type { CheckedFile } from "./check.ts";

const threadTest = "tests/worker/relay_thread_test.ts";
const crowdTest = "tests/worker/relay_crowd_test.ts";

/** The checks of the relay, from the stream to the feed's end of the line. */
export const relayChecks: readonly CheckedFile[] = [
  {
    file: "lib/net/datagram_stream.ts",
    caughtBy: ["tests/net/datagram_stream_test.ts"],
    checks: [
      {
        without: "DatagramStream.read() takes a length that is too short for a datagram",
        search: `length >= datagramBytesMin && `,
        replace: `length >= datagramBytesMin - 48 && `,
      },
      {
        without: "DatagramStream.read() takes any length",
        search: ` && length <= DATAGRAM_BYTES_MAX`,
        replace: ` && length <= DATAGRAM_BYTES_MAX * 64`,
      },
      {
        without: "DatagramStream.read() goes on behind an end",
        search: `if (this.#end !== null) return this.#end;\n    const head`,
        replace: `const head`,
      },
    ],
  },
  {
    file: "lib/worker/relay_connection.ts",
    caughtBy: [threadTest],
    checks: [
      {
        without: "RelayConnection.read() reads as fast as a stranger sends",
        search: `new TokenBucket({ ...strangerBudget, now });`,
        replace: `new TokenBucket({ ...strangerBudget, burst: 9_999, now });`,
      },
      {
        without: "RelayConnection.read() reads as fast as a member sends",
        search: `new TokenBucket({ ...memberBudget, now: this.#clock.nowMs() });`,
        replace: `new TokenBucket({ ...memberBudget, burst: 9_999, now: this.#clock.nowMs() });`,
      },
      {
        without: "RelayConnection.read() takes what came in one go for one",
        search: `this.#stream.hasNext && this.#takeToken());`,
        replace: `this.#stream.hasNext && (this.#takeToken() || true));`,
      },
      {
        without: "RelayConnection.read() hands on what came since it was closed",
        search: `if (this.#closed) return "ended";`,
        replace: ``,
      },
      {
        without: "RelayConnection.send() holds any number of datagrams",
        search: `if (this.#stream.waiting >= RELAY_OUTBOUND_MAX) return false;`,
        replace: ``,
      },
      {
        without: "RelayConnection.believe() begins a new budget each time",
        search: `if (this.#believed) return;`,
        replace: ``,
      },
    ],
  },
  {
    file: "lib/worker/relay_thread.ts",
    caughtBy: [crowdTest],
    checks: [
      {
        without: "runRelay() keeps who was never believed",
        search: `now - connection.openedAt >= RELAY_UNBELIEVED_MS`,
        replace: `now - connection.openedAt >= RELAY_UNBELIEVED_MS * 4_096`,
      },
      {
        without: "runRelay() keeps who is silent for ever",
        search: `now - connection.heardAt >= RELAY_SILENT_MS`,
        replace: `now - connection.heardAt < 0`,
      },
      {
        without: "runRelay() lets any number in from one address",
        search: `fromOneAddress: RELAY_CONNECTIONS_PER_ADDRESS_MAX,`,
        replace: `fromOneAddress: RELAY_CONNECTIONS_PER_ADDRESS_MAX * 64,`,
      },
      {
        without: "runRelay() lets any number in",
        search: `inAll: RELAY_CONNECTIONS_MAX,`,
        replace: `inAll: RELAY_CONNECTIONS_MAX * 64,`,
      },
      {
        without: "runRelay() makes room among the believed",
        search: `this.#crowd.proven(connection);`,
        replace: ``,
      },
      {
        without: "runRelay() tells the feed the end of who said nothing",
        search: `if (this.#handedOn.delete(connection)) {`,
        replace: `if (this.#handedOn.delete(connection) || true) {`,
        caughtBy: [crowdTest, threadTest],
      },
    ],
  },
  {
    file: "lib/worker/relay_line.ts",
    caughtBy: ["tests/worker/relay_line_test.ts"],
    checks: [
      {
        without: "RelayLine holds any number of datagrams",
        search: `this.#held.length < RELAY_LINE_MAX`,
        replace: `this.#held.length < RELAY_LINE_MAX * 64`,
      },
      {
        without: "RelayLine.believed() tells the relay each time",
        search: `this.#told.get(connection) !== false`,
        replace: `!this.#told.has(connection)`,
      },
      {
        without: "RelayLine.disconnect() closes the next one of a number",
        search: `!this.#told.has(connection)) return;\n    this.#port.send({ type: "close"`,
        replace: `connection < 0) return;\n    this.#port.send({ type: "close"`,
      },
      {
        without: "RelayLine.send() takes an address of UDP for a connection",
        search: `assert(hostname === RELAY_HOST, `,
        replace: `assert(hostname !== "", `,
      },
      {
        without: "RelayLine.send() goes on after close()",
        search: `if (this.#closed) return Promise.resolve(false);`,
        replace: ``,
      },
    ],
  },
];
