import type { Catalogue } from './problem.ts';
import { shellWord } from './shell-word.ts';

/** A version that was not kept; `service` is the cause where there are several. */
interface NotKept {
  readonly version: string;
  readonly sentence: string;
  readonly service?: string | undefined;
}

const logsOf = ({ version, service }: NotKept): string =>
  `devops-flow logs${service === undefined ? '' : ` --name ${service}`} --release ${shellWord(version)}`;

export const deliveryErrors = {
  internal: (facts: { text: string }) => ({
    severity: 'error',
    message: `devops-flow itself failed: ${facts.text}`,
    why: 'this is a bug of ours, not a mistake of yours',
    fix: 'run the command again; if it happens again, report it with the lines above',
  }),
  'variable-missing': (facts: { name: string }) => ({
    severity: 'error',
    message: `${facts.name} is not set`,
    why: 'the documents declare this variable as required and give no value for it',
    fix: `set it for this command: ${facts.name}=… devops-flow up`,
  }),
  'environment-unknown': (facts: { name: string; known: readonly string[] }) => ({
    severity: 'error',
    message: `there is no environment "${facts.name}"`,
    why: 'environments are those that the documents name, and "local"',
    fix: `one of ${facts.known.join(', ')}: devops-flow up --env ${facts.known[0] ?? 'local'}`,
  }),
  'service-open': (facts: { known: readonly string[] }) => ({
    severity: 'error',
    message: `several services were deployed here: ${facts.known.slice(0, 12).join(', ')}`,
    why: 'the command is for one of them; nothing was changed',
    fix: `name it: --name ${facts.known[0] ?? 'NAME'}`,
  }),
  'service-not-deployed': (facts: { name: string; environment: string; known: readonly string[] }) => ({
    severity: 'error',
    message: `no service "${facts.name}" was ever deployed to ${facts.environment}`,
    why: `deployed from here: ${facts.known.slice(0, 12).join(', ')}`,
    fix: 'use one of these',
  }),
  'one-service-only': (facts: { option: string; known: readonly string[] }) => ({
    severity: 'error',
    message: `${facts.option} is for one service, and the documents describe ${facts.known.length}: ${facts.known.slice(0, 12).join(', ')}`,
    why: 'each service has a source and a port of its own; nothing was started',
    fix: `name the one that is meant: devops-flow up --name ${facts.known[0] ?? 'NAME'}`,
  }),
  'nothing-under-way': (facts: { environment: string; what: string }) => ({
    severity: 'error',
    message: `no deploy to ${facts.environment} is under way`,
    why: `there is nothing to ${facts.what}`,
    fix: 'see what serves and how the last deploys ended: devops-flow status',
  }),
  'ask-refused': (facts: { what: string; version: string; reason: string }) => ({
    severity: 'error',
    message: `${facts.version}: ${facts.what} is not possible now: ${facts.reason}`,
    why: 'a deploy takes what it is asked only where that has a meaning; nothing was changed',
    fix: 'see where it stands: devops-flow status',
  }),
  'ask-unheard': (facts: { what: string; version: string; holder: number }) => ({
    severity: 'error',
    message: `${facts.version}: process ${facts.holder}, which carries it out, has not answered`,
    why: `${facts.what} was written down, and is taken as soon as it goes on`,
    fix: 'see whether it goes on: devops-flow status',
  }),
  'nothing-to-retry': (facts: { environment: string }) => ({
    severity: 'error',
    message: `the last deploy to ${facts.environment} was promoted`,
    why: 'only a version that was not kept can be tried again',
    fix: 'deploy another one: devops-flow up',
  }),
  'older-supervisor': (facts: { environment: string }) => ({
    severity: 'error',
    message: `what an older devops-flow started for ${facts.environment} still runs`,
    why: 'each service has a supervisor and a router of its own now, and two routers cannot listen on one port; nothing was changed',
    fix: 'stop it, which keeps its data, and start it again: devops-flow down, then devops-flow up',
  }),
  'flag-is-off': (facts: { version: string; flag: string }) => ({
    severity: 'error',
    message: `${facts.version} serves already; only its flag ${facts.flag} was turned off`,
    why: 'a flag is ramped beside the same code without it, and starts at nothing only with new code',
    fix: 'mend it and deploy that: devops-flow deploy',
  }),
  frozen: (facts: { environment: string; reason: string; until: string }) => ({
    severity: 'error',
    message: `${facts.environment} is frozen until ${facts.until}: ${facts.reason}`,
    why: 'the documents let nothing new be rolled out in that time; nothing was started, and going back is always allowed',
    fix: 'wait for its end on the command line: devops-flow deploy --when-open',
  }),
  'service-unknown': (facts: { name: string; known: readonly string[]; suggestion: string | undefined }) => ({
    severity: 'error',
    message: `no service is called "${facts.name}"`,
    why: `the documents describe ${facts.known.slice(0, 12).join(', ')}; nothing was started`,
    fix: facts.suggestion === undefined ? 'use one of these' : `did you mean "${facts.suggestion}"?`,
  }),
  'kind-not-yet': (facts: { service: string; kind: string }) => ({
    severity: 'error',
    message: `${facts.service} is a ${facts.kind}: up cannot run it on this machine yet`,
    why: 'up replaces services that answer HTTP: requests are how it sees that the new version is ready, and that none is lost; nothing was started',
    fix: 'run it in a cluster: devops-flow generate, then scripts/deploy.sh --env NAME',
  }),
  'image-not-yet': (facts: { service: string; image: string }) => ({
    severity: 'error',
    message: `${facts.service} is the image ${facts.image}: up cannot run containers on this machine yet`,
    why: 'up starts the program of the sources as a process, and an image that others build has no sources here; nothing was started',
    fix: 'run it in a cluster: devops-flow generate, then scripts/deploy.sh --env NAME',
  }),
  'command-unknown': (facts: { service: string }) => ({
    severity: 'error',
    message: `no document says how ${facts.service} starts`,
    why: 'up starts a program with its arguments; what stands in a Dockerfile is for containers; nothing was started',
    fix: 'name the start command in a document, such as command: node server.js in devops-flow.yaml',
  }),
  'approval-needed': (facts: { environment: string; reason?: string | undefined }) => ({
    severity: 'error',
    message: `${facts.environment} needs an approval before anything is changed`,
    why: facts.reason ?? 'the documents have a person decide when something changes there',
    fix: 'say yes on the command line: devops-flow up --approve',
  }),
  'start-failed': (facts: { version: string; sentence: string; serves: string }) => ({
    severity: 'error',
    message: `${facts.version} did not start: ${facts.sentence}`,
    why: 'a version gets no traffic before its readiness endpoint has answered 200',
    fix: `mend the service and run \`devops-flow up\` again; ${facts.serves}`,
  }),
  'flag-turned-off': (facts: NotKept & { isAsked: boolean }) => ({
    severity: 'error',
    message: `the flag of ${facts.version} was turned off: ${facts.sentence}`,
    why: `${facts.isAsked ? 'whoever may ask for that decides, whatever the figures say' : 'a flag stays on only when requests that see it stay within the limits'}; the code was kept before, and serves on`,
    fix: 'mend it and deploy that: devops-flow deploy',
  }),
  'flag-stays-off': (facts: { version: string; flag: string }) => ({
    severity: 'warning',
    message: `${facts.version} serves already, and its flag ${facts.flag} is off`,
    why: 'a flag is ramped beside the same code without it, and starts at nothing only with new code',
    fix: 'change the code and deploy that: devops-flow deploy',
  }),
  'deploy-rolled-back': (facts: NotKept & { isAsked: boolean }) => ({
    severity: 'error',
    message: `${facts.version} was rolled back: ${facts.sentence}`,
    why: facts.isAsked
      ? 'whoever may ask for that decides, whatever the figures say'
      : 'a version is kept only when it passes its smoke tests, stays within the error limit for the whole bake time, and nothing stops the deploy before its deadline',
    fix: facts.isAsked
      ? 'when the cause is gone, try the same version again: devops-flow retry'
      : `look at what it wrote: ${logsOf(facts)}`,
  }),
  'deploy-failed': (facts: NotKept & { left: 'nothing' | 'scaled' | 'itself' }) => ({
    severity: 'error',
    message: `${facts.version} failed: ${facts.sentence}`,
    why: {
      nothing: 'there was no version that the traffic could go back to; nothing serves',
      scaled: 'what is scaled is what serves: it is left as it is',
      itself:
        'the version before could not take the traffic back, and a bad version that answers is better than none',
    }[facts.left],
    fix: `look at what it wrote: ${logsOf(facts)}`,
  }),
  'story-broken': (facts: { figure: string; found: string; wanted: string }) => ({
    severity: 'error',
    message: `the story did not hold: ${facts.figure}: ${facts.found}, not ${facts.wanted}`,
    why: 'two versions are promoted and a bad one is rolled back, and at both ends every request and every write is accounted for',
    fix: 'run it again while the machine is idle; if it happens again, report it with the figures above',
  }),
  'demo-folder-taken': (facts: { folder: string }) => ({
    severity: 'error',
    message: `${facts.folder} exists and was not made by the demo`,
    why: 'the demo works on a copy of the example there, and throws an earlier copy away',
    fix: `move ${facts.folder} elsewhere, or run the demo in another folder`,
  }),
  'demo-interrupted': (_facts: Record<string, never>) => ({
    severity: 'error',
    message: 'interrupted; everything that the demo had started is stopped',
    why: 'Ctrl-C ends the story before its end',
    fix: 'npm start',
  }),
  'service-renamed': (facts: { before: string; now: string }) => ({
    severity: 'error',
    message: `this folder runs ${facts.before}; its documents now call the service ${facts.now}`,
    why: 'router, lease and history belong to one service',
    fix: `stop the old one first: devops-flow down`,
  }),
  'deploy-interrupted': (facts: { version: string }) => ({
    severity: 'error',
    message: `the deploy of ${facts.version} was interrupted`,
    why: 'Ctrl-C undoes a deploy that is under way',
    fix: 'run the same command again',
  }),
} as const satisfies Catalogue;
