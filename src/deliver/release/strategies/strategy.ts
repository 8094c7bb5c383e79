import type { Hook, Member } from '../plan.ts';
import type { GroupCount, HookPoint, Leaving, Split, Stage, Watched } from '../stage.ts';

/** What all strategies know of a deploy. Times in milliseconds. */
export interface Setting {
  readonly members: readonly Member[];
  readonly hooks: readonly Hook[];
  /** How long the new version carries all traffic under observation; 0 skips it. */
  readonly bakeMs: number;
}

/** Before anything of the new version runs. */
export const before = (setting: Setting): Stage[] => [
  ...hooks(setting, 'pre-deploy'),
  ...hooks(setting, 'migration'),
];

/** The new instances are ready and have no traffic: they are asked first. */
export const tested = (setting: Setting): Stage[] => [
  { kind: 'smoke', groups: setting.members.map(({ service, next }) => ({ service, group: next.id })) },
  ...hooks(setting, 'smoke'),
  ...hooks(setting, 'load-test'),
];

/** The new version has all traffic: watched, looked at by the team, kept. Undoing it is a switch until then. */
export const kept = (setting: Setting): Stage[] => [
  ...observed(setting, setting.bakeMs, true),
  ...hooks(setting, 'post-deploy'),
  { kind: 'retire' },
];

/** Only what replaces something is watched: there is nothing to go back to otherwise. */
export function observed(setting: Setting, ms: number, decides: boolean): Stage[] {
  return ms > 0 && replacing(setting).length > 0 ? [{ kind: 'observe', ms, decides }] : [];
}

const hooks = (setting: Setting, point: HookPoint): Stage[] =>
  setting.hooks.some(({ at }) => at === point) ? [{ kind: 'hooks', point }] : [];

/** A service that serves already. */
export type Replacing = Member & Required<Pick<Member, 'previous'>>;

export const replacing = ({ members }: Setting): Replacing[] =>
  members.flatMap(member => (member.previous ? [{ ...member, previous: member.previous }] : []));

export const started = ({ members }: Setting): GroupCount[] =>
  members.map(({ service, next, replicas }) => ({ service, group: next.id, replicas }));

export const whole = ({ members }: Setting): Split[] =>
  members.map(({ service, next }) => ({ service, weights: { [next.id]: 100 } }));

export const leavingAll = (setting: Setting): Leaving[] =>
  replacing(setting).map(({ service, previous }) => ({ service, group: previous.id, part: 'all' }));

export const watchedNext = (setting: Setting): Watched[] =>
  replacing(setting).map(({ service, next }) => ({ service, group: next.id }));
