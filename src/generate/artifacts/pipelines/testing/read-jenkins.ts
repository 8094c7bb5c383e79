import { jenkinsShell } from '../jenkins/shell.ts';
import type { JobMeaning } from './meaning.ts';
import { readScript, withSet } from './read-shell.ts';

/** A statement of Groovy, as much of the language as a declarative pipeline needs: text, strings, and a block behind it. */
export interface Node {
  /** The text outside of strings, each string as `$`. */
  readonly head: string;
  readonly strings: readonly string[];
  readonly body: readonly Node[];
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r' };
const unescaped = (text: string) =>
  text.replaceAll(/\\([\s\S])/g, (_, what: string) => escapes[what] ?? what);

/** A Jenkinsfile as a tree. @throws for a brace or a quote that is not closed */
export function readGroovy(text: string): readonly Node[] {
  let at = 0;
  const readString = (): string => {
    const quote = text.startsWith("'''", at) ? "'''" : text.charAt(at);
    let end = at + quote.length;
    while (end < text.length && !text.startsWith(quote, end)) end += text.charAt(end) === '\\' ? 2 : 1;
    if (end >= text.length) throw new Error('an open quote');
    const inside = text.slice(at + quote.length, end);
    at = end + quote.length;
    return unescaped(inside);
  };
  const readBlock = (isTop: boolean): readonly Node[] => {
    const nodes: Node[] = [];
    let head = '';
    let strings: string[] = [];
    const end = (body: readonly Node[] = []) => {
      if (head.trim() !== '') nodes.push({ head: head.trim(), strings, body });
      head = '';
      strings = [];
    };
    while (at < text.length) {
      const character = text.charAt(at);
      if (text.startsWith('//', at)) at = text.indexOf('\n', at);
      else if (character === "'" || character === '"') {
        strings.push(readString());
        head += '$';
      } else if (character === '{') {
        at += 1;
        end(readBlock(false));
      } else if (character === '}') {
        end();
        at += 1;
        if (isTop) throw new Error('a brace too many');
        return nodes;
      } else if (character === '\n') {
        end();
        at += 1;
      } else {
        head += character;
        at += 1;
      }
    }
    end();
    if (!isTop) throw new Error('an open brace');
    return nodes;
  };
  return readBlock(true);
}

const child = (nodes: readonly Node[], name: string): readonly Node[] =>
  nodes.find(({ head }) => head === name)?.body ?? [];

/** The stages in their order; those of the first group need nothing of each other. */
export function readJenkins(content: string, service: string): readonly JobMeaning[] {
  const stages = child(child(readGroovy(content), 'pipeline'), 'stages');
  return stages.flatMap(stage => {
    const parallel = child(stage.body, 'parallel');
    return parallel.length > 0
      ? parallel.map(one => jobOf(one.strings[0] ?? '', one.body, service))
      : [jobOf(stage.strings[0] ?? '', stage.body, service)];
  });
}

function jobOf(id: string, body: readonly Node[], service: string): JobMeaning {
  const axis = child(child(child(body, 'matrix'), 'axes'), 'axis');
  if (axis.length > 0) {
    const [name = ''] = axis[0]?.strings ?? [];
    const inner = jobOf(id, child(child(body, 'matrix'), 'stages')[0]?.body ?? [], service);
    const steps = inner.steps.map(step => withSet(step, [name], 'matrix'));
    return { ...inner, matrix: axis[1]?.strings ?? [], steps };
  }
  const secrets = child(body, 'environment').map(({ head }) => head.split(' ')[0] ?? '');
  const ids = child(body, 'environment').flatMap(({ strings }) => strings);
  const approval = child(body, 'input').length > 0;
  const always = child(child(body, 'post'), 'always');
  const told = always.flatMap(node => (node.head.startsWith('withEnv') ? node.body : []));
  const steps = [
    ...shells(child(body, 'steps')).map(text => readScript(text, jenkinsShell)),
    ...shells(told).map(text => readScript(text, jenkinsShell, true)),
  ].map(step => withSet(step, secrets, 'secret'));
  const timeout = child(body, 'options').find(({ head }) => head.startsWith('timeout'));
  return {
    id,
    needs: [],
    when: whenOf(child(body, 'when')),
    environment: environmentOf(ids[0], secrets[0], service),
    approval,
    minutes: approval ? undefined : Number(/time: (\d+)/.exec(timeout?.head ?? '')?.[1]),
    exclusive: undefined,
    matrix: [],
    cache: undefined,
    artifacts: always.flatMap(({ head, strings }) =>
      head.startsWith('archiveArtifacts') ? [(strings[0] ?? '').replace(/\/\*\*$/, '')] : [],
    ),
    secrets,
    toolchain: undefined,
    steps,
  };
}

const shells = (nodes: readonly Node[]): readonly string[] =>
  nodes
    .filter(({ head }) => head.startsWith('sh '))
    .map(({ strings }) => (strings[1] ?? '').replace(/^\n/, '').replace(/^ +$/m, ''));

function environmentOf(
  id: string | undefined,
  secret: string | undefined,
  service: string,
): string | undefined {
  if (id === undefined || secret === undefined) return undefined;
  const end = `-${secret.toLowerCase().replaceAll('_', '-')}`;
  return id.slice(service.length + 1, -end.length);
}

function whenOf(nodes: readonly Node[]): string {
  const rules = nodes.filter(({ head }) => !head.startsWith('before'));
  const [rule] = rules;
  if (!rule) return 'change';
  if (rule.head === 'not' && rule.body[0]?.head === 'changeRequest()') return 'release';
  if (rule.head === 'changeRequest()') return 'pull-request';
  const [first, second] = rule.body;
  if (first?.head === 'branch $' && second?.body[0]?.strings[0] === 'UserIdCause') return 'pushed';
  return first?.strings[0] === 'UserIdCause' ? `asked ${second?.strings[1]}` : rule.head;
}
