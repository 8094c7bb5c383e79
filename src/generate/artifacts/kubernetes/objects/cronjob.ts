import { wholeSeconds } from '../../shared/seconds.ts';
import { Noted, type YamlNode } from '../../shared/yaml.ts';
import { exceptions } from './exceptions.ts';
import { labels, metadata } from './facts.ts';
import { jobSpec } from './job.ts';
import { withOwnAnnotations, withOwnLabels } from './own-metadata.ts';
import type { PlacedService } from './placed.ts';

type Schedule = NonNullable<PlacedService['schedule']>;

const policies = { forbid: 'Forbid', allow: 'Allow', replace: 'Replace' } as const;

/** A job that runs by itself. */
export function cronJob(service: PlacedService, schedule: Schedule): YamlNode {
  const { cron, timeZone, overlap, startingDeadlineSeconds, successfulHistory, failedHistory } = schedule;
  return {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: {
      ...metadata(service, service.name),
      labels: withOwnLabels(service, labels(service)),
      annotations: withOwnAnnotations(service, exceptions(service, false)),
    },
    spec: {
      schedule: cron,
      timeZone,
      concurrencyPolicy: overlap.map(word => policies[word]),
      startingDeadlineSeconds: new Noted(wholeSeconds(startingDeadlineSeconds, 10), {
        above: ['The controller looks every ten seconds: with less, a run would never start.'],
      }),
      successfulJobsHistoryLimit: successfulHistory,
      failedJobsHistoryLimit: failedHistory,
      jobTemplate: {
        metadata: { labels: labels(service) },
        spec: jobSpec(service),
      },
    },
  };
}
