// checkPorts: a house whose ports are taken says so before it has begun anything.

import { assertEquals, assertRejects } from "@std/assert";
import { Fault } from "../../lib/base/fault.ts";
import { checkPorts } from "../../lib/worker/port_check.ts";

const host = "127.0.0.1";

async function codeOf(check: Promise<void>): Promise<string> {
  const fault = await assertRejects(() => check, Fault);
  return fault.code;
}

Deno.test("checkPorts() passes free ports and leaves them free", async () => {
  await checkPorts({ host, port: 0, relayPort: 0, adminPort: 0 });
});

Deno.test("checkPorts() names a taken TCP, UDP or admin port", async () => {
  const tcp = Deno.listen({ hostname: host, port: 0 });
  assertEquals(
    await codeOf(checkPorts({ host, port: tcp.addr.port, relayPort: 0, adminPort: 0 })),
    "port_taken",
  );
  assertEquals(
    await codeOf(checkPorts({ host, port: 0, relayPort: 0, adminPort: tcp.addr.port })),
    "port_taken",
  );
  tcp.close();
  const udp = Deno.listenDatagram({ hostname: host, port: 0, transport: "udp" });
  const { port } = udp.addr as Deno.NetAddr;
  assertEquals(await codeOf(checkPorts({ host, port, relayPort: 0, adminPort: 0 })), "port_taken");
  udp.close();
});
