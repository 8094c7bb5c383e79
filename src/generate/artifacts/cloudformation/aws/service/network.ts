/** Who may connect to whom: a rule at both ends for each. */
import { type Text, text } from '../../../../../model/traced.ts';
import { Noted, type YamlEntries, type YamlNode, type YamlObject } from '../../../shared/yaml.ts';
import { attribute, type Entry, joined, numberOf, ref, sub } from '../nodes.ts';
import { type Facts, fileSystemIds } from './facts.ts';

export const networkOf = (facts: Facts): YamlEntries =>
  joined(
    {
      SecurityGroup: new Noted(groupOf(facts.name), {
        above: ['trivy:ignore:AVD-AWS-0104 AWS and what else is on the web, over HTTPS'],
      }),
    },
    facts.isServed ? fromLoadBalancer(facts) : {},
    partners(facts).flatMap(partner => rulesOf(facts.name, partner)),
  );

const groupOf = (service: Text): YamlObject => ({
  Type: 'AWS::EC2::SecurityGroup',
  Properties: {
    GroupDescription: text`Tasks of ${service}`,
    VpcId: ref('VpcId'),
    SecurityGroupEgress: [
      {
        IpProtocol: 'tcp',
        FromPort: 443,
        ToPort: 443,
        CidrIp: '0.0.0.0/0',
        Description: 'HTTPS to AWS and the web',
      },
    ],
    Tags: [{ Key: 'Name', Value: sub(text`\${Name}-${service}`) }],
  },
});

/** The rules that a task needs before it starts. */
export const ruleIds = (facts: Facts): readonly Text[] => [
  ...(facts.isServed ? ['FromLoadBalancer', 'LoadBalancerToTasks'] : []),
  ...partners(facts).flatMap(({ id }) => [text`To${id}`, text`${id}FromTasks`]),
];

interface Partner {
  readonly id: Text;
  readonly port: YamlNode;
}

/** What listens within the network: of each, its group is a parameter. */
const partners = (facts: Facts): readonly Partner[] => [
  ...facts.stores
    .filter(({ kind }) => kind === 'databases' || kind === 'caches')
    .map(({ id }) => ({ id, port: ref(text`${id}Port`) })),
  ...fileSystemIds(facts).map(id => ({ id, port: 2049 })),
];

const rulesOf = (service: Text, { id, port }: Partner): readonly Entry[] => {
  const [tasks, store] = [attribute('SecurityGroup', 'GroupId'), ref(text`${id}SecurityGroupId`)];
  const ports = { IpProtocol: 'tcp', FromPort: port, ToPort: port };
  return [
    [text`To${id}`, egress(tasks, { ...ports, DestinationSecurityGroupId: store }, 'To what is used')],
    [text`${id}FromTasks`, ingress(store, { ...ports, SourceSecurityGroupId: tasks }, text`From ${service}`)],
  ];
};

function fromLoadBalancer({ name, port }: Facts): YamlObject {
  const [tasks, balancer] = [attribute('SecurityGroup', 'GroupId'), ref('LoadBalancerSecurityGroupId')];
  const ports = { IpProtocol: 'tcp', FromPort: numberOf(port), ToPort: numberOf(port) };
  return {
    FromLoadBalancer: ingress(
      tasks,
      { ...ports, SourceSecurityGroupId: balancer },
      'Requests from the load balancer',
    ),
    LoadBalancerToTasks: egress(balancer, { ...ports, DestinationSecurityGroupId: tasks }, text`To ${name}`),
  };
}

const ingress = (group: YamlNode, rule: YamlObject, description: Text): YamlObject => ({
  Type: 'AWS::EC2::SecurityGroupIngress',
  Properties: { GroupId: group, Description: description, ...rule },
});

const egress = (group: YamlNode, rule: YamlObject, description: Text): YamlObject => ({
  Type: 'AWS::EC2::SecurityGroupEgress',
  Properties: { GroupId: group, Description: description, ...rule },
});
