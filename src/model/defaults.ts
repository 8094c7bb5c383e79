/** What a Service is where nobody says it, each with the reason that `explain` prints. */
import { fillCluster, kindOfSchedule } from './default-cluster.ts';
import { fillRollout } from './default-rollout.ts';
import { fillTag } from './default-tag.ts';
import type { Draft } from './draft.ts';
import { named } from './facts.ts';
import { languageOf, startCommand, usage } from './languages.ts';
import type { Language } from './service.ts';
import { quantityValue } from './values/quantities.ts';

const nobody = 'no document says it';

/** Fills every field that a Service must have. Environments have been settled before. */
export function fillService(draft: Draft): void {
  identity(draft);
  program(draft);
  health(draft);
  resources(draft);
  operation(draft);
  fillCluster(draft);
}

function identity(draft: Draft): void {
  draft.assume(['service', 'name'], 'service', 'no document names the service');
  const name = draft.text(['service', 'name']);
  draft.assume(['service', 'summary'], `The ${name} service`, 'no document gives a summary');
  kind(draft);
  draft.assume(['service', 'version'], '0.1.0', 'no document gives a version');
  built(draft);
  draft.follow(
    ['service', 'image', 'repository'],
    ['service', 'name'],
    name,
    'no container_image is given: the name of the service',
  );
  fillTag(draft, ['service']);
}

const servingKinds = ['http', 'model'];

/** A document that names a port or an HTTP endpoint of a service knows better than one that only lacks it. */
function kind(draft: Draft): void {
  const [path, port] = [['service', 'kind'], draft.entry(['service', 'port'])];
  if (draft.entry(path)?.derived && port && !port.derived) draft.set(path, 'http', port.origin);
  kindOfSchedule(draft);
  draft.assume(path, 'http', 'services with an HTTP port are the usual kind');
}

/** Whoever says the language of the sources has them built, even where another document names an image. */
function built(draft: Draft): void {
  const [path, language] = [['service', 'image', 'built'], draft.entry(['service', 'language'])];
  if (draft.entry(path)?.derived && language) draft.set(path, true, language.origin);
  draft.assume(path, true, 'no document says that others build the image');
}

const isBuilt = (draft: Draft) => draft.entry(['service', 'image', 'built'])?.value === true;

function program(draft: Draft): void {
  draft.assume(['service', 'source'], '.', 'no source is given: the project folder itself');
  firstPort(draft);
  if (servingKinds.includes(draft.text(['service', 'kind'])))
    draft.assume(['service', 'port'], 8080, 'no port is given: the usual unprivileged HTTP port');
  if (!isBuilt(draft)) return;
  const entry = draft.entry(['service', 'entryPoint'])?.value;
  const guess = typeof entry === 'string' ? languageOf(entry) : undefined;
  if (guess) draft.assume(['service', 'language'], guess, `the entry point ${entry} is written in it`);
  // The Dockerfile of the team knows it: to guess would give the service another language's tools.
  if (!draft.has(['service', 'language']) && draft.has(['service', 'build', 'dockerfile'])) return;
  draft.assume(['service', 'language'], 'node', 'neither a document nor --language names one');
  const language = draft.text(['service', 'language']) as Language;
  const usual = usage[language];
  draft.assume(['service', 'languageVersion'], usual.version, `the long-term version of ${language}`);
  draft.assume(['service', 'entryPoint'], usual.entryPoint, `the usual entry point in ${language}`);
  if (!draft.has(['service', 'command', 0])) startUsually(draft, language);
}

/** The port for HTTP among those that are named: http, https, web, www or api, else the first that speaks TCP. */
function firstPort(draft: Draft): void {
  const list = ['service', 'ports'];
  const names = draft.names(list).filter(name => draft.text([...list, named(name), 'protocol']) !== 'udp');
  const chosen = names.find(name => ['http', 'https', 'web', 'www', 'api'].includes(name)) ?? names[0];
  if (chosen === undefined || !servingKinds.includes(draft.text(['service', 'kind']))) return;
  const at = (field: string) => draft.entry([...list, named(chosen), field]);
  const target = at('target') ?? at('port');
  if (target && !draft.has(['service', 'port'])) draft.set(['service', 'port'], target.value, target.origin);
}

