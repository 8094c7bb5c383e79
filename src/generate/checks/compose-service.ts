import type { Problem } from '../../errors/index.ts';
import type { ComposeEntry } from './compose-entry.ts';
import { namesVersion } from './images.ts';
import { at, finding, items, show } from './parsed.ts';
import { answersHttp } from './services.ts';

/** The rules for one entry of `services` but those for its ports. */
export function checkComposeService(entry: ComposeEntry): Problem[] {
  const { file, name: service, value, lineOf } = entry;
  const missing = (key: string, id: 'healthcheck-not-set' | 'restart-policy-not-set' | 'networks-not-set') =>
    at(value, key) === undefined ? [finding(file, id, { service }, lineOf())] : [];
  return [
    ...image(entry),
    ...(asksHealth(entry) ? missing('healthcheck', 'healthcheck-not-set') : []),
    ...limits(entry),
    ...rights(entry),
    ...(at(value, 'network_mode') === undefined ? missing('networks', 'networks-not-set') : []),
    ...missing('restart', 'restart-policy-not-set'),
  ];
}

/** A service of the project that is built here and asked over HTTP: its runtime can be asked. */
function asksHealth({ value, service }: ComposeEntry): boolean {
  if (!service || !answersHttp(service)) return false;
  return service.image.built && service.build === undefined && at(value, 'build') !== undefined;
}

function image({ file, name, value, service, lineOf }: ComposeEntry): Problem[] {
  const given = at(value, 'image');
  if (given === undefined || at(value, 'build') !== undefined || namesVersion(show(given))) return [];
  const facts = { service: name, image: show(given) };
  const id = service?.image.tag === 'latest' ? 'image-tag-latest' : 'service-image-require-explicit-tag';
  return [finding(file, id, facts, lineOf('image'))];
}

function limits({ file, name, value, lineOf }: ComposeEntry): Problem[] {
  const isSet = (key: string, short: string) =>
    (at(value, 'deploy', 'resources', 'limits', key) ?? at(value, short)) !== undefined;
  const missing = [
    ...(isSet('cpus', 'cpus') ? [] : ['cpus']),
    ...(isSet('memory', 'mem_limit') ? [] : ['memory']),
    ...(isSet('pids', 'pids_limit') ? [] : ['pids']),
  ];
  return missing.length > 0 ? [finding(file, 'limits-not-set', { service: name, missing }, lineOf())] : [];
}

function rights({ file, name, value, service, lineOf }: ComposeEntry): Problem[] {
  const facts = { service: name };
  const isPrivileged = service?.container.privileged === true;
  const problems: Problem[] = [];
  const options = items(at(value, 'security_opt')).map(show);
  if (!isPrivileged && !options.some(option => /^no-new-privileges(?:[:=]true)?$/.test(option)))
    problems.push(finding(file, 'no-new-privileges-not-set', facts, lineOf()));
  if (!items(at(value, 'cap_drop')).some(item => show(item).toUpperCase() === 'ALL'))
    problems.push(finding(file, 'container-capabilities-unrestricted', facts, lineOf()));
  if (isPrivileged) return problems;
  return [
    ...problems,
    ...dangers(value).map(({ what, key }) =>
      finding(file, 'privileged-containers-enabled', { ...facts, what }, lineOf(key)),
    ),
  ];
}

const hostFolders = /^\/(?:$|etc|proc|sys|dev|boot|root|var\/run|run|var\/lib\/docker)(?:\/|$)?/;

/** What gives a container the machine. */
function dangers(value: unknown): readonly { what: string; key: string }[] {
  const found: { what: string; key: string }[] = [];
  if (at(value, 'privileged') === true) found.push({ what: 'privileged: true', key: 'privileged' });
  for (const key of ['network_mode', 'pid', 'ipc', 'userns_mode', 'uts', 'cgroup'])
    if (at(value, key) === 'host') found.push({ what: `${key}: host`, key });
  for (const volume of items(at(value, 'volumes'))) {
    const source =
      typeof volume === 'string' ? (volume.split(':')[0] ?? '') : show(at(volume, 'source') ?? '');
    const what = source.endsWith('docker.sock') ? "Docker's socket" : `the folder ${source} of the machine`;
    if (source.endsWith('docker.sock') || hostFolders.test(source)) found.push({ what, key: 'volumes' });
  }
  return found;
}
