import type { Watcher } from '../app/deliver/delivery.ts';
import type { Deploy } from '../deliver/engine/deploy.ts';
import type { Active } from '../deliver/release/state.ts';
import { count, type Problem } from '../errors/index.ts';
import { whatServes } from './deploy-problems.ts';
import { copiesWords } from './deploy-words.ts';
import { duration } from './format.ts';
import { hint, type Where } from './hints.ts';
import type { Output } from './output.ts';

/** What a state is doing, while it does it. */
const doing: Record<Active['name'], string> = {
  'running-hooks': 'running hooks',
  starting: 'starting',
  smoking: 'smoke tests',
  shifting: 'switching',
  baking: 'under observation',
  probing: 'probing: too little traffic for a verdict',
  awaiting: 'waiting for an answer',
  paused: 'paused',
  frozen: 'waiting for the end of a freeze',
  reducing: 'stopping instances of the old version',
  retiring: 'putting the old version away',
  reverting: 'going back',
  clearing: 'stopping the new version',
  promoted: 'done',
  'rolled-back': 'done',
  failed: 'done',
};

/** Why a deploy was not promoted: in the story itself, or in problems that follow it. Said once either way. */
export interface Because {
  readonly firstError?: string | null;
  readonly problems?: readonly Problem[];
}

/** Tells a deploy while it runs: one live line on a terminal, the finished lines on stdout. */
export function deployStory(
  output: Output,
  where: Where,
): Watcher & { tell(deploy: Deploy, because?: Because): void } {
  let ticker: NodeJS.Timeout | undefined;
  let latest: Active | undefined;
  let heldBy: Active['name'] | undefined;
  const redraw = () => {
    if (latest) output.live.show(`    ${steps(latest.facts, output)}${output.paint.dim(progress(latest))}`);
  };
  return {
    transition: state => {
      latest = state;
      if (state.name !== heldBy) for (const line of heldUp(state, where)) output.say(line);
      heldBy = state.name;
      redraw();
      ticker ??= output.live.on ? setInterval(redraw, 100) : undefined;
    },
    tell: (deploy, because = {}) => {
      clearInterval(ticker);
      output.live.clear();
      for (const line of deployLines(deploy, output, because)) output.answer(line);
      if (because.problems) output.problems(because.problems, whatServes(deploy));
    },
  };
}

/** What keeps it waiting, and how to go on: said once, terminal or not. */
function heldUp(state: Active, where: Where): string[] {
  const version = state.plan.members[0]?.next.version ?? '';
  const name = state.plan.members.length > 1 ? ['--name', state.plan.members[0]?.service ?? ''] : [];
  const offer = (...commands: string[]) => commands.map(command => hint(command, where, ...name)).join('   ');
  if (state.name === 'awaiting')
    return state.isUndecided
      ? [`${version}: the figures decide nothing: ${state.ask}`, `    ${offer('retry', 'approve', 'reject')}`]
      : [`${version} asks: ${state.ask}?`, `    ${offer('approve', 'reject')}`];
  if (state.name === 'paused')
    return [`${version}: paused by ${state.pause?.by ?? 'somebody'}`, `    ${offer('resume', 'abort')}`];
  if (state.name === 'frozen')
    return [`${version}: frozen until ${new Date(state.until).toISOString()}, then it goes on by itself`];
  return [];
}

function progress(state: Active): string {
  if (state.name === 'awaiting') return `${state.ask}? …`;
  if (state.name !== 'baking') return `${doing[state.name]} …`;
  const left = Math.max(0, state.until - Date.now());
  return `${doing.baking}, ${duration(left)} left …`;
}

type Steps = Pick<Active['facts'], 'readyMs' | 'smoke' | 'switchMs' | 'drainMs'>;

function steps(facts: Steps, output: Output): string {
  const yes = output.paint.green(output.glyphs.yes);
  const parts: string[] = [];
  if (facts.readyMs !== undefined) parts.push(`${yes} ready ${duration(facts.readyMs)}`);
  if (facts.smoke) parts.push(`${yes} smoke ${facts.smoke.passed}/${facts.smoke.total}`);
  if (facts.switchMs !== undefined) parts.push(`${yes} switched ${duration(facts.switchMs)}`);
  if (facts.drainMs !== undefined) parts.push(`${yes} drained ${duration(facts.drainMs)}`);
  return parts.map(part => `${part}   `).join('');
}

