/** Where a store is reached: as the requirement for secrets says it (`Server: https://…`), else where it usually is. */
import { type Text, type Traced, text } from '../../../model/traced.ts';
import type { ServiceView } from '../../../model/views.ts';
import { fact } from '../shared/requirements.ts';
import { addressOf, secretRequirement } from '../shared/secrets/store.ts';

/** As the chart of Vault installs it into the cluster. */
export const vaultAddress = (service: ServiceView): Text =>
  addressOf(service, 'server') ?? 'https://vault.vault.svc:8200';

/** The project of Google Cloud; absent where the metadata server of the cluster is to say it. */
export function projectOf(service: ServiceView): Traced<string> | undefined {
  const said = fact(secretRequirement(service)?.verification, 'project');
  return said && /^[a-z][a-z0-9-]{4,28}[a-z0-9]$/.test(said.value) ? said : undefined;
}

/** The name of a key vault of Azure is one word of at most 24 characters, unique in the world. */
export const vaultName = ({ name }: ServiceView): Text =>
  name.map(text => text.slice(0, 24).replace(/-+$/, ''));

export const vaultUrl = (service: ServiceView): Text =>
  addressOf(service, 'server') ?? text`https://${vaultName(service)}.vault.azure.net`;
