import { combine, type Text, type Traced, text } from '../../../model/traced.ts';
import { isServing, type LanguageView } from '../../../model/views.ts';
import { argv } from '../shared/dockerfile.ts';
import { probeOf } from '../shared/probe.ts';
import { filledByShell } from '../shared/references.ts';
import type { Recipe } from './recipe.ts';

/** HEALTHCHECK asks what the liveness probe asks; none where nobody says what that is. */
export function healthCheck(service: LanguageView, recipe: Recipe): Text[] {
  const command = question(service, recipe);
  if (!command) return [];
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

function question(service: LanguageView, recipe: Recipe): readonly Text[] | undefined {
  const probe = probeOf(service.health, 'live');
  if (probe && probe.command.length > 0) return filledByShell(probe.command, service);
  const port = probe?.port ?? (isServing(service) ? service.port : undefined);
  if (!port) return undefined;
  const { value: over } = service.health.over;
  // No path is known, or the certificate is for another name than 127.0.0.1: that it takes connections must do.
  // The configuration of a static site has its path in any case, and its image no Bash.
  if ((over === 'tcp' && service.language.value !== 'static') || probe?.scheme?.value === 'https')
    return ['bash', '-c', 'exec 3<>"/dev/tcp/127.0.0.1/$0"', port.map(String)];
  const other = probe?.port ? ['env', text`PORT=${port}`] : [];
  return [...other, ...recipe.probe, service.health.live];
}