/** The finished story of one deploy: its steps, its end, its ledger. */
function deployLines(deploy: Deploy, output: Output, { firstError, problems = [] }: Because): string[] {
  const { paint, glyphs } = output;
  const { readyMs, smoke, switchMs, drainMs } = deploy;
  const facts = {
    ...(readyMs === null ? {} : { readyMs }),
    ...(smoke === null ? {} : { smoke }),
    ...(switchMs === null ? {} : { switchMs }),
    ...(drainMs === null ? {} : { drainMs }),
  };
  const lines: string[] = [];
  const done = steps(facts, output).trimEnd();
  if (done) lines.push(`    ${done}`);
  const by = deploy.approvedBy.length > 0 ? `; approved by ${deploy.approvedBy.join(', ')}` : '';
  if (deploy.outcome === 'promoted') {
    if (deploy.previous !== null && deploy.kind === 'deploy')
      lines.push(`    ${paint.green(glyphs.yes)} kept: ${deploy.reason}${by}`);
    lines.push(`    ${ledgerLine(deploy)}`);
    return lines;
  }
  const reason = problems.length > 0 ? '' : `: ${deploy.reason}`;
  lines.push(`    ${paint.red(`${glyphs.no} ${deploy.version} failed${reason}`)}`);
  if (firstError && problems.length === 0) lines.push(`      first error: ${firstError}`);
  if (deploy.outcome === 'rolled-back') lines.push(`    ${paint.yellow(glyphs.back)} ${wentBack(deploy)}`);
  if (deploy.requests > 0) lines.push(`    ${ledgerLine(deploy)}`);
  return lines;
}

/** A version that never had the traffic was not replaced by anything: the one before went on serving. */
function wentBack({ previous, version, switchMs, rollbackMs, serving, release }: Deploy): string {
  if (serving === release)
    return `its flag is off again${rollbackMs === null ? '' : `, ${duration(rollbackMs)} after the verdict`}; ${version} serves on`;
  const before = previous === null || previous === version ? 'what served before' : previous;
  if (switchMs === null) return `${before} serves on; the new version got no traffic`;
  return `${before} serves all traffic again${rollbackMs === null ? '' : `, ${duration(rollbackMs)} after the verdict`}`;
}

/** Requests, what was lost and by what cause and phase, and the latency beside the quiet one. */
export function ledgerLine(deploy: Deploy): string {
  if (deploy.requests === 0) return 'no requests while it was deployed';
  const own = deploy.byCause['version-5xx'] ?? 0;
  const gone = deploy.byCause['client-gone'] ?? 0;
  const lost = deploy.failed - own - gone;
  const parts = [
    `${count(deploy.requests)} requests`,
    `${count(lost)} lost${lost > 0 ? ` (${causes(deploy)})` : ''}`,
  ];
  if (own > 0) parts.push(`${count(own)} answered 5xx by the version itself`);
  if (gone > 0) parts.push(`${count(gone)} left by the client`);
  if (deploy.retried > 0) parts.push(`${count(deploy.retried)} retried`);
  if (deploy.p99Ms !== null) {
    parts.push(
      `p99 ${duration(deploy.p99Ms)}${deploy.quietP99Ms === null ? '' : ` (quiet ${duration(deploy.quietP99Ms)})`}`,
    );
  }
  if (deploy.mirrored) parts.push(copiesWords(deploy.mirrored));
  return parts.join('   ');
}

function causes(deploy: Deploy): string {
  const ours = Object.entries(deploy.byCause).filter(
    ([cause]) => cause !== 'version-5xx' && cause !== 'client-gone',
  );
  const phases = Object.entries(deploy.byPhase).map(([phase, n]) => `${n} in ${phase}`);
  return `${ours.map(([cause, n]) => `${n} ${cause}`).join(', ')}; ${phases.join(', ')}`;
}
