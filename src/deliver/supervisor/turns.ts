/** Takes calls about the same thing one after the other, and calls about different things side by side. */
export class Turns {
  readonly #last = new Map<string, Promise<unknown>>();

  take<T>(name: string, act: () => Promise<T>): Promise<T> {
    const before = this.#last.get(name) ?? Promise.resolve();
    const mine = before.then(act);
    const settled = mine.catch(() => undefined);
    this.#last.set(name, settled);
    // Forgotten when it was the last one, so that names do not pile up.
    void settled.then(() => this.#last.get(name) === settled && this.#last.delete(name));
    return mine;
  }
}
