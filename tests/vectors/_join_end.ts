// How the house's side of a join ends for what a stranger sends. The desk behind it knows nobody.

import { serveJoin } from "../../lib/worker/house_join.ts";
import type { DeskToJoin, JoinToDesk } from "../../lib/worker/desk_contract.ts";
import { JoinDesk } from "../../lib/worker/join_desk.ts";
import type { TypedPort } from "../../lib/worker/typed_port.ts";
import type { Input } from "./_input.ts";

/** The end of `sent`, followed by the end of the connection. */
export async function joinEnd(input: Input): Promise<string> {
  const sent = input.bytes("sent");
  const readable = new ReadableStream<Uint8Array>({
    start(controller) {
      if (sent.length > 0) controller.enqueue(sent);
      controller.close();
    },
  });
  const desk = new JoinDesk(deskOf(input));
  return await serveJoin({ readable, writable: new WritableStream() }, {
    desk,
    hooks: { confirmed: () => {} },
  });
}

/** Answers each question with what the vector holds, which is signed for this very transcript. */
function deskOf(input: Input): TypedPort<DeskToJoin, JoinToDesk> {
  let answer: (message: DeskToJoin) => void = () => {};
  return {
    send(question) {
      const { ref } = question;
      if (question.type === "challenge") {
        answer({ type: "challenge", ref, jws: input.text("challenge") });
      } else if (question.type === "admit") {
        answer({ type: "refused", ref, jws: input.text("refused"), reason: "not_registered" });
      } else {
        throw new Error(`A stranger's join has no ${question.type}`);
      }
    },
    listen: (listener) => answer = listener,
    close: () => {},
  };
}
