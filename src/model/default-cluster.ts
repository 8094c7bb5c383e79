/** What a service asks of a cluster where nobody says it. */
import type { Draft } from './draft.ts';
import { named } from './facts.ts';

const nobody = 'no document says it';

/** What runs at set times runs to its end. Called before anything asks for the kind. */
export function kindOfSchedule(draft: Draft): void {
  const [kind, cron] = [draft.entry(['service', 'kind']), draft.entry(['service', 'schedule', 'cron'])];
  if (cron && (!kind || kind.derived)) draft.set(['service', 'kind'], 'job', cron.origin);
}

export function fillCluster(draft: Draft): void {
  draft.assume(
    ['service', 'callers', 'monitoring'],
    'monitoring',
    'where the Prometheus operator is installed by most',
  );
  for (const name of draft.names(['service', 'scaling', 'metrics'])) {
    const metric = ['service', 'scaling', 'metrics', named(name)];
    draft.assume([...metric, 'source'], 'pods', 'what decides is mostly counted by the instances themselves');
    for (const label of draft.names([...metric, 'labels']))
      draft.assume([...metric, 'labels', named(label), 'value'], '', nobody);
  }
  if (draft.has(['service', 'schedule', 'cron'])) schedule(draft);
  routing(draft);
}

function schedule(draft: Draft): void {
  const usual = {
    timeZone: ['Etc/UTC', 'no document says it: the clock that all machines share'],
    overlap: ['forbid', 'two runs at once would do the same work twice'],
    startingDeadlineSeconds: [600, 'a run that is late by more is as good as the next one'],
    successfulHistory: [3, 'the default of Kubernetes'],
    failedHistory: [3, 'whoever looks for the fault compares several runs'],
  } as const;
  for (const [field, [value, reason]] of Object.entries(usual))
    draft.assume(['service', 'schedule', field], value, reason);
}

const at = (field: string) => ['service', 'routing', field];

/** It is there where a document says something of it. */
function routing(draft: Draft): void {
  const all = [
    'via',
    'className',
    'gateway',
    'gatewayNamespace',
    'listener',
    'path',
    'controllerNamespace',
  ] as const;
  if (!all.some(field => draft.has(at(field)))) return;
  const isGateway = draft.has(at('gateway'));
  const via = isGateway ? 'gateway' : 'ingress';
  draft.follow(at('via'), at('gateway'), via, isGateway ? 'a Gateway is named' : 'no Gateway is named');
  draft.assume(at('path'), '/', 'all requests to the host');
}
