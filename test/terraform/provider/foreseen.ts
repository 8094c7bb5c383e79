import type { Block } from '../schema.ts';
import { isValues, listOf, unknown, type Value, type Values } from './value.ts';

/**
 * What the real providers know before anything has been made, although it is computed: configurations build on it, in
 * `for_each` and in tests of a plan.
 */
export function foreseen(type: string, block: Block, proposed: Values, config: Values): Values {
  const known: Record<string, Value> = { ...proposed };
  for (const [name, value] of Object.entries(guesses(type, proposed, config)))
    if (block.attributes[name]?.computed && (known[name] ?? null) === null && value !== null)
      known[name] = value;
  return known;
}

function guesses(type: string, proposed: Values, config: Values): Values {
  if (type.startsWith('aws_'))
    return {
      region: config['region'] ?? null,
      tags_all: merged(defaultTags(config), proposed['tags']),
      ...(type === 'aws_acm_certificate' && { domain_validation_options: validations(proposed) }),
    };
  if (type.startsWith('google_')) {
    const labels = merged(config['default_labels'], proposed['labels']);
    return {
      project: config['project'] ?? null,
      region: config['region'] ?? null,
      zone: config['zone'] ?? null,
      effective_labels: labels,
      terraform_labels: labels,
    };
  }
  return {};
}

function defaultTags(config: Values): Value | undefined {
  return listOf(config['default_tags'])[0]?.['tags'];
}

/** Tags of a resource come before those of its provider. */
function merged(common: Value | undefined, own: Value | undefined): Value {
  if (common === unknown || own === unknown) return unknown;
  return { ...(isValues(common) && common), ...(isValues(own) && own) };
}

/** One for each name of a certificate; how it is proven is not known yet. */
function validations({ domain_name, subject_alternative_names }: Values): Value {
  const others = Array.isArray(subject_alternative_names)
    ? (subject_alternative_names as readonly Value[])
    : [];
  if (subject_alternative_names === unknown) return unknown;
  return [...new Set([domain_name ?? unknown, ...others])].map(name => ({
    domain_name: name,
    resource_record_name: unknown,
    resource_record_type: unknown,
    resource_record_value: unknown,
  }));
}
