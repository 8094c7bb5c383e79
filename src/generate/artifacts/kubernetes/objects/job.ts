import type { Text } from '../../../../model/traced.ts';
import { wholeSeconds } from '../../shared/seconds.ts';
import { Noted, type YamlNode, type YamlObject } from '../../shared/yaml.ts';
import { exceptions } from './exceptions.ts';
import { labels, metadata } from './facts.ts';
import { withOwnAnnotations, withOwnLabels } from './own-metadata.ts';
import type { PlacedService } from './placed.ts';
import { podTemplate } from './pod.ts';

const week = 7 * 24 * 60 * 60;

/** A service that runs to its end. A Job cannot be changed: scripts/deploy.sh replaces the one before. */
export function job(service: PlacedService): YamlNode {
  return {
    apiVersion: 'batch/v1',
    kind: service.kind.map(() => 'Job'),
    metadata: {
      ...metadata(service, service.name),
      labels: withOwnLabels(service, labels(service)),
      annotations: withOwnAnnotations(service, exceptions(service, false)),
    },
    spec: {
      ...jobSpec(service),
      ttlSecondsAfterFinished: new Noted(week, { above: ['Its logs can be read for a week.'] }),
    },
  };
}

/** A run: how often it is tried, how long it may take, and its pods. */
export const jobSpec = (service: PlacedService): YamlObject => ({
  ...retries(service),
  activeDeadlineSeconds: service.rollout.deploySeconds && wholeSeconds(service.rollout.deploySeconds, 1),
  template: podTemplate(service, { labels: {}, spec: { restartPolicy: policy(service) } }),
});

/** "never" is a run without a second try. */
function retries({ container: { restart } }: PlacedService): YamlObject {
  return { backoffLimit: restart?.value === 'never' ? restart.map(() => 0) : 3 };
}

/** A try of its own pod keeps the log of the one before; in the same pod it is quicker, where the document asks for it. */
function policy({ container: { restart } }: PlacedService): Text {
  if (restart?.value === 'on-failure') return restart.map(() => 'OnFailure');
  return restart?.value === 'never' ? restart.map(() => 'Never') : 'Never';
}
