/** What newer providers say in other words. */
import type { Json } from './translate.ts';

type Body = { readonly [name: string]: Json };

/** What is asked of resources by another name. */
const references: readonly (readonly [RegExp, string])[] = [
  [/\bdata\.aws_region\.(\w+)\.region\b/g, 'data.aws_region.$1.name'],
  [/(\baws_sqs_queue\.\w+(?:\[[^\]]*\])?|"queue_url":"\$\{each\.value)\.url\b/g, '$1.id'],
];

/** A file of Terraform in the words of before version 4. */
export function inOlderWords(file: Body): Body {
  const text = references.reduce((said, [now, then]) => said.replaceAll(now, then), JSON.stringify(file));
  const newer = JSON.parse(text) as Body;
  const { resource } = newer;
  if (resource === undefined) return newer;
  const types = Object.entries(resource as unknown as Record<string, Record<string, readonly Body[]>>);
  return { ...newer, resource: withRules(types.map(withDefaults)) };
}

/** What had to be said then. */
const required: Readonly<Record<string, Body>> = {
  aws_budgets_budget: { time_period_start: '2026-01-01_00:00' },
  // RDS could not keep it by itself.
  aws_db_instance: { password: 'of-nobody-in-moto' },
};

/** What could be chosen then where the choice of today was not there. */
const otherwise: Readonly<Record<string, Body>> = {
  aws_efs_file_system: { throughput_mode: 'bursting' },
  aws_eip: { vpc: true },
};

/** A text of JSON without what the provider did not pass on: ports of containers had no names. */
export const textThen = (text: string): string => text.replaceAll(/("hostPort":\d+),"name":"[^"]*"/g, '$1');

/** Arguments of types whose value is not that of the documents. */
export const saidOtherwise: readonly string[] = Object.entries(otherwise).flatMap(([type, body]) =>
  Object.keys(body).map(name => `${type}.${name}`),
);

const withDefaults = ([type, named]: readonly [string, Readonly<Record<string, readonly Body[]>>]) =>
  [
    type,
    Object.fromEntries(
      Object.entries(named).map(([name, bodies]) => [
        name,
        bodies.map(body => ({ ...required[type], ...body, ...otherwise[type] })),
      ]),
    ),
  ] as const;

const ruleType = /^aws_vpc_security_group_(ingress|egress)_rule$/;

/** A rule of a security group was of one type, whatever its direction. */
function withRules(
  types: readonly (readonly [string, Readonly<Record<string, readonly Body[]>>])[],
): Readonly<Record<string, Readonly<Record<string, readonly Body[]>>>> {
  const others = types.filter(([type]) => !ruleType.test(type));
  const rules = types.flatMap(([type, named]) => {
    const direction = ruleType.exec(type)?.[1];
    if (direction === undefined) return [];
    return Object.entries(named).map(
      ([name, bodies]) => [`${direction}_${name}`, bodies.map(body => ruleOf(body, direction))] as const,
    );
  });
  return {
    ...Object.fromEntries(others),
    ...(rules.length > 0 && { aws_security_group_rule: Object.fromEntries(rules) }),
  };
}

function ruleOf(body: Body, type: string): Body {
  const {
    ip_protocol: protocol = '-1',
    referenced_security_group_id: other,
    cidr_ipv4: cidr,
    ...rest
  } = body;
  const { from_port = 0, to_port = 0, tags: _, ...same } = rest;
  return {
    ...same,
    type,
    protocol,
    from_port,
    to_port,
    ...(other !== undefined && { source_security_group_id: other }),
    ...(cidr !== undefined && { cidr_blocks: [cidr] }),
  };
}
