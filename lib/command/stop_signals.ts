// The signals by which a person or the system asks a program of ours to stop.

/** What this system can send: Windows knows no SIGTERM, and Ctrl+Break is its second way. */
export function stopSignals(): readonly Deno.Signal[] {
  return Deno.build.os === "windows" ? ["SIGINT", "SIGBREAK"] : ["SIGINT", "SIGTERM"];
}
