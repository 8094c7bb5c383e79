import { adrErrors } from './adr.ts';
import type { Catalogue } from './problem.ts';
import { valueErrors } from './values.ts';

const list = (values: readonly string[]) => values.join(', ');
const meant = (suggestion: string | undefined, otherwise: string) =>
  suggestion === undefined ? otherwise : `did you mean "${suggestion}"?`;

const fileErrors = {
  'file-missing': (facts: { file: string; wanted: string }) => ({
    severity: 'error',
    message: `${facts.file} does not exist`,
    why: `${facts.wanted} is read from this file`,
    fix: 'check the path; it is relative to the folder that the command runs in',
  }),
  'file-is-folder': (facts: { file: string; wanted: string }) => ({
    severity: 'error',
    message: `${facts.file} is a folder`,
    why: `${facts.wanted} is read from one file`,
    fix: 'name a file in that folder',
  }),
  'file-unreadable': (facts: { file: string; wanted: string; reason: string }) => ({
    severity: 'error',
    message: `${facts.file} cannot be read: ${facts.reason}`,
    why: `${facts.wanted} is read from this file`,
    fix: 'give the user that runs the command the right to read it',
  }),
  'file-too-large': (facts: { file: string; bytes: number; limit: number }) => ({
    severity: 'error',
    message: `${facts.file} has ${facts.bytes} bytes`,
    why: `a document may have ${facts.limit} bytes: more is a mistake, or an attack on the machine that reads it`,
    fix: 'check that this is the right file, or split the document',
  }),
  'file-not-utf8': (facts: { file: string; offset: number }) => ({
    severity: 'error',
    message: `${facts.file} is not UTF-8 text (byte ${facts.offset})`,
    why: 'documents are read as UTF-8; another encoding would change names and values without a word',
    fix: 'save the file as UTF-8',
  }),
  'file-type-unknown': (facts: { file: string; wanted: string; expected: string }) => ({
    severity: 'error',
    message: `${facts.file} is not a file type that ${facts.wanted} is read from`,
    why: `${facts.wanted} is written as ${facts.expected}`,
    fix: 'name a file with one of these endings',
  }),
  'file-outside': (facts: { file: string; root: string }) => ({
    severity: 'error',
    message: `${facts.file} lies outside of the project ${facts.root}`,
    why: 'a document takes in files of its own project only: another could show what is not meant for it',
    fix: 'copy the file into the project',
  }),
  'folder-missing': (facts: { folder: string }) => ({
    severity: 'error',
    message: `${facts.folder} is not a folder`,
    why: 'the documents of a project are looked for below its folder',
    fix: 'check the path; it is relative to the folder that the command runs in',
  }),
} as const satisfies Catalogue;

/** Further errors of a parser mostly follow from the first. */
const following = (others: number, atLeast = false) =>
  others === 0
    ? ''
    : ` (${atLeast ? 'at least ' : ''}${others} more parse error${others === 1 ? '' : 's'} after it may follow from this one)`;

const yamlErrors = {
  'yaml-syntax': (facts: { reason: string; others: number; atLeast?: boolean }) => ({
    severity: 'error',
    message: `this is not valid YAML: ${facts.reason}${following(facts.others, facts.atLeast)}`,
    why: 'nothing is read from a document that does not parse: half of it would be silently lost',
    fix: 'correct the line; indent with spaces, and quote text that holds ": ", "#" or "@"',
  }),
  'yaml-duplicate-key': (facts: { key: string }) => ({
    severity: 'error',
    message: `the key "${facts.key}" stands twice in one mapping`,
    why: 'YAML forbids it, and which of the two would count is not defined',
    fix: 'keep one of the two',
  }),
  'yaml-key-invalid': () => ({
    severity: 'error',
    message: 'this key is not a single value',
    why: 'the keys of a document are names; a list, a mapping or nothing at all names nothing',
    fix: 'write a name before the colon',
  }),
  'yaml-merge-invalid': () => ({
    severity: 'error',
    message: 'what is merged with "<<" is not a mapping',
    why: 'a merge key takes over the entries of a mapping, or of each mapping in a list (yaml.org/type/merge.html)',
    fix: 'point it at a mapping, such as "<<: *defaults", or put the key in quotes if it is meant as a name',
  }),
  'yaml-too-deep': (facts: { limit: number }) => ({
    severity: 'error',
    message: `the YAML is nested deeper than ${facts.limit} levels`,
    why: 'no SPEC needs this; it is a mistake, or an attack on the machine that reads it',
    fix: 'flatten the document',
  }),
  'yaml-too-dense': (facts: { limit: number }) => ({
    severity: 'error',
    message: `the YAML has more than ${facts.limit} words, signs and line ends`,
    why: 'the longest documents have one for every three characters; a text that is all signs is a mistake, or an attack on the machine that reads it',
    fix: 'check that this is the right file; take out what repeats itself, empty lines too',
  }),
  'yaml-too-many-documents': (facts: { limit: number }) => ({
    severity: 'error',
    message: `the YAML is a stream of more than ${facts.limit} documents`,
    why: 'each document of a stream is merged into the ones before it; so many are a mistake, or an attack on the machine that reads them',
    fix: 'take out the lines "---" behind which nothing stands, or write one document',
  }),
  'yaml-too-many-nodes': (facts: { limit: number }) => ({
    severity: 'error',
    message: `the YAML expands to more than ${facts.limit} values`,
    why: 'aliases that repeat each other can fill the memory of the machine that reads them',
    fix: 'write the values out, or split the document',
  }),
  'markdown-too-dense': (facts: { lines: number; limit: number }) => ({
    severity: 'error',
    message: `the Markdown has ${facts.lines} lines with hardly a word in them`,
    why: `beyond ${facts.limit} lines, a document whose lines are shorter than eight characters is a mistake, or an attack on the machine that reads it`,
    fix: 'check that this is the right file; take out what repeats itself',
  }),
  'document-shape': (facts: { field: string; expected: string; found: string }) => ({
    severity: 'error',
    message: `${facts.field} is ${facts.found}, not ${facts.expected}`,
    why: `${facts.expected} is the form that is read here`,
    fix: 'write it in that form, or remove it to have the default',
  }),
  'not-a-spec': (facts: { looksLike: string }) => ({
    severity: 'error',
    message: `this is not a SPEC: it looks like ${facts.looksLike}`,
    why: 'a SPEC has an `id` and an `implementation` section',
    fix: 'name the SPEC of the service, such as docs/09_SPEC/SPEC-01_orders.yaml',
  }),
} as const satisfies Catalogue;

