import { saveDurably } from '../durable/save-durably.ts';
import type { HookResult } from '../engine/ports.ts';
import { Hook, type HookSurroundings } from './hook.ts';
import type { HookOrder, HookOutcome, SavedHook } from './hook-record.ts';
import { redact } from './redact.ts';
import { report } from './report.ts';

/** So many hooks that have ended are remembered; none is asked for again after that many others. */
const remembered = 200;
const shownLines = 20;

/** The hooks of one service in one environment, by the id that the engine gave them: none is run twice. */
export class Hooks {
  readonly #hooks = new Map<string, Hook>();
  readonly #around: HookSurroundings;
  #secrets: Readonly<Record<string, string>> = {};

  constructor(around: HookSurroundings) {
    this.#around = around;
  }

  /** Values of open variables that hooks were given. */
  get secrets(): Readonly<Record<string, string>> {
    return this.#secrets;
  }

  get saved(): SavedHook[] {
    return [...this.#hooks.values()].map(hook => hook.saved);
  }

  adopt(saved: readonly SavedHook[]): void {
    for (const one of saved) this.#keep(Hook.adopt(one, this.#around));
  }

  /** Runs it, joins the one that runs, or gives the outcome on record. */
  async run(order: HookOrder): Promise<HookResult> {
    this.#secrets = { ...this.#secrets, ...order.secrets };
    const known = this.#hooks.get(order.id);
    const hook = known ?? this.#keep(Hook.start(order, this.#around));
    const outcome = await hook.ended;
    if (outcome !== 'never') return this.#result(hook, outcome, order.secrets);
    // Held back by a supervisor that died before it let it go: only now it runs.
    if (known) return this.run(order);
    throw new Error(`hook ${order.id} could not be put on record, and was not run`);
  }

  /** Ends it; one that has not begun will not run any more. */
  async stop(id: string): Promise<void> {
    const known = this.#hooks.get(id);
    if (known) return known.stop('stopped');
    const outcome: HookOutcome = {
      code: null,
      signal: null,
      unknown: false,
      ending: 'stopped',
      error: 'stopped before it ran',
      tookMs: 0,
    };
    this.#keep(
      Hook.adopt(
        { id, log: 'hooks/none.log', startedAt: this.#around.machine.clock.now(), timeoutMs: 0, outcome },
        this.#around,
      ),
    );
    await this.#around.changed();
  }

  async stopAll(): Promise<void> {
    await Promise.all([...this.#hooks.values()].map(hook => hook.stop('stopped')));
  }

  #keep(hook: Hook): Hook {
    const { id } = hook.saved;
    this.#hooks.set(id, hook);
    void hook.ended.then(outcome => {
      if (outcome === 'never' && this.#hooks.get(id) === hook) this.#hooks.delete(id);
    });
    const over = [...this.#hooks.values()].filter(({ saved }) => saved.outcome);
    for (const { saved } of over.slice(0, Math.max(0, over.length - remembered)))
      this.#hooks.delete(saved.id);
    return hook;
  }

  async #result(
    hook: Hook,
    outcome: HookOutcome,
    secrets: Readonly<Record<string, string>>,
  ): Promise<HookResult> {
    const { code, signal, unknown, ending, error, tookMs } = outcome;
    const why = error ?? (ending === 'stopped' ? 'stopped' : undefined);
    await this.#clean(hook.logFile, secrets).catch(report);
    const lines = await this.#around.machine.logs.tail(hook.logFile, shownLines);
    return {
      ok: code === 0 && ending === undefined && error === undefined,
      code,
      signal,
      timedOut: ending === 'timed-out',
      unknown,
      ...(why === undefined ? {} : { error: why }),
      tookMs,
      logFile: hook.logFile,
      lastLines: lines.map(line => redact(line, secrets)),
    };
  }

  /** What it printed of its secrets leaves the log as soon as nobody writes to it any more. */
  async #clean(logFile: string, secrets: Readonly<Record<string, string>>): Promise<void> {
    const { disk } = this.#around.machine;
    const text = await disk.read(logFile);
    const clean = text === undefined ? undefined : redact(text, secrets);
    if (clean !== undefined && clean !== text) await saveDurably(disk, logFile, clean);
  }
}
