import type { Catalogue } from './problem.ts';
import { didYouMean, list } from './words.ts';

const schema = 'the schema of score.dev/v1b1';

const shapeErrors = {
  'not-a-score': (facts: { looksLike: string }) => ({
    severity: 'error',
    message: `this is not a Score file: it looks like ${facts.looksLike}`,
    why: 'a Score file has apiVersion, metadata and containers',
    fix: 'name the score.yaml of the workload',
  }),
  'score-version-unknown': (facts: { version: string }) => ({
    severity: 'error',
    message: `"${facts.version}" is not a version of Score that is known here`,
    why: 'another version may mean something else by the same keys',
    fix: 'write apiVersion: score.dev/v1b1',
  }),
  'score-key-unknown': (facts: {
    key: string;
    place: string;
    known: readonly string[];
    suggestion: string | undefined;
  }) => ({
    severity: 'error',
    message: `"${facts.key}" is not a key of ${facts.place}`,
    why: `${schema} allows ${list(facts.known)} there, and nothing else`,
    fix: didYouMean(facts.suggestion, 'remove it, or use one of these'),
  }),
  'score-key-missing': (facts: { key: string; place: string }) => ({
    severity: 'error',
    message: `${facts.place} has no ${facts.key}`,
    why: `${schema} asks for it`,
    fix: `add ${facts.key}`,
  }),
  'score-type-wrong': (facts: { field: string; expected: string; found: string; quoted?: string }) => ({
    severity: 'error',
    message: `${facts.field} is ${facts.found}, not ${facts.expected}`,
    why: `${schema} says that it is ${facts.expected}`,
    fix: facts.quoted === undefined ? 'write it in that form' : `put it in quotes: ${facts.quoted}`,
  }),
  'score-value-invalid': (facts: { field: string; text: string; rule: string; example: string }) => ({
    severity: 'error',
    message: `"${facts.text}" cannot be ${facts.field}`,
    why: `there stands ${facts.rule} (${schema})`,
    fix: `write it as ${facts.example}`,
  }),
  'score-word-unknown': (facts: {
    field: string;
    text: string;
    known: readonly string[];
    suggestion: string | undefined;
  }) => ({
    severity: 'error',
    message: `"${facts.text}" is not known in ${facts.field}`,
    why: `${schema} allows ${list(facts.known)}`,
    fix: didYouMean(facts.suggestion, 'use one of these'),
  }),
  'score-file-content': (facts: { field: string; found: readonly string[] }) => ({
    severity: 'error',
    message:
      facts.found.length === 0
        ? `${facts.field} has no content`
        : `${facts.field} has several contents: ${list(facts.found)}`,
    why: 'a file has exactly one of source, content and binaryContent',
    fix: facts.found.length === 0 ? 'add one of the three' : 'keep one of them',
  }),
  'score-probe-empty': (facts: { field: string }) => ({
    severity: 'error',
    message: `${facts.field} says neither httpGet nor exec`,
    why: 'a probe asks over HTTP or runs a command',
    fix: 'add httpGet with path and port, or exec with command',
  }),
  'score-target-misplaced': (facts: { field: string }) => ({
    severity: 'error',
    message: `${facts.field} has a target, and its key is its target already`,
    why: 'target belongs to the deprecated form in which these are a list',
    fix: 'remove target',
  }),
  'score-target-missing': (facts: { field: string }) => ({
    severity: 'error',
    message: `${facts.field} has no target`,
    why: 'in the list form the target says where in the container it is put',
    fix: 'add target, or write a mapping with the target as key',
  }),
} as const satisfies Catalogue;

