import { problem } from '../../../../errors/index.ts';
import { slice, type Token } from '../../../../model/token.ts';
import { alternatives } from '../names.ts';
import type { ComposeService } from '../project/types.ts';
import { yesNo } from './values.ts';
import type { Writer } from './writer.ts';

const states: ReadonlyMap<string, string> = new Map([
  ['service_started', 'started'],
  ['service_healthy', 'healthy'],
  ['service_completed_successfully', 'complete'],
]);

/** What a service waits for. `names` gives the name of a service or resource by its key in the Compose file. */
export function stateDependencies(
  { dependencies, links }: ComposeService,
  names: ReadonlyMap<string, string>,
  writer: Writer,
): void {
  const known = new Set<string>();
  for (const { service, condition, required } of dependencies) {
    const name = names.get(service.text);
    known.add(service.text);
    if (name === undefined && required?.text === 'false') continue;
    if (name === undefined) {
      unknown(service, names, writer);
      continue;
    }
    const path = ['dependencies', { name }];
    writer.state([...path, 'name'], name, service);
    const until = condition && states.get(condition.text);
    if (until !== undefined && condition)
      writer.state([...path, 'until'], until, condition, condition.rewritten ? { derived: true } : {});
    else if (condition) writer.decline('depends_on', `"${condition.text}" is no condition`, condition);
    writer.read([...path, 'required'], required, yesNo);
  }
  for (const link of links) stateLink(link, known, names, writer);
}

/** "db:database" waits for db, and calls it database too. */
function stateLink(
  link: Token,
  known: Set<string>,
  names: ReadonlyMap<string, string>,
  writer: Writer,
): void {
  const [service = '', alias] = link.text.split(':');
  const token = slice(link, 0, service.length);
  const name = names.get(service);
  if (name === undefined) unknown(token, names, writer);
  else {
    writer.state(['dependencies', { name }, 'name'], name, token);
    if (!known.has(service))
      writer.state(['dependencies', { name }, 'until'], 'started', token, { derived: true });
    known.add(service);
  }
  if (alias !== undefined) writer.skip('links', slice(link, service.length + 1));
}

function unknown(service: Token, names: ReadonlyMap<string, string>, writer: Writer): void {
  const facts = { what: 'service', name: service.text, ...alternatives(service.text, names.keys()) };
  writer.report(problem('compose-reference-unknown', facts, { at: service.at }));
}
