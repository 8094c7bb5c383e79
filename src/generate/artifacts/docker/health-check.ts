import { combine, type Text, type Traced, text } from '../../../model/traced.ts';
import type { LanguageView } from '../../../model/views.ts';
import { argv } from '../shared/dockerfile.ts';
import { healthQuestion } from '../shared/health-question.ts';

/** HEALTHCHECK asks what the liveness probe asks; where nobody says what that is, it says that nothing is asked. */
export function healthCheck(service: LanguageView): Text[] {
  const command = healthQuestion(service, service.language);
  if (!command) return ['# Nobody asks it anything: that it runs is all that is known.', 'HEALTHCHECK NONE'];
  const { health, rollout } = service;
  const options = [
    seconds('interval', health.intervalSeconds),
    seconds('timeout', health.timeoutSeconds),
    seconds('start-period', rollout.readySeconds),
    text`--retries=${health.failureThreshold}`,
  ];
  return [
    combine(options, () => `HEALTHCHECK ${options.map(option => option.value).join(' ')} \\`),
    text`  CMD ${argv(command)}`,
  ];
}

const seconds = (name: string, value: Traced<number>) => text`--${name}=${value}s`;
