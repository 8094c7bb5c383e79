/** What the items of lists are where nobody says it. */
import { fillTag } from './default-tag.ts';
import type { Draft } from './draft.ts';
import { type FieldPath, named } from './facts.ts';
import { hookPointWords, meaning } from './vocabulary.ts';

const nobody = 'no document says it';

/** Texts that an item of each list must have, though its cell may be empty. */
const itemTexts: Readonly<Record<string, readonly string[]>> = {
  scripts: ['purpose', 'automation'],
  scriptStandards: ['value'],
  playbooks: ['purpose', 'target'],
  playbookStandards: ['value'],
  observability: ['tool'],
  security: ['requirement', 'tool'],
  cost: ['optimization'],
  labels: ['value'],
  annotations: ['value'],
  tasks: ['title', 'section'],
};

/** Completes the items of every list of a service. */
export function fillItems(draft: Draft, service: FieldPath): void {
  for (const [list, fields] of Object.entries(itemTexts))
    each(draft, [...service, list], item => {
      for (const field of fields) draft.assume([...item, field], '', 'the cell is empty');
    });
  each(draft, [...service, 'tasks'], item =>
    draft.assume([...item, 'done'], false, 'nothing says that it is done'),
  );
  each(draft, [...service, 'cost'], item => {
    draft.assume([...item, 'monthly'], 0, nobody);
    draft.assume([...item, 'currency'], 'USD', nobody);
  });
  each(draft, [...service, 'endpoints'], (item, name) => fillEndpoint(draft, item, name));
  each(draft, [...service, 'ports'], item => fillPort(draft, item));
  each(draft, [...service, 'health', 'probes'], item => fillHeaders(draft, item));
  each(draft, [...service, 'hooks'], (item, name) => fillHook(draft, item, name));
  each(draft, [...service, 'rollout', 'queries'], () => {});
  for (const environment of draft.names([...service, 'environments']))
    each(draft, [...service, 'environments', named(environment), 'freezes'], (item, name) => {
      draft.assume([...item, 'zone'], 'UTC', 'no document says it: the clock that all machines share');
      draft.follow([...item, 'reason'], [...item, 'name'], name, 'its name says it');
    });
  each(draft, [...service, 'build', 'arguments'], item => draft.assume([...item, 'value'], '', nobody));
  each(draft, [...service, 'automation', 'validation'], () => {});
  fillContainer(draft, service);
  each(draft, [...service, 'sidecars'], (item, name) => {
    draft.assume([...item, 'image', 'repository'], name, 'no image is given: the name of the sidecar');
    draft.assume([...item, 'image', 'built'], false, 'only the image of the service is built here');
    fillTag(draft, item);
    fillContainer(draft, item);
    each(draft, [...item, 'probes'], probe => fillHeaders(draft, probe));
  });
}

/** What services and sidecars have alike. */
function fillContainer(draft: Draft, container: FieldPath): void {
  each(draft, [...container, 'variables'], item => {
    const isSecret = draft.has([...item, 'reference']);
    const reason = isSecret ? 'its value is known at run time only' : nobody;
    draft.assume([...item, 'required'], isSecret, reason);
    draft.assume([...item, 'sensitive'], isSecret, reason);
  });
  each(draft, [...container, 'files'], item =>
    draft.assume([...item, 'expand'], false, 'a file is taken as it stands'),
  );
  each(draft, [...container, 'volumes'], (item, name) => fillVolume(draft, item, name));
  each(draft, [...container, 'dependencies'], item => {
    draft.assume([...item, 'until'], 'started', nobody);
    draft.assume([...item, 'required'], true, nobody);
  });
}

function fillVolume(draft: Draft, volume: FieldPath, name: string): void {
  const variable = `${name.toUpperCase().replaceAll(/[^A-Z0-9]/g, '_')}_DIR`.replace(/^(?=\d)/, '_');
  draft.assume([...volume, 'kind'], 'persistent', nobody);
  draft.assume([...volume, 'path'], `/var/lib/${name}`, nobody);
  draft.assume([...volume, 'variable'], variable, 'the name of the volume');
  draft.assume([...volume, 'size'], '1Gi', nobody);
  draft.assume([...volume, 'readOnly'], false, nobody);
}

/** A hook that is called like a point of a deploy runs there. */
function fillHook(draft: Draft, hook: FieldPath, name: string): void {
  const point = meaning(name, hookPointWords);
  if (point) draft.follow([...hook, 'at'], [...hook, 'name'], point, 'its name says it');
  draft.assume([...hook, 'timeoutSeconds'], 300, 'a deploy that is held up longer by one command is stuck');
}

/** "POST /orders" says both. */
function fillEndpoint(draft: Draft, endpoint: FieldPath, name: string): void {
  const [method = '', path] = name.split(' ', 2);
  draft.assume([...endpoint, 'method'], path === undefined ? 'GET' : method, 'its name says it');
  draft.assume([...endpoint, 'path'], path ?? name, 'its name says it');
  each(draft, [...endpoint, 'parameters'], item => draft.assume([...item, 'value'], '', nobody));
  each(draft, [...endpoint, 'examples'], () => {});
}

function fillPort(draft: Draft, item: FieldPath): void {
  const number = draft.entry([...item, 'port']) ?? draft.entry([...item, 'target']);
  for (const field of ['port', 'target'])
    if (number && !draft.has([...item, field])) draft.set([...item, field], number.value, number.origin);
  const own = draft.entry(['service', 'port'])?.value ?? 8080;
  draft.assume([...item, 'port'], own, 'the port of the service');
  draft.assume([...item, 'target'], own, 'the port of the service');
  draft.assume([...item, 'protocol'], 'tcp', nobody);
}

function fillHeaders(draft: Draft, probe: FieldPath): void {
  each(draft, [...probe, 'headers'], header => draft.assume([...header, 'value'], '', nobody));
}

/** Completes the resources; their provider is that of the services, where those have one. */
export function fillResources(draft: Draft, services: readonly Draft[]): void {
  const provider = services
    .map(service => service.entry(['service', 'cloud', 'provider']))
    .find(entry => entry !== undefined);
  each(draft, ['resources'], item => {
    draft.assume([...item, 'kind'], 'other', 'no document says its kind');
    draft.assume([...item, 'type'], '', 'the cell names no type');
    const own = [...item, 'provider'];
    if (provider && !draft.has(own)) draft.set(own, provider.value, provider.origin);
    for (const list of ['params', 'annotations'])
      each(draft, [...item, list], entry => draft.assume([...entry, 'value'], '', nobody));
  });
}

/** Calls `fill` with the path and the name of each item, and sees to it that the item has its name. */
function each(draft: Draft, list: FieldPath, fill: (item: FieldPath, name: string) => void): void {
  for (const [name, origin] of draft.items(list)) {
    const item = [...list, named(name)];
    if (!draft.has([...item, 'name'])) draft.set([...item, 'name'], name, origin);
    fill(item, name);
  }
}
