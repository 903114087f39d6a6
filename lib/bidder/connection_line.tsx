// How this client is connected, in one line and, laid open, in full; and the own fingerprint.

import { localeOf } from "../base/language.ts";
import { fingerprintText } from "../secure/key_set.ts";
import type { BidderView } from "./bidder_view.ts";
import { connectionFacts } from "./connection_facts.ts";

/** The state in a few words, with the path and the loss where there is one. */
export function ConnectionLine({ view }: { readonly view: BidderView }) {
  const { sale: { connection, path, quality }, texts, words, moment } = view;
  const isLive = connection === "live";
  const permille = quality?.lossPermille ?? 0;
  const percent = (permille / 10).toLocaleString(localeOf(moment.language), {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });
  const parts = [
    texts.connection.state[connection],
    ...(isLive && path !== null ? [words.path[path]] : []),
    ...(isLive && permille > 0 ? [texts.connection.loss(`${percent}\u00a0%`)] : []),
  ];
  return <span class="badge" data-tone={isLive ? "good" : "warn"}>{parts.join(" · ")}</span>;
}

/** Everything that is known of the connection. */
export function ConnectionDetails({ view }: { readonly view: BidderView }) {
  const { sale, texts, source, moment } = view;
  return (
    <>
      <dl class="connection-line-facts">
        {connectionFacts(sale, moment.language).map(({ name, text }) => (
          <div>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
        <div>
          <dt>{texts.connection.fingerprint}</dt>
          <dd>
            <code class="connection-line-key">{fingerprintText(source.fingerprint)}</code>
            <p class="soft small">{texts.connection.fingerprintHint}</p>
          </dd>
        </div>
      </dl>
    </>
  );
}
