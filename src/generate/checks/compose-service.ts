import type { Problem } from '../../errors/index.ts';
import type { Service } from '../../model/service.ts';
import { splitReference } from '../../model/values/image.ts';
import { checkComposePorts } from './compose-ports.ts';
import { at, finding, items, type Parsed, show, type Tree } from './parsed.ts';

/** The rules for one entry of `services`; `service` is that of the project which it runs, where it runs one. */
export function checkComposeService(
  file: Parsed,
  tree: Tree,
  name: string,
  entry: unknown,
  service: Service | undefined,
): Problem[] {
  const line = (...path: readonly string[]) => tree.lineOf(['services', name, ...path]);
  const facts = { service: name };
  const missing = (key: string, id: 'restart-policy-not-set' | 'networks-not-set') =>
    at(entry, key) === undefined ? [finding(file, id, facts, line())] : [];
  return [
    ...image(file, name, entry, service, line),
    ...checkComposePorts(file, tree, name, entry, service),
    ...(asksHealth(entry, service) && at(entry, 'healthcheck') === undefined
      ? [finding(file, 'healthcheck-not-set', facts, line())]
      : []),
    ...limits(file, name, entry, line),
    ...rights(file, name, entry, service, line),
    ...(at(entry, 'network_mode') === undefined ? missing('networks', 'networks-not-set') : []),
    ...missing('restart', 'restart-policy-not-set'),
  ];
}

type Line = (...path: readonly string[]) => number;

/** A service of the project that is built here and asked over HTTP: its runtime can be asked. */
function asksHealth(entry: unknown, service: Service | undefined): boolean {
  if (!service) return false;
  const isAsked = service.kind === 'http' || service.kind === 'model';
  return isAsked && service.image.built && service.build === undefined && at(entry, 'build') !== undefined;
}

function image(
  file: Parsed,
  name: string,
  entry: unknown,
  service: Service | undefined,
  line: Line,
): Problem[] {
  const given = at(entry, 'image');
  if (given === undefined || at(entry, 'build') !== undefined) return [];
  const text = show(given);
  const { tag, digest } = splitReference(text.replaceAll(/\$\{[^}]{0,200}\}/g, '$'));
  if (digest !== undefined || (tag !== undefined && tag !== '' && tag !== 'latest')) return [];
  if (service?.image.tag === 'latest')
    return [finding(file, 'image-tag-latest', { image: text }, line('image'))];
  return [finding(file, 'service-image-require-explicit-tag', { service: name, image: text }, line('image'))];
}

function limits(file: Parsed, name: string, entry: unknown, line: Line): Problem[] {
  const under = (key: string) => at(entry, 'deploy', 'resources', 'limits', key);
  const missing = (
    [
      ['cpus', under('cpus') ?? at(entry, 'cpus')],
      ['memory', under('memory') ?? at(entry, 'mem_limit')],
      ['pids', under('pids') ?? at(entry, 'pids_limit')],
    ] as const
  ).flatMap(([what, value]) => (value === undefined ? [what] : []));
  return missing.length > 0 ? [finding(file, 'limits-not-set', { service: name, missing }, line())] : [];
}

function rights(
  file: Parsed,
  name: string,
  entry: unknown,
  service: Service | undefined,
  line: Line,
): Problem[] {
  const facts = { service: name };
  const isAsked = service?.container.privileged === true;
  const problems: Problem[] = [];
  const options = items(at(entry, 'security_opt')).map(show);
  if (!isAsked && !options.some(option => /^no-new-privileges(?:[:=]true)?$/.test(option)))
    problems.push(finding(file, 'no-new-privileges-not-set', facts, line()));
  if (!items(at(entry, 'cap_drop')).some(value => show(value).toUpperCase() === 'ALL'))
    problems.push(finding(file, 'container-capabilities-unrestricted', facts, line()));
  if (isAsked) return problems;
  return [
    ...problems,
    ...dangers(entry).map(({ what, key }) =>
      finding(file, 'privileged-containers-enabled', { ...facts, what }, line(key)),
    ),
  ];
}

const hostFolders = /^\/(?:$|etc|proc|sys|dev|boot|root|var\/run|run|var\/lib\/docker)(?:\/|$)?/;

/** What gives a container the machine. */
function dangers(entry: unknown): readonly { what: string; key: string }[] {
  const found: { what: string; key: string }[] = [];
  if (at(entry, 'privileged') === true) found.push({ what: 'privileged: true', key: 'privileged' });
  for (const key of ['network_mode', 'pid', 'ipc', 'userns_mode', 'uts', 'cgroup'])
    if (at(entry, key) === 'host') found.push({ what: `${key}: host`, key });
  for (const volume of items(at(entry, 'volumes'))) {
    const source =
      typeof volume === 'string' ? (volume.split(':')[0] ?? '') : show(at(volume, 'source') ?? '');
    const what = source.endsWith('docker.sock') ? "Docker's socket" : `the folder ${source} of the machine`;
    if (source.endsWith('docker.sock') || hostFolders.test(source)) found.push({ what, key: 'volumes' });
  }
  return found;
}
