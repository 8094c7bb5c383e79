import { type LoadHandle, type LoadReport, startLoad } from '../../src/deliver/load/load.ts';
import type { StrategyName } from '../../src/model/service.ts';
import { type Attempt, type CaseName, Orders } from './cases.ts';
import type { Chooser } from './choose.ts';
import { type Point, type PointResult, tryPoint } from './point.ts';
import { CrashProject } from './project.ts';
import { review } from './reviewer.ts';
import { processesOf } from './sight.ts';

/** What came of all crash points of one strategy and one case. */
export interface Row {
  readonly strategy: StrategyName;
  readonly name: CaseName;
  /** Controllers that were killed. */
  readonly kills: number;
  readonly requests: number;
  readonly failed: number;
  /** Waited at the router for longer than they may: `recreate` says of itself that it loses these. */
  readonly outwaited: number;
  readonly wrong: readonly string[];
}

export interface LaneOptions {
  readonly strategy: StrategyName;
  readonly name: CaseName;
  /** See `CrashProject.create`. */
  readonly controller: readonly string[];
  readonly choose: Chooser;
  readonly requestsPerSecond: number;
  readonly say: (line: string) => void;
}

/** Crash points of one strategy and one case, in one project that serves under load the whole time. */
export async function runLane(options: LaneOptions): Promise<Row> {
  const project = await CrashProject.create(options.controller);
  try {
    const lane = new Lane(project, options);
    await lane.begin();
    return await lane.run();
  } finally {
    await project.remove();
  }
}

class Lane {
  readonly #project: CrashProject;
  readonly #options: LaneOptions;
  readonly #orders: Orders;
  readonly #wrong: string[] = [];
  #kills = 0;

  constructor(project: CrashProject, options: LaneOptions) {
    this.#project = project;
    this.#options = options;
    this.#orders = new Orders(project, options.strategy);
  }

  /** Two versions, so that there is one to go back to. */
  async begin(): Promise<void> {
    for (let i = 0; i < 2; i += 1) {
      const { act, version } = this.#orders.first();
      const { code, stderr } = await this.#project.control(act);
      if (code !== 0) throw new Error(`the first versions cannot be deployed: ${stderr}`);
      this.#orders.answered(version);
    }
  }

  async run(): Promise<Row> {
    const { strategy, name, choose, requestsPerSecond } = this.#options;
    const load = startLoad({
      url: this.#project.url,
      requestsPerSecond,
      rampMs: 200,
      connections: 4,
      workload: { get: () => '/', post: () => ({ path: '/', body: '{}', idOf: () => undefined }) },
    });
    const goHome = review(this.#project);
    let last: PointResult | undefined;
    let turn = 0;
    for (let point = choose(last); point; point = choose(last)) {
      last = await this.#try(this.#orders.next(name, turn), point, load);
      turn += 1;
    }
    goHome();
    const report = await load.stop();
    await this.#project.cli('down', '.');
    const left = processesOf(this.#project.folder).map(({ line }) => `left after down: ${line}`);
    const wrong = [...this.#wrong, ...left];
    return { strategy, name, kills: this.#kills, requests: report.started, ...this.#lost(report), wrong };
  }

  async #try(attempt: Attempt, point: Point, load: LoadHandle): Promise<PointResult> {
    const { strategy, name, say } = this.#options;
    const { version } = attempt;
    const title = `${strategy}, ${name}: ${version.name} ${version.behaviour}, ${wordsOf(point)}`;
    load.mark(title);
    const result = await tryPoint(this.#project, attempt, point);
    this.#kills += result.kills;
    if (result.isServing) this.#orders.answered(version);
    const wrong = [...result.wrong, ...unexpected(load.snapshot(), attempt, this.#options.strategy)];
    for (const one of wrong) this.#wrong.push(`${title}: ${one}`);
    say(`${title}: ${wrong.length === 0 ? 'ok' : wrong.join('; ')}`);
    return result;
  }

  #lost({ lost, lostByCause }: LoadReport): Pick<Row, 'failed' | 'outwaited'> {
    const outwaited =
      this.#options.strategy === 'recreate'
        ? outwaitedCauses.reduce((sum, cause) => sum + (lostByCause[cause] ?? 0), 0)
        : 0;
    return { failed: lost - outwaited, outwaited };
  }
}

const outwaitedCauses = ['timeout', 'router:hold-timeout'];

/** Losses of the present window, and errors that its version should not have answered with. */
function unexpected({ windows }: LoadReport, { version }: Attempt, strategy: StrategyName): string[] {
  const window = windows.at(-1);
  if (!window) return [];
  // Whoever waits for longer than they may is counted beside, where the strategy says that it happens.
  const isExcused = (cause: string) => strategy === 'recreate' && outwaitedCauses.includes(cause);
  const causes = Object.entries(window.lostByCause)
    .filter(([cause]) => !isExcused(cause))
    .map(([cause, count]) => `${count} lost: ${cause}`);
  const isBad = version.behaviour.startsWith('answers-500');
  return [...causes, ...(isBad || window.ownErrors === 0 ? [] : [`${window.ownErrors} answers of 500`])];
}

function wordsOf({ kill, recoveryKill, isAlone }: Point): string {
  if (!kill) return 'undisturbed';
  const recovery = recoveryKill ? `, its recovery ${recoveryKill.when} step ${recoveryKill.step}` : '';
  return `killed ${kill.when} step ${kill.step}${recovery}${isAlone ? ', left alone' : ''}`;
}
