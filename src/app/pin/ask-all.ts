import { type Problem, problem } from '../../errors/index.ts';
import { fullName, type PinnedAction, type PinnedImage, type Pins } from '../../model/pins.ts';
import { type Asking, askAction, askImage, type Had, type Missed } from './answers.ts';
import { isLoopback } from './ask.ts';
import { githubOf } from './github.ts';
import { apiHost } from './registry.ts';
import type { Wanted } from './wanted.ts';

export interface AskRequest extends Asking {
  /** What is asked for. */
  readonly kinds: { readonly images: boolean; readonly actions: boolean };
}

/** Of a kind that nobody asked for there are none. */
export interface Answers {
  readonly images: readonly Had<PinnedImage>[] | undefined;
  readonly actions: readonly Had<PinnedAction>[] | undefined;
}

/** Asks for all that is wanted; each use of the network is told before it happens. */
export async function askAll(request: AskRequest, wanted: Wanted, before: Pins): Promise<Answers> {
  const { kinds, env, tell } = request;
  const lost = new Map<string, string>();
  const github = githubOf(env);
  if (kinds.images) for (const line of plansOf(wanted.images)) tell(line);
  if (kinds.actions && wanted.actions.length > 0)
    tell(
      `asks ${github.base.host}${github.token === undefined ? '' : ' with GITHUB_TOKEN'} for the newest release of ${wanted.actions.map(({ name }) => name).join(', ')}`,
    );
  const images = kinds.images
    ? await inTurns(wanted.images, name => askImage(name, before.images.get(name), request, lost))
    : undefined;
  const actions = kinds.actions
    ? await inTurns(wanted.actions, one =>
        askAction(one, before.actions.get(one.name), github, request, lost),
      )
    : undefined;
  return { images, actions };
}

function plansOf(images: readonly string[]): readonly string[] {
  const byHost = new Map<string, string[]>();
  for (const name of images) {
    const host = hostOf(name);
    byHost.set(host, [...(byHost.get(host) ?? []), name]);
  }
  return [...byHost].map(
    ([host, names]) =>
      `asks ${host}${isLoopback(host) ? ' (without TLS, it is this machine)' : ''} for the digest of ${names.join(', ')}`,
  );
}

/** All hosts that are asked. */
export const hostsOf = ({ env, kinds }: AskRequest, { images, actions }: Wanted): readonly string[] => [
  ...new Set(kinds.images ? images.map(name => hostOf(name)) : []),
  ...(kinds.actions && actions.length > 0 ? [githubOf(env).base.host] : []),
];

/** Four at a time; the first one alone, so that a host that cannot be reached is asked once. */
async function inTurns<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  for (let at = 0; at < items.length; ) {
    const turn = items.slice(at, at + (at === 0 ? 1 : 4));
    results.push(...(await Promise.all(turn.map(work))));
    at += turn.length;
  }
  return results;
}

const hostOf = (name: string): string => apiHost(fullName(name)?.host ?? '');

/** One problem for all that one host does not give for one reason. */
export function missedIn(known: readonly Had<unknown>[]): readonly Problem[] {
  const groups = new Map<string, Missed & { readonly names: string[] }>();
  for (const { name, missed } of known) {
    if (!missed) continue;
    const key = JSON.stringify(missed);
    const group = groups.get(key) ?? { ...missed, names: [] };
    groups.set(key, group);
    group.names.push(name);
  }
  return [...groups.values()].map(facts => problem('pin-not-had', facts));
}