const reqErrors = {
  'req-no-deployment-section': (facts: { found: string }) => ({
    severity: 'error',
    message: `this REQ has no section 9.5${facts.found}`,
    why: 'section 9.5 (Deployment Requirements) of a REQ says how the service is delivered',
    fix: 'add "## 9.5 Deployment Requirements" with 9.5.1 to 9.5.8, or name another REQ',
  }),
  'section-missing': (facts: { sections: readonly string[]; heading: string }) => ({
    severity: 'note',
    message:
      facts.sections.length === 1
        ? `section ${list(facts.sections)} is missing; defaults fill it`
        : `sections ${list(facts.sections)} are missing; defaults fill them`,
    why: 'what a REQ does not say is filled with defaults, or left out',
    fix: `add a section where there is something to require, such as "### ${facts.heading}"`,
  }),
  'table-missing': (facts: { section: string; title: string }) => ({
    severity: 'warning',
    message: `section ${facts.section} (${facts.title}) has no table`,
    why: 'the requirements of this section are read from a table',
    fix: 'add the table; only prose stands there now, and prose is not read',
  }),
  'table-broken': (facts: { table: string; cells: number; columns: number }) => ({
    severity: 'error',
    message: `this row of hyphens in ${facts.table} has ${facts.cells} cells, its header has ${facts.columns}`,
    why: 'Markdown (GFM 4.10) takes such lines as prose, and nothing is read from prose',
    fix: 'give the row of hyphens one cell, such as "---", for each column of the header',
  }),
  'column-missing': (facts: { table: string; column: string; rename: string | undefined }) => ({
    severity: 'error',
    message: `the table of ${facts.table} has no column "${facts.column}"`,
    why: `the form of a REQ asks for this column in ${facts.table}`,
    fix: facts.rename
      ? `rename the column "${facts.rename}" to "${facts.column}"`
      : 'add it; write N/A in the cells where there is nothing to say',
  }),
  'row-length': (facts: { table: string; cells: number; columns: number }) => ({
    severity: 'error',
    message: `this row of ${facts.table} has ${facts.cells} cells, its table has ${facts.columns} columns`,
    why: 'in a shifted row each value would be read as something else',
    fix: 'write N/A in empty cells, and "\\|" for a bar inside a cell',
  }),
  'row-duplicate': (facts: { table: string; name: string; line: number }) => ({
    severity: 'error',
    message: `"${facts.name}" stands twice in the table of ${facts.table} (also on line ${facts.line})`,
    why: 'each row of this table is one thing, addressed by the name in its first column',
    fix: 'keep one row, or give the other its own name',
  }),
  'cell-empty': (facts: { table: string; column: string }) => ({
    severity: 'error',
    message: `the cell "${facts.column}" is empty`,
    why: `a row of ${facts.table} means nothing without it`,
    fix: 'fill the cell, or remove the row',
  }),
  'cell-too-long': (facts: { length: number; limit: number }) => ({
    severity: 'error',
    message: `this cell has ${facts.length} characters`,
    why: `a cell may have ${facts.limit}: more is a mistake, or an attack on the machine that reads it`,
    fix: 'move the text out of the table',
  }),
  'cell-value-unknown': (facts: { text: string; known: readonly string[] }) => ({
    severity: 'warning',
    message: `"${facts.text}" is not read`,
    why: `in this cell these are understood: ${list(facts.known)}`,
    fix: 'write it as "Name: value" with one of these names, or leave it as a remark',
  }),
  'resource-unknown': (facts: {
    text: string;
    known: readonly string[];
    suggestion: string | undefined;
  }) => ({
    severity: 'warning',
    message: `"${facts.text}" is not a resource type, its row is not read`,
    why: `REQ 9.5.1 names resources; one of ${list(facts.known)}`,
    fix: meant(facts.suggestion, 'use one of these, or provide the resource outside this project'),
  }),
} as const satisfies Catalogue;

