/** What everything else stands on: a key, a network, a place for logs, a group for each service. */
import { Encryption, logs, publishing } from './components/encryption';
import { LogBucket } from './components/log-bucket'; //: logs
import { Network } from './components/network';
import { type Client, SecurityGroup } from './components/security-group';
import { config, type ServiceConfig } from './config';
import { named } from './named';

export const name = `${config.project}-${config.environment}`;
export const protect = config.deletionProtection;

export const { keyArn } = new Encryption(name, {
  description: `Everything at rest of ${name}`,
  protect,
  statements: [
    logs(),
    publishing('Publishers', ['cloudwatch.amazonaws.com', 'budgets.amazonaws.com', 'events.amazonaws.com']),
  ],
});

export const network = new Network(name, {
  ...config.vpc,
  keyArn,
  logRetentionDays: config.logRetentionDays,
});

//: logs
export const logBucket = new LogBucket(name, {
  retentionDays: config.logRetentionDays,
  protect,
}).bucket;

//: end
export const securityGroups = new Map(
  [...config.services.keys()].map(service => [service, groupOf(service)]),
);

function groupOf(service: string): SecurityGroup {
  const group = new SecurityGroup(`${name}-${service}`, {
    description: `Tasks of ${service}`,
    vpcId: network.vpcId,
  });
  // AWS itself and what else is on the web; databases and the like have rules of their own.
  group.allowTo(443, '0.0.0.0/0', 'HTTPS to AWS and the web');
  return group;
}

/** The services that use something, with their groups. */
export const clientsWho = (uses: (service: ServiceConfig) => boolean): Client[] =>
  [...config.services]
    .filter(([, service]) => uses(service))
    .map(([service]) => ({ name: service, securityGroupId: named(securityGroups, service).id }));
