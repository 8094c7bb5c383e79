/** Where the documents keep secrets, and what a secret is called there. */
import { type Text, Traced, text } from '../../../../model/traced.ts';
import type { ServiceView } from '../../../../model/views.ts';
import type { EnvironmentView } from '../environments.ts';
import { label } from '../label.ts';
import { fact, requirement } from '../requirements.ts';

/** `sops`: encrypted files beside the sources; all others are asked when a version runs. */
export type Backend = 'vault' | 'aws' | 'gcp' | 'azure' | 'sops';

/** "Azure Key Vault" is not Vault, and "Google Secret Manager" none of AWS. */
const words: readonly (readonly [Backend, RegExp])[] = [
  ['azure', /azure|key ?vault/i],
  ['gcp', /gcp|google|gcloud/i],
  ['aws', /aws|amazon|secrets manager/i],
  ['sops', /\bsops\b/i],
  ['vault', /vault|openbao/i],
];

export const secretRequirement = (service: ServiceView) => requirement(service, /secret/i);

/**
 * The product that is named as the tool counts, then one that the requirement names, then the store of the cloud; Vault
 * where nobody says anything, as it runs everywhere.
 */
export function backendOf(service: ServiceView): Traced<Backend> {
  const said = secretRequirement(service);
  for (const item of [said?.tool, said?.requirement, service.cloud.provider]) {
    const found = words.find(([, word]) => word.test(item?.value ?? ''))?.[0];
    if (item && found) return item.map(() => found);
  }
  return new Traced<Backend>('vault', []);
}

/** What the SecretStore of a cluster is called: as the documents call the product. */
export const storeName = (service: ServiceView): Text =>
  label(secretRequirement(service)?.tool ?? 'secret-store');

/** The Secret that pods read, wherever its values come from. */
export const secretObject = (service: Text): Text => text`${service}-secrets`;

/** A part of what a service keeps: its own values, or what a resource gives. */
export function secretName(
  service: ServiceView,
  environment: EnvironmentView | undefined,
  isProduction: boolean,
  resource?: string,
): Text {
  const backend = backendOf(service);
  const path = fact(secretRequirement(service)?.verification, 'path') ?? service.name;
  const own = path.map(name => nameIn[backend.value](name));
  // Environments may share a store, and never a secret: only production has the bare name.
  const placed = isProduction || !environment ? own : text`${own}-${environment.name}`;
  if (resource === undefined) return placed;
  const joint = backend.value === 'gcp' || backend.value === 'azure' ? '-' : '/';
  return text`${placed}${joint}${nameIn[backend.value](resource)}`;
}

const flat = (others: RegExp) => (name: string) =>
  name.replaceAll(others, '-').replaceAll(/^-+|-+$/g, '') || 'secret';

/** Names that each product takes: Google and Azure have no paths, Vault's are below a mount. */
const nameIn: Readonly<Record<Backend, (name: string) => string>> = {
  vault: name =>
    name
      .replace(/^\/+/, '')
      .replace(mounted, '')
      .replaceAll(/[^\w./-]/g, '-') || 'secret',
  aws: name => name.replaceAll(/[^\w/+=.@-]/g, '-'),
  gcp: flat(/[^\w-]+/g),
  azure: flat(/[^A-Za-z0-9-]+/g),
  sops: name => name,
};

const mounted = /^(secret|kv)\/(?:data\/)?/;

/** The mount of the key-value engine of Vault: the first part of the path, where it is one that is usual. */
export function vaultMount(service: ServiceView): Text {
  const path = fact(secretRequirement(service)?.verification, 'path');
  const mount = mounted.exec(path?.value.replace(/^\/+/, '') ?? '')?.[1];
  return path && mount ? path.map(() => mount) : 'secret';
}

/** "Rotated: every 30 days" is 30; undefined where nobody asks for it. */
export function rotationDays(service: ServiceView): Traced<number> | undefined {
  const said = fact(secretRequirement(service)?.verification, 'rotated');
  const match = /every (\d{1,4}) (day|week|month)/i.exec(said?.value ?? '');
  const days = { day: 1, week: 7, month: 30 }[match?.[2]?.toLowerCase() ?? ''] ?? 0;
  return said && match ? said.map(() => Number(match[1]) * days) : undefined;
}

/** A fact of the requirement that has the form of an address, such as `Server: https://vault.example.com`. */
export function addressOf(service: ServiceView, key: string): Traced<string> | undefined {
  const said = fact(secretRequirement(service)?.verification, key);
  return said && /^https:\/\/[a-z0-9][a-z0-9.-]*(?::\d{1,5})?\/?$/i.test(said.value) ? said : undefined;
}
