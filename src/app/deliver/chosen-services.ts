import type { RunSpec } from '../../deliver/engine/ports.ts';
import { frozenAt } from '../../deliver/release/freeze.ts';
import { type Failure, failure } from '../../errors/index.ts';
import { nearest } from '../../model/names.ts';
import type { SourcedProject } from '../../model/origins.ts';
import type { Environment, Service } from '../../model/service.ts';
import { type RunnableService, runnable, runSpecOf } from './run-spec.ts';
import { placed, type ServiceOrigins, serviceOrigins } from './service-origins.ts';

export interface Chosen {
  readonly service: RunnableService;
  readonly environment: Environment;
  readonly run: RunSpec;
  readonly origins: ServiceOrigins;
}

interface Choice {
  readonly names?: readonly string[];
  readonly environment: string;
  readonly source?: string;
  readonly port?: number;
  readonly approve?: boolean;
  /** In a freeze the deploy waits for its end. */
  readonly whenOpen?: boolean;
}

/**
 * The services that are meant, each with the environment that it is deployed to.
 * @throws Failure `service-unknown`, `environment-unknown`, `approval-needed`, `one-service-only`, and what `runnable` finds
 */
export function chosenServices(sourced: SourcedProject, choice: Choice): [Chosen, ...Chosen[]] {
  const { services } = sourced.project;
  const known = services.map(service => service.name);
  for (const name of choice.names ?? [])
    if (!known.includes(name))
      throw failure('service-unknown', { name, known, suggestion: nearest(name, known) });
  const meant = choice.names ? services.filter(({ name }) => choice.names?.includes(name)) : services;
  const [first, ...others] = meant.map(service => chosen(sourced, service, choice));
  if (!first) throw failure('service-open', { known });
  const single = choice.source === undefined ? '--port' : '--source';
  if (others.length > 0 && (choice.source !== undefined || choice.port !== undefined))
    throw failure('one-service-only', { option: single, known: meant.map(({ name }) => name) });
  return [first, ...others];
}

function chosen(sourced: SourcedProject, service: Service, choice: Choice): Chosen {
  const origins = serviceOrigins(sourced, service.name);
  const able = runnable(service);
  return {
    service: able,
    environment: environmentOf(able, choice, origins),
    run: runSpecOf(able),
    origins,
  };
}

function environmentOf(service: Service, choice: Choice, origins: ServiceOrigins): Environment {
  const wanted = choice.environment.toLowerCase();
  const found = service.environments.find(environment => environment.name === wanted);
  const known = service.environments.map(environment => environment.name);
  if (!found) throw failure('environment-unknown', { name: choice.environment, known });
  if (found.approval && !choice.approve) throw approvalNeeded(found.name, origins);
  const frozen = choice.whenOpen ? undefined : frozenAt(found.freezes, Date.now());
  if (frozen) {
    const { window, until } = frozen;
    throw failure('frozen', {
      environment: found.name,
      reason: window.reason,
      until: new Date(until).toISOString(),
    });
  }
  return found;
}

function approvalNeeded(environment: string, origins: ServiceOrigins): Failure {
  const field = `environments.${environment}.approval`;
  const origin = origins.of(field);
  const reason = origin?.from === 'default' ? origin.reason : undefined;
  return failure('approval-needed', { environment, reason }, placed(origins.at(field)));
}
