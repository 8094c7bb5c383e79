/** The parts of a SPEC that are more than one value: image, ports, command, variables, volumes, endpoints, probes. */
import { problem } from '../../../errors/index.ts';
import { label } from '../../../model/names.ts';
import type { Token } from '../../../model/token.ts';
import { imageParts } from '../../../model/values/image.ts';
import { port } from '../../../model/values/numbers.ts';
import { bytes } from '../../../model/values/quantities.ts';
import {
  boolean,
  mountPath,
  name,
  text,
  urlPath,
  variableName,
  version,
} from '../../../model/values/text.ts';
import type { Gathering } from '../gathering.ts';
import { items } from '../markdown/phrase.ts';
import type { Cursor } from '../tree/cursor.ts';
import { readCluster } from './cluster.ts';
import { readCommand } from './command.ts';
import { readEndpoint } from './endpoints.ts';
import { requiredName } from './named-item.ts';
import { readRollout } from './rollout.ts';

export function readParts(spec: Cursor, gathering: Gathering): void {
  const deployment = spec.at('implementation.deployment');
  readImage(deployment.at('container_image').value(), gathering);
  readPorts(deployment.at('ports_exposed'), gathering);
  readCluster(deployment, gathering);
  readRollout(deployment, gathering);
  readCommand(spec.at('implementation.start_command'), ['service', 'command'], gathering);
  for (const item of spec.at('implementation.environment_variables').items()) readVariable(item, gathering);
  for (const item of spec.at('implementation.volumes').items()) readVolume(item, gathering);
  for (const item of spec.at('interfaces.external_apis').items()) readEndpoint(item, gathering);
  for (const item of spec.at('observability.health_checks.endpoints').items()) readProbe(item);
}

function readImage(image: Token | undefined, gathering: Gathering): void {
  if (!image) return;
  const parts = imageParts(image);
  if ('id' in parts) {
    gathering.problems.push(parts);
    return;
  }
  const { repository, tag } = parts;
  gathering.state(['service', 'image', 'repository'], repository.text, repository);
  if (tag?.text === 'latest') {
    const given = gathering.facts.find(({ field }) => field === 'service.version')?.value;
    const facts = { version: String(given ?? 'of the service') };
    gathering.problems.push(problem('image-latest', facts, { at: tag.at }));
  } else gathering.read(['service', 'image', 'tag'], tag, version('image tag'));
}

/** The first port is where the service listens; the others have no home. */
function readPorts(ports: Cursor, gathering: Gathering): void {
  const path = ['service', 'port'];
  if (ports.isList) {
    const [first] = ports.items();
    first?.read(path, port);
    return;
  }
  const written = ports.value('a list of ports');
  const [first, ...others] = written ? items(written) : [];
  gathering.read(path, first, port);
  for (const other of others) gathering.skip('implementation.deployment.ports_exposed', other);
}

function readVariable(item: Cursor, gathering: Gathering): void {
  const named = item.isMap ? requiredName(item, gathering) : item.value();
  if (!named) return;
  const path = ['service', 'variables', { name: named.text }];
  if (!gathering.read([...path, 'name'], named, variableName) || !item.isMap) return;
  item.at('required').read([...path, 'required'], boolean('required'));
  item.at('sensitive').read([...path, 'sensitive'], boolean('sensitive'));
  item.at('description').read([...path, 'description'], text('description'));
  const preset = item.at('default').value();
  if (preset && isSensitive(item)) {
    const facts = { name: named.text };
    gathering.problems.push(problem('variable-sensitive-default', facts, { at: preset.at }));
  } else gathering.read([...path, 'default'], preset, text('default'));
}

const isSensitive = (item: Cursor) => /^(?:true|yes)$/i.test(item.at('sensitive').value()?.text ?? '');

function readVolume(item: Cursor, gathering: Gathering): void {
  const named = requiredName(item, gathering);
  const known = named && label(named.text);
  if (!named || !known) {
    gathering.read(['service', 'volumes'], named, name('volume'));
    return;
  }
  const path = ['service', 'volumes', { name: known }];
  gathering.state([...path, 'name'], known, named);
  item.at('path').read([...path, 'path'], mountPath('mount path'));
  item.at('variable').read([...path, 'variable'], variableName);
  item.at('size').read([...path, 'size'], bytes('storage'));
  item.at('per_instance').read([...path, 'perInstance'], boolean('per_instance'));
}

/** Health endpoints say by `type`, or by their path, which probe they answer. */
function readProbe(item: Cursor): void {
  if (!item.isMap) return;
  const said = item.at('type').value()?.text ?? item.at('path').value()?.text ?? '';
  const words = said.toLowerCase();
  const probe = ['live', 'ready', 'startup'].find(word => words.includes(word.slice(0, 4)));
  if (probe) item.at('path').read(['service', 'health', probe], urlPath('health path'));
}
