// A worker that fails in the way that its first message names: it throws, its promise is rejected,
// it ends itself, or it says nothing any more.

/// <reference no-default-lib="true" />
/// <reference lib="deno.worker" />

/** The ways to fail, and a way to go on. */
export type Failing = "throw" | "reject" | "close" | "tell" | "silence" | "stop";

self.addEventListener("message", ({ data }: MessageEvent<{ readonly type: Failing }>) => {
  switch (data.type) {
    case "throw":
      throw new Error("broken");
    case "reject":
      Promise.reject(new Error("broken"));
      return;
    case "close":
      return self.close();
    case "tell": {
      const fault = { code: "ledger_unwritable", message: "The disk is full", hint: "Make room." };
      for (let i = 0; i < 2; i++) self.postMessage({ type: "failed", fault });
      return;
    }
    case "silence":
      return;
    case "stop":
      return self.postMessage({ type: "stopped" });
  }
});

self.postMessage({ type: "hello" });
