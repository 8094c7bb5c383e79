/** The endpoints of a SPEC: how each is asked, by whom, and what it answers. */
import { problem } from '../../../errors/index.ts';
import type { FieldPath } from '../../../model/facts.ts';
import { bare, isAbsent, slice, type Token } from '../../../model/token.ts';
import { jsonValue } from '../../../model/values/json.ts';
import { milliseconds, requestRate, status } from '../../../model/values/numbers.ts';
import { isProblem } from '../../../model/values/parse.ts';
import { text, urlPath } from '../../../model/values/text.ts';
import type { Gathering } from '../gathering.ts';
import type { Cursor } from '../tree/cursor.ts';

/** "GET /orders/{id}", or a path with its method beside it. */
export function readEndpoint(item: Cursor, gathering: Gathering): void {
  const written = item.isMap ? item.at('endpoint').value() : item.value();
  const beside = item.isMap ? item.at('method').value() : undefined;
  if (!written) return;
  const endpoint = bare(written);
  const match = /^(?:([A-Z]{3,7}) )?(\/\S{0,511})$/.exec(endpoint.text);
  const method = match?.[1] ? slice(endpoint, 0, match[1].length) : beside;
  if (!match?.[2] || !method) {
    gathering.problems.push(problem('endpoint-invalid', { text: endpoint.text }, { at: endpoint.at }));
    return;
  }
  const address = slice(endpoint, endpoint.text.length - match[2].length);
  const name = `${method.text} ${address.text}`;
  const path = ['service', 'endpoints', { name }];
  const broken = urlPath('endpoint')(address);
  if (isProblem(broken)) {
    gathering.problems.push(broken);
    return;
  }
  // Said twice; a method that differs is said to nobody.
  if (beside && match[1] && beside.text.toUpperCase() !== match[1])
    gathering.skip(`${item.name}.method`, beside);
  else if (beside) gathering.follow(beside);
  gathering.state([...path, 'name'], name, endpoint);
  gathering.state([...path, 'method'], method.text, method);
  gathering.state([...path, 'path'], address.text, address);
  if (item.isMap) readTerms(item, path, gathering);
}

function readTerms(item: Cursor, path: FieldPath, gathering: Gathering): void {
  item.inside('auth').read([...path, 'auth'], text('authentication'));
  item.inside('latency_target').readFilled([...path, 'p95Ms'], milliseconds('latency'));
  readRateLimit(item.inside('rate_limit'), path, gathering);
  readJson(item.inside('request_schema'), path, 'requestSchema', gathering);
  readJson(item.inside('response_schema'), path, 'responseSchema', gathering);
  readParameters(item.inside('parameters'), [...path, 'parameters'], gathering);
  for (const [i, example] of item.inside('examples').items().entries())
    readExample(example, [...path, 'examples'], i, gathering);
  readLoneExample(item, [...path, 'examples', { name: 'example' }], gathering);
}

/** "10 req/min per IP": who is counted is said to nobody. */
function readRateLimit(cursor: Cursor, path: FieldPath, gathering: Gathering): void {
  const written = cursor.peek();
  const limit =
    written && /^\d{1,9} ?(?:rps|req(?:uest)?s? ?(?:\/|per) ?[a-z]{1,7})/i.exec(written.text)?.[0];
  const value = written && limit !== undefined ? slice(written, 0, limit.length) : undefined;
  if (!value || isProblem(requestRate('rate limit')(value))) return;
  cursor.value();
  gathering.read([...path, 'rateLimit'], value, requestRate('rate limit'));
}

/** `{ id: 7 }`, or a list of mappings with a name and an example, as in OpenAPI. */
function readParameters(cursor: Cursor, path: FieldPath, gathering: Gathering): void {
  for (const [key, value] of cursor.entries()) state(key, value);
  for (const item of cursor.isList ? cursor.items() : []) {
    const named = item.inside('name').peek();
    const example = item.inside('example');
    if (!named || !example.peek()) continue;
    item.inside('name').value();
    state(named, example);
  }

  function state(key: Token, value: Cursor): void {
    const name = bare(key).text;
    if (!/^[\w.-]{1,64}$/.test(name)) return;
    if (value.read([...path, { name }, 'value'], text('value of a parameter')))
      gathering.state([...path, { name }, 'name'], name, key);
  }
}

function readExample(example: Cursor, list: FieldPath, i: number, gathering: Gathering): void {
  if (!example.isMap) return;
  const named = example.inside('name').value();
  const name = named?.text.slice(0, 200) ?? `example ${i + 1}`;
  const path = [...list, { name }];
  if (named) gathering.read([...path, 'name'], { ...named, text: name }, text('name of an example'));
  readJson(example.inside('request'), path, 'request', gathering);
  example.inside('status').read([...path, 'status'], status('status of the answer'));
  readJson(example.inside('response'), path, 'response', gathering);
}

/** Where there is only one, it stands beside the endpoint: a row of a table has no place for a list. */
function readLoneExample(item: Cursor, path: FieldPath, gathering: Gathering): void {
  readJson(item.inside('request_example'), path, 'request', gathering);
  item.inside('response_status').read([...path, 'status'], status('status of the answer'));
  readJson(item.inside('response_example'), path, 'response', gathering);
}

function readJson(cursor: Cursor, path: FieldPath, field: string, gathering: Gathering): void {
  const written = cursor.json();
  if (!written || isAbsent(written)) return;
  gathering.read([...path, field], written, jsonValue(field));
}
