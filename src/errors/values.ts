import type { Catalogue } from './problem.ts';
import { didYouMean, list } from './words.ts';

interface Wrong {
  /** What the value is for, such as "replicas". */
  readonly what: string;
  readonly text: string;
}

interface NotInVocabulary {
  readonly text: string;
  readonly known: readonly string[];
  readonly suggestion: string | undefined;
}

/** What a secret was found in, which says where it belongs. */
export type SecretHome =
  | 'variable'
  | 'command'
  | 'file'
  | 'header'
  | 'argument'
  | 'label'
  | 'parameter'
  | 'text';

const homes: Readonly<Record<SecretHome, (name: string) => string>> = {
  variable: name =>
    `take the value out: a cluster has ${name} from its secret store, and \`devops-flow up\` from its own environment (export ${name}); no secret? say so with sensitive: false`,
  command: name =>
    `let the service read ${name} from its environment: it is asked for when the service starts`,
  file: name =>
    `keep the whole file in the secret store, as ${name}: it is put in place when the service starts`,
  header: () => 'let the probe ask a path that needs no secret',
  argument: name => `pass ${name} when you build: docker build --secret id=${name}`,
  label: name => `take ${name} out of the labels: whoever can list containers reads them`,
  parameter: name => `keep ${name} with whoever provides the resource`,
  text: name => `take it out; where it is needed, let the service read ${name} from its environment`,
};