const keyErrors = {
  'key-unknown': (facts: { key: string; place: string; suggestion: string }) => ({
    severity: 'warning',
    message: `"${facts.key}" is not read in ${facts.place}: no such key or column is known there`,
    why: 'a misspelt name says nothing, and a default takes the place of what was meant',
    fix: `did you mean "${facts.suggestion}"?`,
  }),
} as const satisfies Catalogue;

const projectErrors = {
  'dependency-circle': (facts: { services: readonly string[] }) => ({
    severity: 'error',
    message: `services wait for each other: ${facts.services.slice(0, 12).join(' -> ')}`,
    why: 'each starts after what it depends on, so none of them ever starts',
    fix: 'take one of these dependencies out; what may be missing at first is no dependency',
  }),
  'services-several': (facts: {
    services: readonly { readonly name: string; readonly files: readonly string[] }[];
  }) => ({
    severity: 'note',
    message: `the documents describe ${facts.services.length} services: ${facts.services
      .slice(0, 8)
      .map(({ name, files }) => `${name} (${files.join(', ')})`)
      .join(', ')}`,
    why: 'documents that name a service alike are about one; each further name is a further service',
    fix: 'is it one service? give it one name in all documents, or say --name',
  }),
  'language-assumed': (facts: { service: string; language: string }) => ({
    severity: 'warning',
    message: `no document says in which language ${facts.service} is written: ${facts.language} is assumed`,
    why: 'the language decides how the image is built and the sources are checked',
    fix: 'say it in the document (language: go), with --language, or let `devops-flow init` find it',
  }),
  'service-unnamed': (facts: { name: string }) => ({
    severity: 'warning',
    message: `this SPEC has no id: the service is called "${facts.name}"`,
    why: 'the `id` of a SPEC names the service, its image, its folders and its objects in a cluster',
    fix: 'add a first line such as "id: orders"',
  }),
  contradiction: (facts: { field: string; used: string; ignored: string; where: string; rule: string }) => ({
    severity: 'warning',
    message: `${facts.field} is "${facts.ignored}" here and "${facts.used}" in ${facts.where}`,
    why: `two statements about one field: ${facts.rule}`,
    fix: 'make both the same, or remove one',
  }),
  'script-environment-unknown': (facts: {
    name: string;
    known: readonly string[];
    suggestion: string | undefined;
  }) => ({
    severity: 'warning',
    message: `"${facts.name}" is not an environment of this project`,
    why: `the documents name these environments: ${list(facts.known)}`,
    fix: meant(facts.suggestion, 'use one of these, or add it to the environments'),
  }),
  'scaling-inverted': (facts: { min: number; max: number }) => ({
    severity: 'error',
    message: `the service scales from ${facts.min} down to ${facts.max} instances`,
    why: 'the smallest number of instances may not exceed the largest',
    fix: 'exchange the two numbers, or raise the largest',
  }),
  'replicas-over-maximum': (facts: { environment: string; replicas: number; max: number }) => ({
    severity: 'warning',
    message: `${facts.environment} asks for ${facts.replicas} replicas, scaling ends at ${facts.max}`,
    why: 'an autoscaler would remove the surplus at once',
    fix: 'raise the largest number of instances, or ask for fewer replicas',
  }),
  'request-over-limit': (facts: { what: string; request: string; limit: string }) => ({
    severity: 'error',
    message: `the ${facts.what} request ${facts.request} is more than the limit ${facts.limit}`,
    why: 'an instance would ask for more than it may use; Kubernetes refuses it',
    fix: 'lower the request or raise the limit',
  }),
  'limit-over-compute': (facts: { what: string; limit: string; available: string }) => ({
    severity: 'warning',
    message: `the ${facts.what} limit ${facts.limit} is more than an instance has (${facts.available})`,
    why: 'the documents say what one instance of the compute resource has',
    fix: 'lower the limit of the service, or enlarge the compute resource',
  }),
  'budget-alert-mismatch': (facts: { percent: number; monthly: number; amount: number }) => ({
    severity: 'warning',
    message: `${facts.percent} % of ${facts.monthly} is ${(facts.percent * facts.monthly) / 100}, not ${facts.amount}`,
    why: 'the alert of a budget is given twice, as a share and as an amount; the share is used',
    fix: 'correct one of the two',
  }),
} as const satisfies Catalogue;

export const documentErrors = {
  ...fileErrors,
  ...yamlErrors,
  ...reqErrors,
  ...keyErrors,
  ...projectErrors,
  ...adrErrors,
  ...valueErrors,
};