function startUsually(draft: Draft, language: Language): void {
  const framework = draft.entry(['service', 'framework'])?.value;
  const { words, reason } = startCommand(
    language,
    draft.text(['service', 'entryPoint']),
    draft.number(['service', 'port']),
    framework === undefined ? undefined : String(framework),
  );
  for (const [i, word] of words.entries()) draft.assume(['service', 'command', i], word, reason);
}

function health(draft: Draft): void {
  const at = (probe: string) => draft.entry(['service', 'health', probe])?.value;
  const [live, ready] = [at('live'), at('ready')];
  const [likeReady, likeLive] = ['the readiness path answers it too', 'the liveness path answers it too'];
  const isKnown = live !== undefined || ready !== undefined || draft.has(['service', 'language']);
  draft.assume(
    ['service', 'health', 'over'],
    isKnown ? 'http' : 'tcp',
    isKnown
      ? 'a path tells more than a port that is open'
      : 'no document says a health path, and a wrong one would never be healthy',
  );
  const [livePath, readyPath] = [
    ['service', 'health', 'live'],
    ['service', 'health', 'ready'],
  ];
  draft.follow(livePath, readyPath, ready ?? '/health/live', ready ? likeReady : nobody);
  draft.follow(readyPath, livePath, live ?? '/health/ready', live ? likeLive : nobody);
  const known = live ?? ready;
  const startup = known === undefined ? '/health/startup' : draft.text(readyPath);
  draft.follow(
    ['service', 'health', 'startup'],
    readyPath,
    startup,
    known === undefined ? nobody : likeReady,
  );
  draft.assume(['service', 'health', 'intervalSeconds'], 10, 'the default period of a Kubernetes probe');
  draft.assume(
    ['service', 'health', 'timeoutSeconds'],
    2,
    'a health endpoint that takes longer is not healthy',
  );
  draft.assume(['service', 'health', 'failureThreshold'], 3, 'the default threshold of a Kubernetes probe');
}

function resources(draft: Draft): void {
  const usual = { cpu: ['250m', '500m'], memory: ['256Mi', '512Mi'] } as const;
  for (const what of ['cpu', 'memory'] as const) {
    const [request, limit] = [
      ['service', 'resources', 'requests', what],
      ['service', 'resources', 'limits', what],
    ];
    const [requested, limited] = [draft.entry(request)?.value, draft.entry(limit)?.value];
    const [usualRequest, usualLimit] = usual[what];
    const why = 'a small service; measure, and say it in the document';
    const asLimit = 'only a limit is given: the request is the same, as in Kubernetes';
    draft.follow(request, limit, limited ?? usualRequest, limited ? asLimit : why);
    const isMore = requested !== undefined && quantityValue(String(requested)) > quantityValue(usualLimit);
    if (isMore)
      draft.follow(
        limit,
        request,
        requested,
        'only a request is given, above the usual limit: the limit is the same',
      );
    draft.assume(limit, usualLimit, why);
  }
}

function operation(draft: Draft): void {
  const min = ['service', 'scaling', 'min'];
  draft.assume(min, 2, 'one instance can fail or be replaced while the other serves');
  const replicas = draft
    .names(['service', 'environments'])
    .map(name => draft.entry(['service', 'environments', named(name), 'replicas'])?.value);
  const needed = Math.max(10, ...[draft.number(min), ...replicas.map(Number)].filter(Number.isFinite));
  draft.assume(['service', 'scaling', 'max'], needed, nobody);
  draft.assume(
    ['service', 'scaling', 'targetCpuPercent'],
    70,
    'leaves room for the time that an instance takes to start',
  );
  draft.assume(['service', 'shutdown', 'drainSeconds'], 10, nobody);
  draft.assume(
    ['service', 'shutdown', 'graceSeconds'],
    20,
    'with the drain it fits the 30 s that Kubernetes gives',
  );
  fillRollout(draft);
  draft.assume(['service', 'automation', 'level'], 'Fully automated', nobody);
}
