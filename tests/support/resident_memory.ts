// What a house's process holds in memory, as the system's own `ps` tells it. Deno lets nobody read
// /proc without all permissions.

import type { HouseProcess } from "./house_process.ts";

/** Kibibytes resident of the process of `house`, a child of this one. */
export async function residentKiB(house: HouseProcess): Promise<number> {
  const { stdout } = await new Deno.Command("ps", {
    args: ["-A", "-o", "ppid=,rss=,args="],
    stderr: "inherit",
  }).output();
  const port = `--port ${house.place.port}`;
  for (const line of new TextDecoder().decode(stdout).split("\n")) {
    const [, parent, resident, args = ""] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    if (Number(parent) !== Deno.pid || !args.includes("main_server.ts")) continue;
    if (`${args} `.includes(`${port} `)) return Number(resident);
  }
  throw new Error("ps does not show the house's process");
}
