// What a person is told of the feed: how it stands, and by which path it comes. Only a path that
// has brought something is told.

import type { FeedHealth } from "../session/effect.ts";
import type { FeedPath } from "../wire/member_message.ts";

/** Tells each change of health or path. */
export class ToldHealth {
  readonly #tell: (health: FeedHealth, path: FeedPath | null) => void;
  #health: FeedHealth | null = null;
  #path: FeedPath | null = null;

  constructor(tell: (health: FeedHealth, path: FeedPath | null) => void) {
    this.#tell = tell;
  }

  /** The feed stands so from now on. */
  is(health: FeedHealth): void {
    this.#health = health;
    this.#tell(health, this.#path);
  }

  /** The path in use has brought something. */
  comesBy(path: FeedPath): void {
    if (path === this.#path) return;
    this.#path = path;
    if (this.#health !== null) this.#tell(this.#health, path);
  }

  /** Another session begins: nothing has come by any path yet. */
  beginAnew(): void {
    this.#path = null;
  }
}
