// Asks for a secret on the terminal and shows a mask instead of what is typed.
// It gives nothing where there is no terminal: a passphrase must not be read from a pipe by
// accident. Ctrl-C ends the program as it would anywhere, after giving the terminal back.

/** How the question looks while it is answered and afterwards. */
export interface PromptSecretOptions {
  /** Shown for each character; the empty text shows nothing. Default: `*`. */
  mask?: string;
  /** Takes the question away once it is answered. Default: false. */
  clear?: boolean;
}

const CTRL_C = "\x03";
const CTRL_D = "\x04";
const ERASE_LINE = "\r\x1b[K";

/** The line that was typed, or null without a terminal or at the end of the input. */
export function promptSecret(
  message = "Secret",
  options: PromptSecretOptions = {},
): string | null {
  if (!Deno.stdin.isTerminal()) return null;
  const mask = options.mask ?? "*";
  const question = `${message} `;
  write(question);
  Deno.stdin.setRaw(true, { cbreak: Deno.build.os !== "windows" });
  try {
    return typedLine((typed) => write(`${ERASE_LINE}${question}${mask.repeat(typed)}`));
  } finally {
    write(options.clear ? ERASE_LINE : "\n");
    Deno.stdin.setRaw(false);
  }
}

/** Collects characters until the line ends; `show` is told how many there are. */
function typedLine(show: (typed: number) => void): string | null {
  const decoder = new TextDecoder();
  const chunk = new Uint8Array(64);
  let typed: string[] = [];
  while (true) {
    const length = Deno.stdin.readSync(chunk);
    if (length === null || length === 0) return null;
    for (const character of decoder.decode(chunk.subarray(0, length), { stream: true })) {
      if (character === "\n" || character === "\r") return typed.join("");
      if (character === CTRL_D && typed.length === 0) return null;
      if (character === CTRL_C) interrupt();
      typed = edited(typed, character);
    }
    show(typed.length);
  }
}

function edited(typed: readonly string[], character: string): string[] {
  if (character === "\b" || character === "\x7f") return typed.slice(0, -1);
  return character < " " ? [...typed] : [...typed, character];
}

function interrupt(): never {
  Deno.stdin.setRaw(false);
  write("\n");
  Deno.exit(130);
}

function write(text: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(text));
}
