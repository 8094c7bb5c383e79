import type { Catalogue } from './problem.ts';
import { didYouMean, list } from './words.ts';

/** What is wrong with the text of a Compose file. */
const formErrors = {
  'compose-shape': (facts: { field: string; expected: string; found: string }) => ({
    severity: 'error',
    message: `${facts.field} is ${facts.found}, not ${facts.expected}`,
    why: `in a Compose file, ${facts.field} is ${facts.expected} (Compose specification)`,
    fix: 'write it in that form; `docker compose config` refuses it too',
  }),
  'compose-without-services': (facts: { found: string }) => ({
    severity: 'error',
    message: `this Compose file describes no service: it ${facts.found}`,
    why: 'a Compose file names under `services` what runs',
    fix: 'name the Compose file of the project, such as compose.yaml',
  }),
  'compose-key-unknown': (facts: { key: string; place: string; suggestion: string | undefined }) => ({
    severity: 'warning',
    message: `"${facts.key}" is not read: ${facts.place} has no such key`,
    why: 'the Compose specification does not know it, and `docker compose` refuses the file; own keys begin with "x-"',
    fix: didYouMean(facts.suggestion, 'remove it, or call it "x-" and its name'),
  }),
  'compose-port-invalid': (facts: { text: string }) => ({
    severity: 'error',
    message: `"${facts.text}" is not a port of a container`,
    why: 'a port is written [[IP:]PUBLISHED:]TARGET[/PROTOCOL]; each side is a number up to 65535 or a range, both of one length',
    fix: 'write it as "8080:80" or "127.0.0.1:8080:80/tcp"',
  }),
  'compose-range-too-large': (facts: { text: string; limit: number }) => ({
    severity: 'error',
    message: `"${facts.text}" is a range of more than ${facts.limit} ports`,
    why: 'each port of a range becomes a port of its own in everything that is generated',
    fix: 'publish the ports that are used',
  }),
  'compose-mount-invalid': (facts: { text: string }) => ({
    severity: 'error',
    message: `"${facts.text}" is not a volume of a container`,
    why: 'a volume is written [SOURCE:]TARGET[:OPTIONS]; the target is an absolute path in the container',
    fix: 'write it as "data:/var/lib/data" or "./folder:/folder:ro"',
  }),
  'compose-command-invalid': (facts: { text: string }) => ({
    severity: 'error',
    message: `a quote in "${facts.text}" is not closed`,
    why: 'a command in one text is split into words as a shell does it',
    fix: 'close the quote, or write the words as a list',
  }),
  'compose-env-line-invalid': (facts: { text: string }) => ({
    severity: 'error',
    message: `"${facts.text}" is not a line of an environment file`,
    why: 'a line is NAME=value, NAME alone, or a remark behind "#"; a quote that begins a value must end it',
    fix: 'correct the line, or put "#" before it',
  }),
  'compose-value-not-held': (facts: { field: string; reason: string }) => ({
    severity: 'warning',
    message: `${facts.field} is not taken over: ${facts.reason}`,
    why: 'Compose accepts it, but not everything that is generated here can say it',
    fix: 'change it, or leave it: the loss report names it (devops-flow explain --unused)',
  }),
} as const satisfies Catalogue;

const variableErrors = {
  'compose-variable-unset': (facts: { name: string }) => ({
    severity: 'warning',
    message: `the variable ${facts.name} is not set: it is empty here`,
    why: 'Compose fills variables in from the environment and from .env, and takes nothing for one that is not there',
    fix: `set it in .env beside the Compose file, or give it a default: \${${facts.name}:-value}`,
  }),
  'compose-variable-required': (facts: { name: string; reason: string }) => ({
    severity: 'error',
    message: `the variable ${facts.name} is required${facts.reason === '' ? '' : `: ${facts.reason}`}`,
    why: `\${${facts.name}?…} says that nothing runs without it`,
    fix: `set ${facts.name} in .env beside the Compose file`,
  }),
  'compose-template-invalid': (facts: { text: string }) => ({
    severity: 'error',
    message: `"${facts.text}" holds a variable that cannot be read`,
    why: 'a variable is written $NAME, ${NAME}, ${NAME:-default}, ${NAME:?message} or ${NAME:+replacement}',
    fix: 'close the brace and correct the name, or write "$$" for a dollar sign',
  }),
  'compose-too-large': (facts: { what: string; limit: number }) => ({
    severity: 'error',
    message: `${facts.what} grow beyond ${facts.limit}`,
    why: 'a small file that grows without end is a mistake, or an attack on the machine that reads it',
    fix: 'write the values out, or split the project',
  }),
} as const satisfies Catalogue;

