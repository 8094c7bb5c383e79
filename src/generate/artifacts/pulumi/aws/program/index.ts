import { buckets } from './buckets'; //: storage
import { cacheAlarms, caches } from './caches'; //: cache
import { alarmsOfTasks } from './components/alarms';
import { Compute } from './components/compute';
import { Monitoring } from './components/monitoring';
import { config } from './config';
import { databaseAlarms, databases } from './databases'; //: database
import { fileSystems } from './file-systems'; //: files
import { keyArn, name, network } from './foundation';
import { repositories } from './images'; //: registry
import { urls as hosts, loadBalancer, requestAlarms } from './ingress'; //: ingress
import { queueAlarms, queues } from './queues'; //: queue
import { secrets } from './secrets'; //: secrets
import { tableAlarms, tables } from './tables'; //: table
import { workloads } from './workloads';

const compute = new Compute(name, {
  region: config.region,
  subnetIds: network.subnetIds.private,
  keyArn,
  logRetentionDays: config.logRetentionDays,
  repositoryArns: [...repositories.values()].map(({ arn }) => arn), //: registry
  secretArns: [...secrets.arns.values()], //: secrets
  services: workloads,
});

const monitoring = new Monitoring(name, {
  keyArn,
  emails: config.alarmEmails,
  alarms: [
    ...requestAlarms, //: ingress
    ...[...workloads.keys()].flatMap(service => alarmsOfTasks(service, compute.clusterName)),
    ...databaseAlarms, //: database
    ...cacheAlarms, //: cache
    ...tableAlarms, //: table
    ...queueAlarms, //: queue
  ],
});

/** What `pulumi stack output` tells, and the scripts and pipelines use. */
export const vpcId = network.vpcId;
/** ECS_CLUSTER of the scripts. */
export const clusterName = compute.clusterName;
/** Name in the cluster, family of task definitions and log group, by service. */
export const services = compute.services;
/** Where people subscribe to alarms. */
export const alarmTopicArn = monitoring.topicArn;
/** Whether what was deployed refuses to be deleted. */
export const deletionProtection = config.deletionProtection;
//: ingress
/** Where each service is asked, by its name. */
export const urls = hosts;
/** Name that AWS gives the load balancer. */
export const loadBalancerDnsName = loadBalancer.dnsName;
//: end
//: secrets
/** Where values are put before the first deployment, by the name of the secret. */
export const secretArns = Object.fromEntries(secrets.arns);
//: end
//: database
/** Where each database is reached, and the secret with its user and password. */
export const databaseEndpoints = Object.fromEntries(
  [...databases].map(([key, { host, port, secretArn }]) => [key, { host, port, secretArn }]),
);
//: end
//: cache
/** Where each cache is reached, over TLS. */
export const cacheEndpoints = Object.fromEntries(
  [...caches].map(([key, { host, port }]) => [key, { host, port }]),
);
//: end
//: table
/** Name of each table. */
export const tableNames = Object.fromEntries([...tables].map(([key, { tableName }]) => [key, tableName]));
//: end
//: queue
/** Where each queue is reached. */
export const queueUrls = Object.fromEntries([...queues].map(([key, { url }]) => [key, url]));
//: end
//: storage
/** Name of each bucket. */
export const bucketNames = Object.fromEntries([...buckets].map(([key, { bucket }]) => [key, bucket]));
//: end
//: files
/** Id of each file system. */
export const fileSystemIds = Object.fromEntries(
  [...fileSystems].map(([key, { fileSystemId }]) => [key, fileSystemId]),
);
//: end
