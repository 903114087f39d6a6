// What `promptSecret` of @std/cli promises. The same tests must pass with the package itself.
// The terminal is played by replacing the methods of `Deno.stdin` that it is read through.
import { assert, assertEquals } from "@std/assert";
import { promptSecret } from "@std/cli";

Deno.test("promptSecret() gives nothing where there is no terminal", () => {
  const { answer } = played({ keys: "secret\n", isTerminal: false }, () => promptSecret("Pass"));
  assertEquals(answer, null);
});

Deno.test("promptSecret() gives the line and shows only the mask", () => {
  const { answer, shown } = played({ keys: "s3cret\n" }, () => promptSecret("Passphrase"));
  assertEquals(answer, "s3cret");
  // The line as it stands in the end: a carriage return starts it over.
  const line = shown.slice(shown.lastIndexOf("\r") + 1);
  assert(shown.includes("Passphrase"));
  assertEquals(line.replaceAll(/[^*]/g, ""), "******");
  assert(!shown.includes("s3cret") && !shown.includes("3"));
});

Deno.test("promptSecret() shows nothing at all with an empty mask", () => {
  const { answer, shown } = played({ keys: "abc\n" }, () => promptSecret("Pass", { mask: "" }));
  assertEquals([answer, shown.includes("*")], ["abc", false]);
});

Deno.test("promptSecret() takes back a character on backspace", () => {
  const { answer } = played({ keys: "abx\x7fc\n" }, () => promptSecret("Pass"));
  assertEquals(answer, "abc");
});

Deno.test("promptSecret() gives the terminal back as it was", () => {
  const { modes } = played({ keys: "a\n" }, () => promptSecret("Pass"));
  assertEquals([modes[0], modes.at(-1)], [true, false]);
});

interface Terminal {
  readonly keys: string;
  readonly isTerminal?: boolean;
}

interface Play {
  readonly answer: string | null;
  readonly shown: string;
  readonly modes: readonly boolean[];
}

/** Runs `ask` against a terminal on which the keys are typed one by one. */
function played({ keys, isTerminal = true }: Terminal, ask: () => string | null): Play {
  const typed = [...new TextEncoder().encode(keys)];
  const chunks: Uint8Array[] = [];
  const modes: boolean[] = [];
  const { stdin, stdout } = Deno;
  const kept = { ...methodsOf(stdin), writeSync: stdout.writeSync };
  stdin.isTerminal = () => isTerminal;
  stdin.setRaw = (mode) => void modes.push(mode);
  stdin.readSync = (into) => {
    const byte = typed.shift();
    if (byte === undefined) return null;
    into[0] = byte;
    return 1;
  };
  stdout.writeSync = (bytes) => chunks.push(bytes.slice()) && bytes.length;
  try {
    const answer = ask();
    const shown = chunks.map((chunk) => new TextDecoder().decode(chunk)).join("");
    return { answer, shown, modes };
  } finally {
    Object.assign(stdin, methodsOf(kept));
    stdout.writeSync = kept.writeSync;
  }
}

function methodsOf({ isTerminal, setRaw, readSync }: Pick<
  typeof Deno.stdin,
  "isTerminal" | "setRaw" | "readSync"
>) {
  return { isTerminal, setRaw, readSync };
}
