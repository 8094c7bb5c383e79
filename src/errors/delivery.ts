import type { Catalogue } from './problem.ts';
import { shellWord } from './shell-word.ts';

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
  'strategy-not-yet': (facts: { strategy: string; environment: string }) => ({
    severity: 'error',
    message: `"${facts.strategy}" cannot be carried out on this machine yet (environment ${facts.environment})`,
    why: 'up knows blue-green so far; nothing was started',
    fix: `set the strategy of this environment to blue-green in its document${facts.environment === 'local' ? '' : ', or run another: devops-flow up --env local'}`,
  }),
  'service-open': (facts: { known: readonly string[] }) => ({
    severity: 'error',
    message: `the documents describe ${facts.known.length} services: ${facts.known.slice(0, 12).join(', ')}`,
    why: 'up starts one service; nothing was started',
    fix: `name it: devops-flow up --name ${facts.known[0] ?? 'NAME'}`,
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
  'deploy-rolled-back': (facts: { version: string; sentence: string }) => ({
    severity: 'error',
    message: `${facts.version} was rolled back: ${facts.sentence}`,
    why: 'a version is kept only when it passes its smoke tests, stays within the error limit for the whole bake time, and nothing stops the deploy before its deadline',
    fix: `look at what it wrote: devops-flow logs --release ${shellWord(facts.version)}`,
  }),
  'deploy-failed': (facts: { version: string; sentence: string; left: 'nothing' | 'scaled' | 'itself' }) => ({
    severity: 'error',
    message: `${facts.version} failed: ${facts.sentence}`,
    why: {
      nothing: 'there was no version that the traffic could go back to; nothing serves',
      scaled: 'what is scaled is what serves: it is left as it is',
      itself:
        'the version before could not take the traffic back, and a bad version that answers is better than none',
    }[facts.left],
    fix: `look at what it wrote: devops-flow logs --release ${shellWord(facts.version)}`,
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
