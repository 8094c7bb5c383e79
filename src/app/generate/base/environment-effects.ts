import type { Environment, Service } from '../../../model/service.ts';
import type { Effect } from '../../schemas/plan.ts';

type EnvironmentEffect = Pick<Effect, 'kind' | 'text'> & { readonly environment: string };

/** Where a service runs for others: the local environment is what `up` is for. */
export const deployed = ({ environments }: Pick<Service, 'environments'>): readonly Environment[] =>
  environments.filter(({ name }) => name !== 'local');

export const pods = (n: number): string => `${n} pod${n === 1 ? '' : 's'}`;

/** Environments that two states of a service have both, as they are now and as they were. */
export function lastingEnvironments(
  service: Service,
  old: Service,
): readonly { readonly now: Environment; readonly was: Environment }[] {
  const olds = new Map(deployed(old).map(environment => [environment.name, environment]));
  return deployed(service).flatMap(now => {
    const was = olds.get(now.name);
    return was ? [{ now, was }] : [];
  });
}

/** Where a service is deployed no longer, and where for the first time; what a person approves. */
export function environmentEffects(service: Service, old: Service): EnvironmentEffect[] {
  const [names, olds] = [service, old].map(one => new Set(deployed(one).map(({ name }) => name)));
  const gone = deployed(old)
    .filter(({ name }) => !names?.has(name))
    .map(({ name }): EnvironmentEffect => {
      const text = `${name} is no longer deployed; what runs there stays until somebody takes it down`;
      return { kind: 'left-behind', text, environment: name };
    });
  const fresh = deployed(service)
    .filter(({ name }) => !olds?.has(name))
    .map(({ name, replicas, strategy, approval }): EnvironmentEffect => {
      const when = approval ? ', once a person has approved' : '';
      const text = `${name} is deployed for the first time: ${pods(replicas)} (${strategy})${when}`;
      return { kind: 'restart', text, environment: name };
    });
  const approvals = lastingEnvironments(service, old)
    .filter(({ now, was }) => now.approval !== was.approval)
    .map(({ now: { name, approval } }): EnvironmentEffect => {
      const text = approval
        ? `${name} is approved by a person from now on`
        : `${name} is no longer approved by a person`;
      return { kind: 'approval', text, environment: name };
    });
  return [...gone, ...approvals, ...fresh];
}
