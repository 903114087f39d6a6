// The desk as the join worker sees it: each question gets its one answer.

import type { DeskToJoin, JoinToDesk } from "./desk_contract.ts";
import type { TypedPort } from "./typed_port.ts";

type Question = JoinToDesk["type"];
type Asked<Q extends Question> = Omit<Extract<JoinToDesk, { type: Q }>, "ref" | "type">;
type AnswerTo<Q extends Question> = Q extends "admit"
  ? Extract<DeskToJoin, { type: "welcome" | "refused" }>
  : Extract<DeskToJoin, { type: Q }>;

/** Asks the desk over a port. */
export class JoinDesk {
  readonly #port: TypedPort<DeskToJoin, JoinToDesk>;
  readonly #waiting = new Map<number, (answer: DeskToJoin) => void>();
  #refs = 0;

  constructor(port: TypedPort<DeskToJoin, JoinToDesk>) {
    this.#port = port;
    port.listen((answer) => {
      this.#waiting.get(answer.ref)?.(answer);
      this.#waiting.delete(answer.ref);
    });
  }

  /** Sends a question and waits for its answer. The handshake's own deadline bounds the wait. */
  async ask<Q extends Question>(type: Q, question: Asked<Q>): Promise<AnswerTo<Q>> {
    const ref = ++this.#refs;
    const answer = new Promise<DeskToJoin>((resolve) => this.#waiting.set(ref, resolve));
    // The desk answers each type with its own: the union is closed on both sides.
    this.#port.send({ type, ref, ...question } as unknown as JoinToDesk);
    return await answer as AnswerTo<Q>;
  }

  /** Lets go of the port; questions that wait stay without an answer. */
  close(): void {
    this.#port.close();
  }
}
