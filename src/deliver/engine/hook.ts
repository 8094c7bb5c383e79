import { type Hook, releaseOf } from '../release/plan.ts';
import type { Effect, Outcome } from '../release/state.ts';
import type { World } from './perform.ts';
import type { HookResult, Instance } from './ports.ts';

type RunHook = Extract<Effect, { do: 'run-hook' }>;

/** Runs one hook where its service lives; a deploy that is undone meanwhile stops it. */
export async function hookOutcome(
  effect: RunHook,
  world: World,
  signal: AbortSignal,
  tookMs: () => number,
): Promise<Outcome> {
  const { plan, token } = world;
  const hook = plan.hooks.find(({ name }) => name === effect.hook);
  const service = hook && world.services.get(hook.service);
  const member = plan.members.find(({ service: name }) => name === hook?.service);
  if (!hook || !service || !member) throw new Error(`deploy ${plan.id} has no hook ${effect.hook}`);
  const { target } = service;
  const release = await world.release(member.next.id);
  const stop = () => void target.stopHook(token, effect.id).catch(() => undefined);
  signal.throwIfAborted();
  signal.addEventListener('abort', stop, { once: true });
  const address = effect.group === undefined ? undefined : addressOf(await target.observe(), effect.group);
  const result = await target.runHook(token, {
    id: effect.id,
    deploy: plan.id,
    name: hook.name,
    argv: hook.argv,
    folder: world.folderOf(releaseOf(member.next.id)),
    environment: {
      ...release.run.environment,
      DEVOPS_FLOW_DEPLOY: plan.id,
      DEVOPS_FLOW_SERVICE: hook.service,
      DEVOPS_FLOW_ENVIRONMENT: plan.environment,
      DEVOPS_FLOW_VERSION: member.next.version,
      DEVOPS_FLOW_RELEASE: member.next.id,
      ...(address === undefined ? {} : { DEVOPS_FLOW_URL: address }),
    },
    openVariables: [...release.run.requiredVariables, ...release.run.optionalVariables],
    timeoutMs: hook.timeoutMs,
  });
  signal.removeEventListener('abort', stop);
  if (result.ok) return { of: 'run-hook', ok: true, tookMs: tookMs() };
  return { of: 'run-hook', ok: false, tookMs: tookMs(), why: whyNot(hook, result) };
}

/** Hooks look at one instance of the group, past the router. */
function addressOf(instances: readonly Instance[], group: string): string | undefined {
  const found = instances.find(instance => instance.group === group && instance.ready);
  return found && `http://${found.host}:${found.port}`;
}

function whyNot({ timeoutMs }: Hook, result: HookResult): string {
  const last = result.lastLines.at(-1);
  const said = last === undefined ? '' : `: ${last}`;
  if (result.unknown) return `nobody saw how it ended; what it said is in ${result.logFile}`;
  if (result.timedOut) return `it was not done within ${timeoutMs / 1000} s${said}`;
  if (result.error !== undefined) return `${result.error}${said}`;
  if (result.signal !== null) return `it was ended by ${result.signal}${said}`;
  return `exit code ${result.code ?? 'unknown'}${said}`;
}
