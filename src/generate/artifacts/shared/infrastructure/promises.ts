/** What documents promise and what they want to be told of, in numbers. */
import type { Traced } from '../../../../model/traced.ts';
import type { ServiceView } from '../../../../model/views.ts';
import { fact, requirement } from '../requirements.ts';

type Observability = ServiceView['observability'][number];

const named = ({ observability }: ServiceView, word: RegExp): Observability | undefined =>
  observability.find(({ name }) => word.test(name.value));

/** Days that logs are kept; undefined where nobody says it. */
export const logDays = (service: ServiceView): Traced<number> | undefined =>
  named(service, /log/i)?.retentionDays;

/** "Error threshold: 10/min" of the logs is 10. */
export function errorsPerMinute(service: ServiceView): Traced<number> | undefined {
  const said = fact(named(service, /log/i)?.alerts, 'Error threshold');
  return number(said, /^(\d{1,6})\s*\/\s*min/i, 1);
}

/** "p95 latency > 500ms" among the alerts, or the promise of the service, in seconds. */
export function p95Seconds(service: ServiceView): Traced<number> | undefined {
  const pattern = /p95[^<>=]{0,40}[>≥]=?\s*(\d{1,6}(?:\.\d{1,3})?)\s*(ms|s)\b/i;
  const alert = service.observability
    .flatMap(({ alerts }) => alerts)
    .find(({ value }) => pattern.test(value));
  const [, amount = '', unit] = pattern.exec(alert?.value ?? '') ?? [];
  if (alert) return alert.map(() => Number(amount) / (unit?.toLowerCase() === 'ms' ? 1000 : 1));
  return service.performance.p95Ms?.map(ms => ms / 1000);
}

/** "Rotated: every 30 days" of the secrets is 30. */
export function rotationDays(service: ServiceView): Traced<number> | undefined {
  const said = fact(requirement(service, /secret/i)?.verification, 'Rotated');
  return number(said, /every (\d{1,4}) days?/i, 1);
}

/** "Lifecycle policies: S3 lifecycle to Glacier" of a budget: whether old objects go where they cost less. */
export const archives = ({ cost }: ServiceView): Traced<string> | undefined =>
  cost
    .map(({ optimization }) => optimization)
    .find(({ value }) => /glacier|archive|coldline|cool tier/i.test(value));

function number(
  said: Traced<string> | undefined,
  pattern: RegExp,
  group: number,
): Traced<number> | undefined {
  const match = pattern.exec(said?.value ?? '');
  return said && match ? said.map(() => Number(match[group])) : undefined;
}