const placeholderErrors = {
  'score-placeholder-unknown': (facts: { placeholder: string; suggestion: string | undefined }) => ({
    severity: 'error',
    message: `${facts.placeholder} is not a placeholder that Score knows`,
    why: 'placeholders are ${metadata.KEY} and ${resources.NAME.OUTPUT}, with letters, digits, _ and - in each part',
    fix: didYouMean(facts.suggestion, `write $${facts.placeholder} to have it as plain text`),
  }),
  'score-placeholder-resource': (facts: {
    placeholder: string;
    name: string;
    known: readonly string[];
    suggestion: string | undefined;
  }) => ({
    severity: 'error',
    message: `${facts.placeholder} names a resource "${facts.name}" that this file does not declare`,
    why:
      facts.known.length === 0
        ? 'placeholders lead to the resources of the same file, and it has none'
        : `placeholders lead to the resources of the same file: ${list(facts.known)}`,
    fix: didYouMean(facts.suggestion, `add "${facts.name}" with its type below resources`),
  }),
  'score-placeholder-metadata': (facts: {
    placeholder: string;
    key: string;
    known: readonly string[];
    suggestion: string | undefined;
  }) => ({
    severity: 'error',
    message: `${facts.placeholder} leads nowhere: there is no "${facts.key}"`,
    why:
      facts.known.length === 0
        ? 'what is asked for a key there is a single value'
        : `metadata has there ${list(facts.known)}; a dot inside a key is written \\.`,
    fix: didYouMean(facts.suggestion, 'correct the path, or add the value to metadata'),
  }),
  'score-placeholder-growth': (facts: { limit: number }) => ({
    severity: 'error',
    message: `the placeholders of this file bring in more than ${facts.limit} characters`,
    why: 'metadata that is named again and again can fill the memory of the machine that reads it',
    fix: 'write the value out, or name it less often',
  }),
  'score-placeholder-open': (facts: { field: string }) => ({
    severity: 'warning',
    message: `a "\${" in ${facts.field} is never closed: it is taken as plain text`,
    why: 'a placeholder ends with }',
    fix: 'close it, or write "$${" to say that plain text is meant',
  }),
  'score-placeholder-unfilled': (facts: { field: string; placeholder: string }) => ({
    severity: 'warning',
    message: `${facts.placeholder} in ${facts.field} is not filled in`,
    why: 'Score fills placeholders in variables, files, sources of volumes and params of resources only',
    fix: 'give the value to a variable of the container, and use that one here',
  }),
} as const satisfies Catalogue;

const containerErrors = {
  'score-before-unknown': (facts: { container: string; name: string; suggestion: string | undefined }) => ({
    severity: 'error',
    message: `${facts.container} is to start before "${facts.name}", which is no container of this workload`,
    why: 'the keys of before are the containers that wait',
    fix: didYouMean(facts.suggestion, 'name a container of this file'),
  }),
  'score-before-itself': (facts: { container: string }) => ({
    severity: 'error',
    message: `${facts.container} is to start before itself`,
    why: 'the keys of before are the containers that wait',
    fix: 'name the container that waits for this one',
  }),
  'score-before-cycle': (facts: { containers: readonly string[] }) => ({
    severity: 'error',
    message: `these containers wait for each other: ${facts.containers.join(' → ')}`,
    why: 'none of them could ever start',
    fix: 'take one of these out of before',
  }),
  'score-before-unprobed': (facts: { container: string; waiting: string }) => ({
    severity: 'error',
    message: `${facts.waiting} waits until ${facts.container} is healthy, and ${facts.container} has no probe`,
    why: 'nobody could ever say that it is healthy',
    fix: `give ${facts.container} a readinessProbe, or write ready: started`,
  }),
  'score-image-moves': (facts: { image: string }) => ({
    severity: 'warning',
    message: `the image ${facts.image} is another one each day`,
    why: 'without a tag or with "latest" a rollback would not bring the old one back (DL3007, DS-0001)',
    fix: 'give it a tag that stands for one build, or a digest',
  }),
  'score-variable-unusable': (facts: { name: string }) => ({
    severity: 'warning',
    message: `the variable "${facts.name}" is not set`,
    why: 'a shell takes letters, digits and underscores, and no digit first (POSIX)',
    fix: 'give it a name such as LOG_LEVEL',
  }),
  'score-path-unusable': (facts: { field: string; text: string; rule: string }) => ({
    severity: 'warning',
    message: `"${facts.text}" (${facts.field}) is not used`,
    why: facts.rule,
    fix: 'correct it, or do without it',
  }),
  'score-binary-invalid': (facts: { field: string }) => ({
    severity: 'error',
    message: `${facts.field} is not Base64`,
    why: 'binaryContent holds bytes in standard Base64 (RFC 4648, section 4), padding included',
    fix: 'encode the file again, such as with base64 -w0 FILE',
  }),
  'score-target-twice': (facts: { field: string; target: string; line: number }) => ({
    severity: 'warning',
    message: `${facts.field} has the target ${facts.target} again (first on line ${facts.line}): it is not used`,
    why: 'one path in a container holds one thing',
    fix: 'remove one of the two, or give it another target',
  }),
  'score-header-twice': (facts: { field: string; name: string }) => ({
    severity: 'warning',
    message: `${facts.field} names the header ${facts.name} again: it is not sent a second time`,
    why: 'a probe sends each header once',
    fix: 'put both values into one header, with a comma between them (RFC 9110, 5.3)',
  }),
} as const satisfies Catalogue;

const resourceErrors = {
  'score-resource-id': (facts: { id: string; name: string; line: number }) => ({
    severity: 'warning',
    message: `two resources of this workload have the id "${facts.id}" (the other on line ${facts.line}): this one is called ${facts.name}`,
    why: 'an id stands for one resource together with type and class, and here these differ',
    fix: 'give each its own id',
  }),
} as const satisfies Catalogue;

/** What can be wrong with a Score file. */
export const scoreErrors = {
  ...shapeErrors,
  ...placeholderErrors,
  ...containerErrors,
  ...resourceErrors,
};
