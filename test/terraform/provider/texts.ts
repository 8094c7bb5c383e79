import type { Owner } from './made.ts';

const account = '123456789012';
const uuid = (digits: string): string =>
  digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
/** `aws_ecs_service` is in `ecs`, and its name there is `service`. */
const within = (type: string): readonly [service: string, what: string] => {
  const [, service = '', ...what] = type.split('_');
  return [service, what.join('-') || service];
};

function identity({ type, name, digits, project }: Owner): string {
  const [service, what] = within(type);
  if (type.startsWith('google_')) return `projects/${project}/${what}s/${name}`;
  if (type.startsWith('azurerm_'))
    return `/subscriptions/${uuid(digits)}/resourceGroups/group/providers/Microsoft.${service}/${what}s/${name}`;
  return `${what}-${digits.slice(0, 17)}`;
}

function arn({ type, name, region }: Owner): string {
  const [service, what] = within(type);
  return `arn:aws:${service}:${region}:${account}:${what}/${name}`;
}

/** What an attribute of a name is like; the first that fits. */
const likely: readonly (readonly [RegExp, (owner: Owner) => string])[] = [
  [/^id$/, identity],
  [/(^|_)arn$/, arn],
  [/^(account|owner)_id$/, () => account],
  [/^(tenant|subscription|client|object|principal|unique)_id$|uuid/, ({ digits }) => uuid(digits)],
  [/zone_id$/, ({ digits }) => `Z${digits.slice(0, 13).toUpperCase()}`],
  [/cidr/, () => '10.0.0.0/16'],
  [/(^|_)ip(_address)?$|^ipv4/, () => '203.0.113.10'],
  [
    /(url|uri|issuer|self_link|link)$/,
    ({ name, digits }) => `https://${digits.slice(0, 8)}.example.com/${name}`,
  ],
  [
    /(dns|domain|fqdn|endpoint|host|hostname|address|server)(_name)?$/,
    ({ digits }) => `${digits.slice(0, 8)}.example.com`,
  ],
  [
    /(certificate|_data|_pem|certificate_authority|key_base64)$/,
    ({ name }) => Buffer.from(name).toString('base64'),
  ],
  [/(_at|_time|_date|timestamp|created|updated)$/, () => '2026-01-01T00:00:00Z'],
  [/^(region|location)$/, ({ region }) => region],
  [/^project$/, ({ project }) => project],
  [/^email$|_email$/, ({ name, project }) => `${name}@${project}.iam.gserviceaccount.com`],
  [/^name$/, ({ name }) => name],
];

export const textFor = (name: string, owner: Owner): string =>
  likely.find(([pattern]) => pattern.test(name))?.[1](owner) ?? `${name}-${owner.digits.slice(0, 8)}`;
