/** Who may do what, and who may connect where: forms divide it differently among resources, and all of it is the same. */
import type { Planned } from '../terraform/planned.ts';
import type { Resource } from './resolve.ts';
import { valueAt } from './value-at.ts';

/** @returns actions and openings that one form has and the other has not, a sentence each */
export const unlikeAccess = (planned: Planned, made: readonly Resource[]): readonly string[] => [
  ...unlikeSets(
    'allows',
    found(planned, 'aws_iam_role_policy', 'policy.Statement.Action'),
    foundIn(made, 'AWS::IAM::Role', 'Policies.PolicyDocument.Statement.Action'),
  ),
  ...unlikeSets(
    'lets in by port',
    found(planned, 'aws_vpc_security_group_ingress_rule', 'to_port'),
    new Set([
      ...foundIn(made, 'AWS::EC2::SecurityGroupIngress', 'ToPort'),
      ...foundIn(made, 'AWS::EC2::SecurityGroup', 'SecurityGroupIngress.ToPort'),
    ]),
  ),
  ...unlikeSets(
    'lets out by port',
    found(planned, 'aws_vpc_security_group_egress_rule', 'to_port'),
    new Set([
      ...foundIn(made, 'AWS::EC2::SecurityGroupEgress', 'ToPort'),
      ...foundIn(made, 'AWS::EC2::SecurityGroup', 'SecurityGroupEgress.ToPort'),
    ]),
  ),
];

type Words = ReadonlySet<string>;

const found = ({ resources }: Planned, type: string, path: string): Words =>
  words(
    [...resources.values()]
      .filter(resource => resource.type === type)
      .map(({ values }) => valueAt(values, path)),
  );

const foundIn = (made: readonly Resource[], type: string, path: string): Words =>
  words(made.filter(resource => resource.type === type).map(({ properties }) => valueAt(properties, path)));

const words = (values: readonly (string | undefined)[]): Words =>
  new Set(values.flatMap(value => (value === undefined ? [] : value.split(', '))));

const unlikeSets = (what: string, planned: Words, made: Words): readonly string[] => [
  ...[...planned].filter(word => !made.has(word)).map(word => `only Terraform ${what}: ${word}`),
  ...[...made].filter(word => !planned.has(word)).map(word => `only CloudFormation ${what}: ${word}`),
];