const fileErrors = {
  'compose-file-missing': (facts: { file: string; wanted: string }) => ({
    severity: 'error',
    message: `${facts.file} is not there`,
    why: `${facts.wanted} is read from it; paths are relative to the file that names them`,
    fix: 'correct the path, or add the file',
  }),
  'compose-path-refused': (facts: { path: string; reason: string }) => ({
    severity: 'error',
    message: `"${facts.path}" is not read: it is ${facts.reason}`,
    why: 'only files of the project are read, wherever a document points',
    fix: 'copy the file into the project and name it by a relative path',
  }),
  'compose-circle': (facts: { what: string; chain: readonly string[] }) => ({
    severity: 'error',
    message: `${facts.what} goes in a circle: ${facts.chain.join(' -> ')}`,
    why: 'what includes or extends itself never ends',
    fix: 'take one step out of the circle',
  }),
  'compose-chain-too-long': (facts: { what: string; limit: number }) => ({
    severity: 'error',
    message: `${facts.what} goes through more than ${facts.limit} steps`,
    why: 'no project needs this; it is a mistake, or an attack on the machine that reads it',
    fix: 'shorten the chain',
  }),
  'compose-base-unknown': (facts: { name: string; file: string; suggestion: string | undefined }) => ({
    severity: 'error',
    message: `there is no service "${facts.name}" in ${facts.file} to extend`,
    why: '`extends` names a service of the same file, or of the one in its `file`',
    fix: didYouMean(facts.suggestion, 'correct the name, or name the `file` that has the service'),
  }),
  'compose-include-conflict': (facts: { field: string; where: string }) => ({
    severity: 'error',
    message: `${facts.field} is another one than in ${facts.where}`,
    why: 'what `include` brings in is not merged: two different definitions of one name contradict each other',
    fix: 'rename one, remove one, or override it in compose.override.yaml',
  }),
  'compose-merge-mismatch': (facts: { field: string; base: string; over: string; where: string }) => ({
    severity: 'error',
    message: `${facts.field} is ${facts.over} here and ${facts.base} in ${facts.where}`,
    why: 'a later Compose file adds to an earlier one, and these two cannot be joined',
    fix: 'write both in one form, or put `!override` before this one',
  }),
} as const satisfies Catalogue;

const projectErrors = {
  'compose-service-without-image': (facts: { name: string }) => ({
    severity: 'error',
    message: `the service ${facts.name} has neither an image nor a build`,
    why: 'a container is made from an image, which is either named or built',
    fix: 'add `image:` or `build:`',
  }),
  'compose-service-name': (facts: { name: string; other: string | undefined }) => ({
    severity: 'error',
    message:
      facts.other === undefined
        ? `"${facts.name}" cannot become the name of a service`
        : `"${facts.name}" and "${facts.other}" become the same name`,
    why: 'a name is used for images, folders and objects in a cluster (RFC 1123 label: a-z, 0-9 and hyphens, at most 63)',
    fix: 'rename the service',
  }),
  'compose-reference-unknown': (facts: {
    what: string;
    name: string;
    known: readonly string[];
    suggestion: string | undefined;
  }) => ({
    severity: 'error',
    message: `there is no ${facts.what} "${facts.name}"`,
    why: `the project has ${facts.known.length === 0 ? 'none' : `these: ${list(facts.known.slice(0, 20))}`}`,
    fix: didYouMean(facts.suggestion, 'correct the name, or add what it names'),
  }),
  'compose-profile-inactive': (facts: { name: string; profiles: readonly string[] }) => ({
    severity: 'note',
    message: `the service ${facts.name} is not read: it starts with the profile ${list(facts.profiles)} only`,
    why: 'Compose leaves out a service with profiles unless one of them is asked for',
    fix: `put COMPOSE_PROFILES=${facts.profiles[0] ?? ''} into .env beside the Compose file to read it`,
  }),
  'compose-image-unpinned': (facts: { image: string }) => ({
    severity: 'warning',
    message: `the image "${facts.image}" has no fixed version`,
    why: 'what runs changes whenever somebody else publishes an image (DL3006, DL3007)',
    fix: 'name a version as its tag, best with its digest',
  }),
} as const satisfies Catalogue;

/** Compose files as documents (IN-7); what the checks find in them is in compose-rules.ts. */
export const composeErrors = {
  ...formErrors,
  ...variableErrors,
  ...fileErrors,
  ...projectErrors,
} as const satisfies Catalogue;
