/** What a SPEC says of deploys that is more than one value: steps, queries, hooks and freezes. */
import { type FieldPath, fieldText } from '../../../model/facts.ts';
import { label } from '../../../model/names.ts';
import type { Token } from '../../../model/token.ts';
import { timeZone } from '../../../model/values/cluster.ts';
import { freezeMoment } from '../../../model/values/freeze.ts';
import { seconds } from '../../../model/values/numbers.ts';
import { decimal, weight } from '../../../model/values/rollout.ts';
import { boolean, name, text } from '../../../model/values/text.ts';
import { hookPoint } from '../../../model/values/words.ts';
import type { Gathering } from '../gathering.ts';
import { items } from '../markdown/phrase.ts';
import type { Cursor } from '../tree/cursor.ts';
import { readCommand } from './command.ts';
import { refuseItem, requiredName } from './named-item.ts';

/** `deployment` is the section of the SPEC that is called like that. */
export function readRollout(deployment: Cursor, gathering: Gathering): void {
  readSteps(deployment.at('rollout.steps'), gathering);
  for (const item of deployment.at('rollout.queries').items()) readQuery(item, gathering);
  for (const item of deployment.at('hooks').items()) readHook(item, gathering);
  for (const item of deployment.at('freezes').items()) readFreeze(item, gathering);
}

/** `[10, { weight: 50, seconds: 300 }]`, or "10 %, 50 %" in one text. */
function readSteps(steps: Cursor, gathering: Gathering): void {
  const path = ['service', 'rollout', 'steps'];
  const written = steps.peek() && steps.value();
  for (const [i, item] of (written ? items(written) : []).entries())
    gathering.read([...path, i, 'weight'], item, weight);
  for (const [i, item] of (written ? [] : steps.items()).entries()) {
    const own = item.isMap ? item.at('weight') : item;
    if (own.place === undefined) refuseItem(item, 'a weight', gathering);
    own.read([...path, i, 'weight'], weight);
    if (!item.isMap) continue;
    item.at('seconds').read([...path, i, 'seconds'], seconds('time of the step'));
    item.at('approval').read([...path, i, 'approval'], boolean('approval'));
  }
}

function readQuery(item: Cursor, gathering: Gathering): void {
  const path = named(['service', 'rollout', 'queries'], requiredName(item, gathering), gathering);
  if (!path) return;
  item.at('expression').read([...path, 'expression'], text('expression'));
  item.at('min').read([...path, 'min'], decimal('min'));
  item.at('max').read([...path, 'max'], decimal('max'));
}

function readHook(item: Cursor, gathering: Gathering): void {
  const path = named(['service', 'hooks'], requiredName(item, gathering), gathering);
  if (!path) return;
  item.at('at').read([...path, 'at'], hookPoint);
  readCommand(item.at('command'), [...path, 'command'], gathering);
  item.at('timeout_seconds').read([...path, 'timeoutSeconds'], seconds('timeout of the hook'));
}

/** A freeze of several environments is one of each. */
function readFreeze(item: Cursor, gathering: Gathering): void {
  const called = requiredName(item, gathering);
  const environments = called ? environmentsOf(item.at('environments')) : [];
  if (called && environments.length === 0) refuseItem(item, 'environments', gathering);
  for (const written of environments) {
    const path = named(['service', 'environments'], written, gathering, { derived: true });
    if (!path || !called) continue;
    const freeze = [...path, 'freezes', { name: called.text }];
    gathering.read([...freeze, 'name'], called, text('freeze'));
    item.at('from').read([...freeze, 'from'], freezeMoment);
    item.at('to').read([...freeze, 'to'], freezeMoment);
    item.at('time_zone').read([...freeze, 'zone'], timeZone);
    item.at('reason').read([...freeze, 'reason'], text('reason'));
  }
}

function environmentsOf(cursor: Cursor): readonly Token[] {
  if (cursor.isList) return cursor.items().flatMap(item => item.value() ?? []);
  const written = cursor.value('a list of environments');
  return written ? items(written) : [];
}

/** The path of an item that is called by a label; undefined, and a problem, where the text cannot be one. */
function named(
  list: FieldPath,
  written: Token | undefined,
  gathering: Gathering,
  options: { derived?: true } = {},
): FieldPath | undefined {
  const known = written && label(written.text);
  if (!written || known === undefined) {
    gathering.read(list, written, name(fieldText(list.slice(-1))));
    return undefined;
  }
  const path = [...list, { name: known }];
  gathering.state([...path, 'name'], known, written, options);
  return path;
}
