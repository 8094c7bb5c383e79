/** How requests from outside come in. */
import { alarmsOfRequests } from './components/alarms';
import { Certificate } from './components/certificate';
import { LoadBalancer, type Served } from './components/load-balancer';
import { config } from './config';
import { logBucket, name, network, protect, securityGroups } from './foundation';
import { named } from './named';

const served = [...config.services].flatMap(
  ([service, { ingress, port, strategy, drainSeconds }]): Served[] =>
    ingress === undefined || port === undefined
      ? []
      : [
          {
            ...ingress,
            name: service,
            port,
            drainSeconds,
            colours: strategy === 'ROLLING' ? ['blue'] : ['blue', 'green'],
          },
        ],
);

const certificate = new Certificate(name, {
  ...config.domain,
  domains: [...new Set(served.map(({ host }) => host))],
});

export const loadBalancer = new LoadBalancer(name, {
  environment: config.environment,
  network,
  certificateArn: certificate.arn,
  zoneId: certificate.zoneId,
  logBucket,
  protect,
  services: served,
});

for (const { name: service, port } of served)
  named(securityGroups, service).allowFrom(
    port,
    loadBalancer.securityGroupId,
    'Requests from the load balancer',
  );

/** Where each service is asked, by its name. */
export const urls = Object.fromEntries(served.map(({ name: service, host }) => [service, `https://${host}`]));

export const requestAlarms = [...loadBalancer.routes].flatMap(([service, { targetGroups }]) => {
  const { errorsPerMinute, p95Seconds } = named(config.services, service);
  return alarmsOfRequests(
    { name: service, errorsPerMinute, p95Seconds, targetGroups },
    loadBalancer.arnSuffix,
  );
});
