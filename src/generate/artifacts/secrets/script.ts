/** One command for the secrets of a service: access, values, age, rotation. The text below the facts is that of shell/. */
import texts from 'texts:./shell';
import { plain, type Text, text } from '../../../model/traced.ts';
import type { ServiceView } from '../../../model/views.ts';
import { array, constant, declared, map } from '../shared/declarations.ts';
import { type Backend, backendOf, rotationDays, vaultMount } from '../shared/secrets/store.ts';
import { shellComment } from '../shared/shell.ts';
import { generatedLine } from '../shared/text.ts';
import { vaultName } from './addresses.ts';
import type { SecretPlace } from './place.ts';

export function secretScript(service: ServiceView, places: readonly SecretPlace[]): readonly Text[] {
  const body = [...linesOf(`${backendOf(service).value}.sh`), '', ...linesOf('main.sh')];
  return [
    '#!/usr/bin/env bash',
    generatedLine,
    shellComment(text`Access, values and rotation of the secrets of ${service.name}.`),
    'set -euo pipefail',
    '',
    ...declared(facts(service, places), body),
    '',
    ...body,
  ];
}

const linesOf = (file: string): readonly string[] => (texts[file] ?? '').trimEnd().split('\n');

function facts(service: ServiceView, places: readonly SecretPlace[]) {
  const resources = (places[0]?.secrets ?? []).flatMap(({ resource }) => (resource ? [resource] : []));
  const named = places.flatMap(({ environment, secrets }) =>
    secrets.map(({ name, resource }) => {
      const key = resource === undefined ? environment.name : text`${environment.name}/${resource}`;
      return [key, name] as const;
    }),
  );
  return [
    constant('SERVICE', service.name),
    constant('READER', places[0]?.reader ?? ''),
    constant('ROTATE_DAYS', rotationDays(service)?.map(String) ?? '0'),
    constant('MOUNT', vaultMount(service)),
    constant('VAULT', vaultName(service)),
    ...map(
      'NAMESPACES',
      places.map(({ environment, namespace }) => [environment.name, namespace]),
    ),
    ...map(
      'REGIONS',
      places.map(({ environment, region }) => [environment.name, region]),
    ),
    ...map('NAMES', named),
    ...(resources.length > 0
      ? array('RESOURCES', resources)
      : [{ name: 'RESOURCES', lines: ['readonly RESOURCES=()'] }]),
  ];
}

/** SOPS has no store that a script could ask. */
export const hasScript = (service: ServiceView): boolean => plain<Backend>(backendOf(service)) !== 'sops';
