import type { Catalogue } from './problem.ts';
import { someOf } from './words.ts';

/** What `init` and `add` have to say about a repository and its devops-flow.yaml. */
export const detectErrors = {
  'init-exists': (facts: { file: string }) => ({
    severity: 'error',
    message: `${facts.file} exists`,
    why: 'init writes the first one; what people have written since is never overwritten',
    fix: 'edit it, or add a family of files to its outputs: devops-flow add kubernetes',
  }),
  'documents-beside': (facts: { files: readonly string[] }) => ({
    severity: 'note',
    message: `${someOf(facts.files)} ${facts.files.length === 1 ? 'is a document' : 'are documents'} too, and read beside devops-flow.yaml`,
    why: 'documents that give one name are about one service, and of two statements that of devops-flow.yaml counts; under another name they are a service of their own',
    fix: 'where you change the name in one of them, change it in all; devops-flow explain says which document decides what',
  }),
  'init-nothing-found': (facts: { folder: string; files: number; compose: string | undefined }) => ({
    severity: 'error',
    message: `no service was found in ${facts.folder} (${facts.files} file${facts.files === 1 ? '' : 's'} looked at)`,
    why: 'init looks for what Python, Node, Go, Java, Ruby, PHP, .NET, Rust and sites of files begin with: package.json, pyproject.toml, go.mod, pom.xml and their like',
    fix:
      facts.compose === undefined
        ? 'name the folder that holds the service, or write devops-flow.yaml by hand: name, language and command are enough'
        : `${facts.compose} says what runs: devops-flow plan reads it as it is, no devops-flow.yaml is needed`,
  }),
  'repository-large': (facts: { looked: number }) => ({
    severity: 'note',
    message: `only the first ${facts.looked} files were looked at`,
    why: 'init takes seconds, not minutes; what says how a service runs stands near the top',
    fix: 'name the folder of the service where the repository holds much else',
  }),
  'start-unknown': (facts: { service: string; language: string }) => ({
    severity: 'warning',
    message: `nothing says how ${facts.service} starts, which is written in ${facts.language}`,
    why: 'no script, Procfile, Dockerfile or file of a usual name starts a server',
    fix: 'add command to devops-flow.yaml, such as [node, server.js]',
  }),
  'port-fixed': (facts: { service: string; port: number }) => ({
    severity: 'warning',
    message: `${facts.service} listens on ${facts.port}, whatever PORT says`,
    why: 'two versions run side by side while one replaces the other, each on a port of its own, given in PORT',
    fix: `read the port from the environment variable PORT, with ${facts.port} where it is not set`,
  }),
  'health-unknown': (facts: { service: string }) => ({
    severity: 'note',
    message: `no health path of ${facts.service} was found: that its port is open stands in for it`,
    why: 'a port may be open long before, and long after, the service can answer requests',
    fix: 'add a route such as /healthz that answers 200 when the service can work, and name it in health',
  }),
  'sources-disagree': (facts: { field: string; used: string; where: string; others: readonly string[] }) => ({
    severity: 'note',
    message: `${facts.field} is ${facts.used} by ${facts.where}; ${facts.others.join('; ')}`,
    why: 'places count in this order: other documents, Dockerfile, Compose file, Procfile, the files of the language, its sources',
    fix: 'make them say the same, or correct devops-flow.yaml',
  }),
  'languages-several': (facts: { used: string; others: readonly string[] }) => ({
    severity: 'note',
    message: `the service is taken for ${facts.used}; ${facts.others.join(', ')} could run one here too`,
    why: 'a service has one language: that of its Dockerfile, else the one with a web framework',
    fix: 'correct devops-flow.yaml where this is wrong',
  }),
  'services-elsewhere': (facts: { folders: readonly string[] }) => ({
    severity: 'note',
    message: `${facts.folders.join(', ')} ${facts.folders.length === 1 ? 'holds a service' : 'hold services'} too`,
    why: 'devops-flow.yaml is about the service at the top of the folder',
    fix: `run devops-flow init ${facts.folders[0] ?? 'FOLDER'} for it, or list it below services`,
  }),
  'process-left': (facts: { what: string }) => ({
    severity: 'note',
    message: `${facts.what} is not in devops-flow.yaml`,
    why: 'nothing says for sure that it runs for as long as the service does, or how it starts',
    fix: 'add it below services, with kind worker where nobody asks it anything; a Compose file alone can be used too: devops-flow plan --compose FILE',
  }),
  'release-left': () => ({
    severity: 'note',
    message: 'the release command is not in devops-flow.yaml',
    why: 'it runs once for a release, before the new version starts; a service runs on',
    fix: 'add it below services with kind job, or let the service do it when it starts',
  }),
  'value-unusable': (facts: { field: string; reason: string }) => ({
    severity: 'note',
    message: `${facts.field} was found and left out: ${facts.reason}`,
    why: 'what init writes must be read again without an error',
    fix: 'write it into devops-flow.yaml in another form',
  }),
  'secrets-not-ignored': (facts: { file: string }) => ({
    severity: 'warning',
    message: `${facts.file} holds values and is not ignored by git`,
    why: 'a secret that is committed once is in the history for ever; only the names in it were read',
    fix: `add ${facts.file} to .gitignore, and change the secrets that were committed`,
  }),
  'service-file-missing': (facts: { file: string }) => ({
    severity: 'error',
    message: `there is no ${facts.file}`,
    why: 'add puts a family of files into its outputs',
    fix: 'devops-flow init writes it',
  }),
  'family-unknown': (facts: {
    family: string;
    known: readonly string[];
    suggestion: string | undefined;
  }) => ({
    severity: 'error',
    message: `"${facts.family}" is not a family of files`,
    why: `outputs holds some of ${facts.known.join(', ')}`,
    fix: facts.suggestion === undefined ? 'use one of these' : `did you mean "${facts.suggestion}"?`,
  }),
  'family-there': (facts: { family: string }) => ({
    severity: 'note',
    message: `${facts.family} is in outputs already`,
    why: 'a family stands there once',
    fix: 'nothing to do: devops-flow generate writes its files',
  }),
  'outputs-unclear': (facts: { found: string }) => ({
    severity: 'error',
    message: `outputs is ${facts.found}`,
    why: 'outputs is a mapping or a list of families',
    fix: 'write it as one, such as outputs: { docker: {}, kubernetes: {} }',
  }),
} as const satisfies Catalogue;