/** Values that cannot be read, by their kind. */
export const valueErrors = {
  'strategy-unknown': (facts: NotInVocabulary) => ({
    severity: 'error',
    message: `"${facts.text}" is not a deployment strategy`,
    why: `a strategy is one of ${list(facts.known)}; one that a person approves first has approval: true, or Manual in a REQ`,
    fix: didYouMean(facts.suggestion, 'use one of these'),
  }),
  'repository-invalid': (facts: { text: string }) => ({
    severity: 'error',
    message: `"${facts.text.replace(/\/\/[^/@]*@/, '//***@')}" is no address that Git can clone from`,
    why: 'a controller in the cluster fetches the manifests from there: over https:// or ssh, its credentials apart',
    fix: 'write it as https://git.example.com/team/service.git or git@git.example.com:team/service.git',
  }),
  'language-unknown': (facts: NotInVocabulary) => ({
    severity: 'error',
    message: `"${facts.text}" is not a language that can be delivered`,
    why: `a service is written in one of ${list(facts.known)}`,
    fix: didYouMean(facts.suggestion, 'use one of these'),
  }),
  'provider-unknown': (facts: NotInVocabulary) => ({
    severity: 'error',
    message: `"${facts.text}" is not a cloud provider that is known here`,
    why: `a provider is one of ${list(facts.known)}`,
    fix: didYouMean(facts.suggestion, 'use one of these, or N/A for none'),
  }),
  'target-unknown': (facts: NotInVocabulary) => ({
    severity: 'error',
    message: `"${facts.text}" is not a place where instances can live`,
    why: `a target is one of ${list(facts.known)}`,
    fix: didYouMean(facts.suggestion, 'use one of these'),
  }),
  'word-unknown': (facts: NotInVocabulary & Wrong) => ({
    severity: 'error',
    message: `"${facts.text}" is no ${facts.what}`,
    why: `it is one of ${list(facts.known)}`,
    fix: didYouMean(facts.suggestion, 'use one of these'),
  }),
  'port-invalid': (facts: { text: string }) => ({
    severity: 'error',
    message: `"${facts.text}" is not a port`,
    why: 'a port is a whole number from 1 to 65535',
    fix: 'use the port that the service listens on, such as 8080',
  }),
  'port-not-offered': (facts: { port: number; targets: readonly number[] }) => ({
    severity: 'warning',
    message: `the service listens on ${facts.port}, and the ports that are offered lead to ${facts.targets.join(', ')}`,
    why: 'requests that arrive at an offered port must reach the one where the service listens',
    fix: 'make the documents agree: `devops-flow explain service.port` and `service.ports` say who says what',
  }),
  'port-privileged': (facts: { port: number }) => ({
    severity: 'warning',
    message: `port ${facts.port} is privileged`,
    why: 'a container that runs without root cannot listen below 1024 everywhere (KSV-0117)',
    fix: 'let the service listen on a port from 1024 up, such as 8080',
  }),
  'number-invalid': (facts: Wrong & { least: number }) => ({
    severity: 'error',
    message: `"${facts.text}" is not a number of ${facts.what}`,
    why: `${facts.what} is a whole number from ${facts.least} up`,
    fix: 'write the number alone, such as 2',
  }),
  'range-invalid': (facts: Wrong) => ({
    severity: 'error',
    message: `"${facts.text}" is not a range of ${facts.what}`,
    why: `${facts.what} goes from a smallest to a largest whole number`,
    fix: 'write both with a hyphen, such as 2-10',
  }),
  'duration-invalid': (facts: Wrong) => ({
    severity: 'error',
    message: `"${facts.text}" is not a duration (${facts.what})`,
    why: 'a duration is a number and a unit',
    fix: 'write it as 30 seconds, 5 minutes, 2 hours or 14 days',
  }),
  'percent-invalid': (facts: Wrong) => ({
    severity: 'error',
    message: `"${facts.text}" is not a percentage (${facts.what})`,
    why: 'a share is a number from 0 to 100',
    fix: 'write it as 1 % or 0.5 %',
  }),
  'quantity-invalid': (facts: Wrong & { example: string }) => ({
    severity: 'error',
    message: `"${facts.text}" is not an amount of ${facts.what}`,
    why: `an amount of ${facts.what} is a number and a unit`,
    fix: `write it as ${facts.example}`,
  }),
  'money-invalid': (facts: Wrong) => ({
    severity: 'error',
    message: `"${facts.text}" is not an amount of money (${facts.what})`,
    why: 'a budget is a currency and a number, for a month',
    fix: 'write it as "Monthly: $200"',
  }),
  'boolean-invalid': (facts: Wrong) => ({
    severity: 'error',
    message: `"${facts.text}" is neither yes nor no (${facts.what})`,
    why: 'this field has two values',
    fix: 'write yes or no',
  }),
  'path-invalid': (facts: Wrong) => ({
    severity: 'error',
    message: `"${facts.text}" is not a path (${facts.what})`,
    why: 'a URL path begins with "/" and has no spaces or quotes; a file path stays inside its folder',
    fix: 'write it as /health/ready, or src/server.js for a file',
  }),
  'endpoint-invalid': (facts: { text: string }) => ({
    severity: 'error',
    message: `"${facts.text}" is not an endpoint`,
    why: 'an endpoint is an HTTP method and a path',
    fix: 'write it as GET /orders/{id}',
  }),
  'name-invalid': (facts: Wrong) => ({
    severity: 'error',
    message: `"${facts.text}" cannot become a name (${facts.what})`,
    why: 'names are used as DNS labels (RFC 1123): letters, digits and hyphens, at most 63',
    fix: 'give it a short name of letters and digits',
  }),
  'name-changed': (facts: { text: string; became: string | number | boolean }) => ({
    severity: 'note',
    message: `the name ${JSON.stringify(facts.text)} becomes ${facts.became}`,
    why: 'names are used as DNS labels (RFC 1123): small letters without accents, digits and single hyphens',
    fix: `write ${facts.became} in the document, or another name of these characters`,
  }),
  'variable-name-invalid': (facts: { text: string }) => ({
    severity: 'error',
    message: `"${facts.text}" is not the name of an environment variable`,
    why: 'a shell takes letters, digits and underscores, and no digit first (POSIX)',
    fix: 'write it as LOG_LEVEL',
  }),
  'variable-sensitive-default': (facts: { name: string }) => ({
    severity: 'error',
    message: `${facts.name} is sensitive and has a default`,
    why: 'a default would be written into generated files; a secret never is',
    fix: 'remove the default: its value comes from a secret store at run time',
  }),
  'secret-literal': (facts: { what: string; home: SecretHome; name: string }) => ({
    severity: 'warning',
    message: `${facts.what} is a secret in plain text: it is not taken over`,
    why: 'a secret in a file is known to everyone who can read it; generated files, plans and logs never hold one',
    fix: homes[facts.home](facts.name),
  }),
  'secret-allowed': (facts: { name: string }) => ({
    severity: 'note',
    message: `${facts.name} looks like a secret and is taken over: its document says sensitive: false`,
    why: 'generated files hold the values of all variables that are not sensitive',
    fix: 'leave it, or remove sensitive: false and the value',
  }),
  'secret-in-patch': (facts: { file: string }) => ({
    severity: 'error',
    message: `the patch of ${facts.file} puts a secret in plain text into it`,
    why: 'a secret in a file is known to everyone who can read it; generated files never hold one',
    fix: 'declare a variable with sensitive: true, and let the patch refer to the secret store (secretKeyRef)',
  }),
  'image-invalid': (facts: { text: string }) => ({
    severity: 'error',
    message: `"${facts.text}" is not the name of a container image`,
    why: 'an image is named REGISTRY/REPOSITORY:TAG, in lower case',
    fix: 'write it as registry.example.com/orders:1.0.0',
  }),
  'image-latest': (facts: { version: string }) => ({
    severity: 'warning',
    message: `the image tag "latest" is not used; the version ${facts.version} is`,
    why: 'latest names another image each day (DL3007, DS-0001): a rollback would not bring the old one back',
    fix: 'give the image a tag that stands for one build',
  }),
  'version-invalid': (facts: Wrong) => ({
    severity: 'error',
    message: `"${facts.text}" is not a version (${facts.what})`,
    why: 'a version is used as an image tag: letters, digits, ".", "_" and "-", at most 128',
    fix: 'write it as 1.0.0',
  }),
  'cidr-invalid': (facts: { text: string }) => ({
    severity: 'error',
    message: `"${facts.text}" is not an address range`,
    why: 'an IPv4 range is four numbers up to 255 and a prefix length up to 32 (CIDR)',
    fix: 'write it as 10.0.0.0/16',
  }),
  'command-invalid': (facts: { text: string }) => ({
    severity: 'error',
    message: `"${facts.text}" is not a command`,
    why: 'the start command is run without a shell: words and quotes only, no |, &, ;, <, > or $',
    fix: 'write it as a list of words, or call a script',
  }),
  'text-invalid': (facts: { what: string }) => ({
    severity: 'error',
    message: `the ${facts.what} holds a control character`,
    why: 'control characters have no meaning in generated files, and some change how terminals show them',
    fix: 'remove it',
  }),
} as const satisfies Catalogue;
