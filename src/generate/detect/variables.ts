import { looksSecret, mayHoldSecret } from '../../model/secrets.ts';
import type { Language } from '../../model/service.ts';
import type { Candidate, Evidence } from './finding.ts';
import { baseName, has, type Repository, shown } from './repository.ts';
import { searchAll } from './search.ts';
import { sourcesOf } from './sources.ts';

export interface FoundVariable {
  readonly name: string;
  readonly found: Evidence;
  /** The service does not start, or not rightly, without it. */
  readonly required: boolean;
  readonly sensitive: boolean;
  /** Never of a sensitive variable. */
  readonly default?: Candidate<string>;
}

/** Name, then what is used instead where the code says it; `!` where the code fails without. */
const reads: Readonly<Record<Language, readonly RegExp[]>> = {
  node: [
    /\bprocess\.env\.([A-Z]\w{0,100})(?:\s{0,3}(?:\|\||\?\?)\s{0,3}["'`]([^"'`]{1,200})["'`])?(!)?/,
    /\bprocess\.env\[["']([A-Z]\w{0,100})["']\](?:\s{0,3}(?:\|\||\?\?)\s{0,3}["'`]([^"'`]{1,200})["'`])?(!)?/,
    /\b(?:Bun|Deno)\.env\.(?:get\(["'])?([A-Z]\w{0,100})/,
  ],
  python: [
    /\bos\.(?:environ\.get|getenv)\(\s{0,3}["']([A-Z]\w{0,100})["']\s{0,3}(?:,\s{0,3}["']([^"']{1,200})["'])?/,
    /\bos\.environ(\[)\s{0,3}["']([A-Z]\w{0,100})["']/,
    /\b(?:config|env(?:\.\w{1,10})?)\(\s{0,3}["']([A-Z]\w{0,100})["']\s{0,3}(?:,\s{0,3}(?:default\s{0,3}=\s{0,3})?["']([^"']{1,200})["'])?/,
  ],
  go: [/\bos\.(?:Getenv|LookupEnv)\(\s{0,3}"([A-Z]\w{0,100})"/],
  java: [
    /\bSystem\.getenv\(\s{0,3}"([A-Z]\w{0,100})"/,
    /\bgetenv\(\)\.getOrDefault\(\s{0,3}"([A-Z]\w{0,100})"\s{0,3},\s{0,3}"([^"]{1,200})"/,
    /\$\{([A-Z][A-Z0-9_]{1,100})(?::([^}]{1,200}))?\}/,
  ],
  ruby: [
    /\bENV(\.fetch\()\s{0,3}["']([A-Z]\w{0,100})["']\s{0,3}\)(?!\s{0,3}\{)/,
    /\bENV\.fetch\(\s{0,3}["']([A-Z]\w{0,100})["']\s{0,3}(?:,|\)\s{0,3}\{)\s{0,3}["']?([^"'}()]{1,200}?)["']?\s{0,3}[)}]/,
    /\bENV\[["']([A-Z]\w{0,100})["']\](?:\s{0,3}\|\|\s{0,3}["']([^"']{1,200})["'])?/,
  ],
  php: [
    /\b(?:getenv|env)\(\s{0,3}["']([A-Z]\w{0,100})["']\s{0,3}(?:,\s{0,3}["']([^"']{1,200})["'])?/,
    /\$_(?:ENV|SERVER)\[["']([A-Z]\w{0,100})["']\](?:\s{0,3}\?\?\s{0,3}["']([^"']{1,200})["'])?/,
  ],
  dotnet: [
    /\bGetEnvironmentVariable\(\s{0,3}"([A-Z]\w{0,100})"\s{0,3}\)(?:\s{0,3}\?\?\s{0,3}"([^"]{1,200})")?/,
  ],
  rust: [
    /\benv::var\(\s{0,3}"([A-Z]\w{0,100})"\s{0,3}\)\.unwrap_or(?:_else)?\((?:\|_\|\s{0,3})?"([^"]{1,200})"/,
    /\benv::var(\()\s{0,3}"([A-Z]\w{0,100})"\s{0,3}\)(?:\?|\.(?:expect|unwrap)\()/,
    /\benv::var\(\s{0,3}"([A-Z]\w{0,100})"/,
  ],
  static: [],
};

/** What the machine, the platform or the start itself sets; and what counts while a site is built. */
const notTheService =
  /^(?:PORT|HOME|PATH|PWD|USER|SHELL|TMP|TEMP|TMPDIR|LANG|LC_\w+|TZ|CI|DEBUG|HOSTNAME|NODE_ENV|NODE_OPTIONS|RAILS_ENV|RACK_ENV|FLASK_ENV|PYTHON\w*|GO(?:PATH|ROOT|OS|ARCH)|JAVA_\w+|BUNDLE_\w+|GITHUB_\w+|VERCEL\w*|NETLIFY\w*|NEXT_PUBLIC_\w+|VITE_\w+|REACT_APP_\w+|NPM_\w+|npm_\w+|HTTP_\w+|REQUEST_\w+|SCRIPT_\w+|SERVER_\w+|DOCUMENT_ROOT|PIDFILE|WEB_CONCURRENCY|RAILS_MAX_THREADS)$/;

const examples = [
  '.env.example',
  '.env.sample',
  '.env.template',
  '.env.dist',
  '.env.defaults',
  'env.example',
];

/** The variables that the sources read and that an example of an environment lists, each once, by name. */
export function variablesOf(
  repository: Repository,
  language: Language,
  named: readonly Candidate<string>[],
): readonly FoundVariable[] {
  const found = new Map<string, FoundVariable>();
  const add = (variable: FoundVariable) => {
    if (notTheService.test(variable.name)) return;
    const known = found.get(variable.name);
    found.set(variable.name, known ? joined(known, variable) : variable);
  };
  for (const variable of inSources(repository, language)) add(variable);
  for (const variable of inExamples(repository)) add(variable);
  for (const { value, found: place } of named) add(variableAt(value, place, false, undefined));
  return [...found.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** What the first place says counts; a default that only the second has is taken over. */
function joined(first: FoundVariable, second: FoundVariable): FoundVariable {
  const value = first.default ?? second.default;
  return { ...first, required: first.required && !value, ...(value && { default: value }) };
}

function* inSources(repository: Repository, language: Language): Generator<FoundVariable> {
  const settings = /^src\/main\/resources\/application[\w-]*\.(?:properties|ya?ml)$/;
  // Laravel's settings name a hundred variables, of which its example lists those that matter.
  const isLaravel = repository.files.includes('artisan');
  const sources = [
    ...sourcesOf(repository, language).filter(path => !(isLaravel && path.startsWith('config/'))),
    ...(language === 'java' ? repository.files.filter(path => settings.test(path)) : []),
  ];
  for (const pattern of reads[language]) {
    for (const { groups, found } of searchAll(repository, sources, pattern)) {
      const must = groups.some(group => ['!', '[', '(', '.fetch('].includes(group));
      const [name = '', value = ''] = groups.filter(group => !['!', '[', '(', '.fetch('].includes(group));
      const sensitive = mayHoldSecret(name);
      yield variableAt(
        name,
        found,
        must || (sensitive && value === ''),
        value === '' ? undefined : { value, found },
      );
    }
  }
}

/** Lines `NAME=value`. */
function* assignments(repository: Repository, file: string) {
  for (const [i, line] of (repository.read(file) ?? '').split('\n').entries()) {
    const [, name = '', value = ''] =
      /^\s*(?:export\s+)?([A-Za-z_]\w{0,100})\s*=\s*(.{0,500})$/.exec(line) ?? [];
    if (name !== '') yield { name, value, found: { file: shown(repository, file), line: i + 1 } };
  }
}

/** What an example lists. The `.env` of a person gives names only. */
function* inExamples(repository: Repository): Generator<FoundVariable> {
  for (const file of repository.files.filter(path => examples.includes(path) || path === '.env')) {
    for (const { name, value, found } of assignments(repository, file)) {
      const text = baseName(file) === '.env' ? '' : plainValue(value);
      yield variableAt(name, found, false, text === '' ? undefined : { value: text, found });
    }
  }
}

/** Whether the `.env` of a person stands among the files of the repository, with a secret in it. */
export function hasSecrets(repository: Repository): boolean {
  if (!has(repository, '.env')) return false;
  const lines = [...assignments(repository, '.env')];
  return lines.some(
    ({ name, value }) => value !== '' && (mayHoldSecret(name) || looksSecret(plainValue(value))),
  );
}

/** A value without quotes and remark; one that refers to others is none. */
function plainValue(value: string): string {
  const quoted = /^(["'])(.*?)\1/.exec(value)?.[2];
  const text = (quoted ?? value.split(/\s#/)[0] ?? '').trim();
  return /[$`]|^<.*>$|^null$/.test(text) ? '' : text;
}

function variableAt(
  name: string,
  found: Evidence,
  required: boolean,
  value: Candidate<string> | undefined,
): FoundVariable {
  const sensitive = mayHoldSecret(name) || (value !== undefined && looksSecret(value.value));
  const usable = value && !sensitive && !/[${}`]/.test(value.value);
  return { name, found, required: required && !usable, sensitive, ...(usable && { default: value }) };
}
