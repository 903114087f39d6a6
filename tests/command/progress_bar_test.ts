// How far an audit has come: on a terminal only, and no oftener than it changes.

import { assertEquals } from "@std/assert";
import { ProgressBar } from "../../lib/command/progress_bar.ts";

function written(
  errIsTerminal: boolean,
  work: (bar: ProgressBar) => void,
  total = 1_000,
): readonly string[] {
  const texts: string[] = [];
  work(new ProgressBar({ err: (text) => texts.push(text), errIsTerminal }, total));
  return texts;
}

Deno.test("ProgressBar.at() shows each hundredth once, and the end", () => {
  const texts = written(true, (bar) => {
    for (let done = 1; done <= 1_000; done++) bar.at(done);
  });
  assertEquals(texts.length, 101);
  assertEquals(texts.at(50), `\r[${"#".repeat(15)}${".".repeat(15)}] 50 %`);
  assertEquals(texts.at(-1), `\r[${"#".repeat(30)}] 100 %`);
});

Deno.test("ProgressBar.clear() takes away what was shown, and nothing else", () => {
  const texts = written(true, (bar) => {
    bar.clear();
    bar.at(500);
    bar.clear();
    bar.clear();
  });
  assertEquals(texts.length, 2);
  assertEquals(texts[1], `\r${" ".repeat(38)}\r`);
});

Deno.test("ProgressBar writes nothing where nobody watches, or nothing is to do", () => {
  const work = (bar: ProgressBar) => {
    bar.at(500);
    bar.clear();
  };
  assertEquals(written(false, work), []);
  assertEquals(written(true, work, 0), []);
});
