// The words that a command's pattern caught, by name.

import type { ScenarioStage } from "./scenario_stage.ts";

/** What a command does. */
export type Act = (stage: ScenarioStage, words: Words) => void;

/** A pattern of a command, and what it does. */
export type Command = readonly [pattern: string, act: Act];

/** The words that a command's pattern caught, by name. */
export class Words {
  readonly #words: Readonly<Record<string, string | undefined>>;

  constructor(words: Readonly<Record<string, string | undefined>>) {
    this.#words = words;
  }

  /** The word, which has to be there. */
  text(name: string): string {
    const text = this.#words[name];
    if (text === undefined) throw new Error(`A scenario's command lacks its ${name}`);
    return text;
  }

  /** The word as a number, or `otherwise` where it is left out. */
  number(name: string, otherwise?: number): number {
    const text = this.#words[name];
    return text === undefined && otherwise !== undefined ? otherwise : Number(this.text(name));
  }

  /** Whether the word is there. */
  has(name: string): boolean {
    return this.#words[name] !== undefined;
  }
}
