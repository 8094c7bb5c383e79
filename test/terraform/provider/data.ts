import type { Block } from '../schema.ts';
import { policyDocument } from './policy-document.ts';
import type { Value, Values } from './value.ts';

type Reader = (config: Values, provider: Values) => Values;

const regionOf = (provider: Values): string =>
  typeof provider['region'] === 'string' ? provider['region'] : 'us-east-1';

/** Data sources whose answers configurations calculate with; all others answer what the names of their attributes say. */
const readers: Readonly<Record<string, Reader>> = {
  aws_availability_zones: (_, provider) => {
    const region = regionOf(provider);
    return {
      id: region,
      names: ['a', 'b', 'c'].map(zone => `${region}${zone}`),
      zone_ids: ['az1', 'az2', 'az3'].map(zone => `${region}-${zone}`),
    };
  },
  aws_caller_identity: () => ({
    id: '123456789012',
    account_id: '123456789012',
    arn: 'arn:aws:iam::123456789012:user/terraform',
  }),
  aws_partition: () => ({
    id: 'aws',
    partition: 'aws',
    dns_suffix: 'amazonaws.com',
    reverse_dns_prefix: 'com.amazonaws',
  }),
  aws_region: ({ region }, provider) => {
    const name = typeof region === 'string' ? region : regionOf(provider);
    return { id: name, name, region: name };
  },
  aws_iam_policy_document: config => {
    const json = policyDocument(config);
    return { id: '1', json, minified_json: JSON.stringify(JSON.parse(json)) };
  },
  google_compute_zones: (_, provider) => ({
    names: ['a', 'b', 'c'].map(zone => `${regionOf(provider)}-${zone}`),
  }),
};

/** What a data source answers, as far as it can be said; what is configured stays. */
export function read(type: string, block: Block, config: Values, provider: Values): Values {
  const answer = readers[type]?.(config, provider) ?? {};
  const known: Record<string, Value> = { ...config };
  for (const [name, value] of Object.entries(answer)) if (block.attributes[name]) known[name] = value;
  return known;
}
