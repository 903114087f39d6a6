import { assert, assertEquals, assertRejects } from "@std/assert";
import { Fault } from "../../lib/base/fault.ts";
import { servePage } from "../../lib/worker/page_server.ts";

Deno.test("servePage() serves on loopback, and a port that is taken is a fault", async () => {
  const server = servePage(() => new Response("page"), 0);
  try {
    const answer = await fetch(`http://127.0.0.1:${server.port}/`);
    assertEquals(await answer.text(), "page");
    const second = () => Promise.resolve().then(() => servePage(() => new Response(), server.port));
    const fault = await assertRejects(second, Fault);
    assertEquals(fault.code, "port_taken");
  } finally {
    await server.stop();
  }
  const gone = fetch(`http://127.0.0.1:${server.port}/`);
  assert(await gone.then(() => false, () => true));
});
