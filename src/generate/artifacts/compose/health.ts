import { type Text, text } from '../../../model/traced.ts';
import { hasDockerfile, hasLanguage, isBuilt, isJob } from '../../../model/views.ts';
import { healthQuestion } from '../shared/health-question.ts';
import { filledByShell } from '../shared/references.ts';
import type { YamlObject } from '../shared/yaml.ts';
import type { Part } from './context.ts';

/** The runtimes that an image of the team's own surely has; a compiled program needs no Bash beside it. */
const interpreted = new Set(['node', 'python', 'ruby', 'php']);

/** argv that asks inside the container how it is; undefined where nobody knows what its image has to ask with. */
export function questionOf({ service, sidecar }: Part): readonly Text[] | undefined {
  if (sidecar) {
    const probe = sidecar.probes.find(({ command }) => command.length > 0);
    return probe && filledByShell(probe.command, sidecar);
  }
  if (isJob(service)) return undefined;
  const isKnown =
    hasDockerfile(service) ||
    (isBuilt(service) && hasLanguage(service) && interpreted.has(service.language.value));
  return healthQuestion(service, isKnown ? service.language : undefined);
}

/** The same question at the same times as in HEALTHCHECK of the image. */
export function healthcheckOf(part: Part): YamlObject | undefined {
  const question = questionOf(part);
  if (!question) return undefined;
  const { health, rollout } = part.service;
  return {
    test: ['CMD', ...question],
    interval: text`${health.intervalSeconds}s`,
    timeout: text`${health.timeoutSeconds}s`,
    retries: health.failureThreshold,
    start_period: text`${rollout.readySeconds}s`,
  };
}
