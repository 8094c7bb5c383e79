/** What newer providers say in other words. */
import type { Json } from './translate.ts';

type Body = { readonly [name: string]: Json };

/** A file of Terraform in the words of before version 4. */
export function inOlderWords(file: Body): Body {
  const renamed = JSON.parse(
    JSON.stringify(file).replaceAll(/\bdata\.aws_region\.(\w+)\.region\b/g, 'data.aws_region.$1.name'),
  ) as Body;
  const { resource } = renamed;
  if (resource === undefined) return renamed;
  const types = Object.entries(resource as unknown as Record<string, Record<string, readonly Body[]>>);
  return { ...renamed, resource: withRules(types.map(withDefaults)) as unknown as Json };
}

/** What had to be said then. */
const required: Readonly<Record<string, Body>> = {
  aws_budgets_budget: { time_period_start: '2026-01-01_00:00' },
};

const withDefaults = ([type, named]: readonly [string, Readonly<Record<string, readonly Body[]>>]) =>
  [
    type,
    Object.fromEntries(
      Object.entries(named).map(([name, bodies]) => [
        name,
        bodies.map(body => ({ ...required[type], ...body })),
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
