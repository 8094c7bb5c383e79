import type { CurrentMirror, MirrorCounts } from '../engine/table.ts';
import { type CopiedRequest, Copy } from './copy.ts';
import type { Exchange } from './exchange.ts';
import { mirrorHeader, requestHeaders } from './headers.ts';
import type { Ledger } from './ledger.ts';
import { MirrorLedger } from './mirror-ledger.ts';
import { Observation } from './observation.ts';
import type { Switchboard } from './switchboard.ts';

/** More would be a queue in front of an instance that cannot keep up. */
const maxInHand = 64;

/** A request of which a copy is to be sent once it is answered, and its own answer. */
export interface Original {
  readonly mirrored: string;
  readonly request: CopiedRequest;
  readonly answer: Observation;
}

/**
 * Sends copies of answered requests to a release that answers nobody. A copy begins when the request has ended, so that
 * none can delay, fail or outrun it.
 */
export class Mirror {
  readonly #switchboard: Switchboard;
  readonly #ledger: Ledger;
  readonly #timeoutMs: number;
  readonly #counts = new MirrorLedger();
  readonly #inHand = new Set<Copy>();
  #stopped = false;

  /** `timeoutMs`: how long a copy may take as a whole. */
  constructor(switchboard: Switchboard, ledger: Ledger, timeoutMs: number) {
    this.#switchboard = switchboard;
    this.#ledger = ledger;
    this.#timeoutMs = timeoutMs;
  }

  /** By mirrored release. */
  get counts(): ReadonlyMap<string, MirrorCounts> {
    return this.#counts.byRelease;
  }

  /** Of the release that is mirrored now, or was last. */
  get current(): CurrentMirror | undefined {
    const { mirror, mark } = this.#switchboard.table ?? {};
    const current = mirror ? this.#counts.of(mirror.release, mark?.deploy) : this.#counts.last;
    if (!current) return undefined;
    const { release, deploy, counts } = current;
    return { release, ...(deploy === undefined ? {} : { deploy }), ...counts };
  }

  /** Of a request without a body: undefined when no copy of it is to be sent. */
  original({ request, upgrade }: Exchange): Original | undefined {
    const mirror = this.#switchboard.table?.mirror;
    if (!mirror || upgrade !== undefined || Math.random() * 100 >= mirror.percent) return undefined;
    const { method, url } = request;
    if (method !== 'GET' && method !== 'HEAD') return undefined;
    const headers = [...requestHeaders(request), mirrorHeader, '1'];
    return {
      mirrored: mirror.release,
      request: { path: url ?? '/', method, headers },
      answer: new Observation(),
    };
  }

  /** Sends the copy of a request that was answered whole by `release`. */
  send({ mirrored, request, answer }: Original, release: string): void {
    // A release is not compared with itself.
    if (release === mirrored || this.#stopped) return;
    const counts = this.#counts.of(mirrored, this.#switchboard.table?.mark?.deploy);
    if (this.#inHand.size >= maxInHand) return counts.skipped();
    counts.sent();
    const instance = this.#switchboard.anyOf(mirrored);
    const group = `${mirrored}~mirror`;
    if (!instance) {
      counts.failed();
      return this.#ledger.ended(group, 0, 'no-backend');
    }
    const begunAt = performance.now();
    const copy = new Copy(instance, request, this.#timeoutMs);
    this.#inHand.add(copy);
    void copy.ended.then(end => {
      this.#inHand.delete(copy);
      const tookMs = performance.now() - begunAt;
      if (end === 'connect-failed') this.#switchboard.eject(instance);
      if (end instanceof Observation) {
        counts.compared(answer.result(), end.result());
        this.#ledger.ended(group, tookMs, end.status >= 500 ? 'version-5xx' : undefined);
      } else {
        counts.failed();
        this.#ledger.ended(group, tookMs, end);
      }
    });
  }

  /** Gives up all copies. */
  stop(): void {
    this.#stopped = true;
    for (const copy of this.#inHand) copy.stop('client-gone');
  }
}
