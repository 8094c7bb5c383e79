import type { Problem } from '../errors/index.ts';
import type { Draft } from './draft.ts';
import { type FieldPath, named, type Scalar } from './facts.ts';
import type { Origin } from './origins.ts';
import type { Token } from './token.ts';
import { count, port } from './values/numbers.ts';
import { isProblem, type Parse } from './values/parse.ts';
import { filePath, name, version } from './values/text.ts';
import { language, provider, strategy } from './values/words.ts';

/** What the command line says about the service, as it was typed. It counts before every document. */
export interface ProjectOptions {
  readonly name?: string;
  readonly version?: string;
  readonly language?: string;
  readonly source?: string;
  readonly port?: string | number;
  /** Instances in every environment. */
  readonly replicas?: string | number;
  /** Strategy of every environment. */
  readonly deployStrategy?: string;
  readonly cloud?: string;
}

interface Rule {
  readonly flag: string;
  readonly parse: Parse;
  readonly paths: (draft: Draft) => readonly FieldPath[];
}

const one =
  (...path: string[]) =>
  () => [path];
const everyEnvironment = (field: string) => (draft: Draft) =>
  draft.names(['service', 'environments']).map(item => ['service', 'environments', named(item), field]);

const rules: Readonly<Record<keyof ProjectOptions, Rule>> = {
  name: { flag: '--name', parse: name('service name'), paths: one('service', 'name') },
  version: { flag: '--version', parse: version('version'), paths: one('service', 'version') },
  language: { flag: '--language', parse: language, paths: one('service', 'language') },
  source: { flag: '--source', parse: filePath('source'), paths: one('service', 'source') },
  port: { flag: '--port', parse: port, paths: one('service', 'port') },
  replicas: {
    flag: '--replicas',
    parse: count('replicas'),
    paths: draft => [['service', 'scaling', 'min'], ...everyEnvironment('replicas')(draft)],
  },
  deployStrategy: { flag: '--deploy-strategy', parse: strategy, paths: everyEnvironment('strategy') },
  cloud: { flag: '--cloud', parse: provider, paths: one('service', 'cloud', 'provider') },
};

/** Puts the options into the draft, over what documents say. Problems of options have no place. */
export function applyOptions(draft: Draft, options: ProjectOptions): Problem[] {
  const problems: Problem[] = [];
  const documented = draft.text(languagePath);
  for (const key of Object.keys(rules) as (keyof ProjectOptions)[]) {
    const given = options[key];
    if (given === undefined) continue;
    const { flag, parse, paths } = rules[key];
    const value = parse(typed(String(given)));
    const origin: Origin = { from: 'option', option: flag };
    if (isProblem(value)) problems.push(withoutPlace(value, flag));
    else for (const path of paths(draft)) draft.set(path, value, origin);
  }
  // A version of Node is none of Python.
  if (documented !== '' && draft.text(languagePath) !== documented) draft.forget(versionPath);
  raiseMaximum(draft);
  return problems;
}

const languagePath: FieldPath = ['service', 'language'];
const versionPath: FieldPath = ['service', 'languageVersion'];

const typed = (text: string): Token => ({ text, at: { file: '', line: 1, column: 1, length: text.length } });

function withoutPlace({ id, severity, message, why, fix }: Problem, flag: string): Problem {
  return { id, severity, message: `${flag}: ${message}`, why, fix };
}

/** `--replicas 20` on a service that scales to 10: the option counts, so the largest number grows with it. */
function raiseMaximum(draft: Draft): void {
  const [min, max] = [draft.entry(['service', 'scaling', 'min']), draft.entry(['service', 'scaling', 'max'])];
  if (min?.origin.from !== 'option' || max === undefined) return;
  const raised: Scalar = Math.max(Number(min.value), Number(max.value));
  if (raised !== max.value) draft.set(max.path, raised, min.origin);
}
