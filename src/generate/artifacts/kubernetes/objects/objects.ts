import { isJob, isStateful } from '../../../../model/views.ts';
import type { YamlNode } from '../../shared/yaml.ts';
import { configMap } from './configuration.ts';
import { cronJob } from './cronjob.ts';
import { deployer } from './deployer.ts';
import { deployment } from './deployment.ts';
import { filesMap } from './files.ts';
import { hasHost, httpRoute, isBehindGateway } from './gateway.ts';
import { job } from './job.ts';
import { namespace, serviceAccount } from './namespace.ts';
import { defaultDeny, neighbourNames, networkPolicy, type Surroundings } from './network.ts';
import type { PlacedService } from './placed.ts';
import { priorityClass } from './priority.ts';
import { quota } from './quota.ts';
import { serviceRole } from './rbac.ts';
import { autoscaler, disruptionBudget } from './scaling.ts';
import { externalSecret } from './secrets.ts';
import { ingress, kubernetesService } from './service.ts';
import { headlessService, statefulSet } from './statefulset.ts';
import { claims } from './storage.ts';
import { kindOf, wordAt } from './values.ts';

/** The objects of a service in one environment, by the file that they stand in. Every form that is printed shows these. */
export type ClusterObjects = Readonly<Record<string, readonly YamlNode[]>>;

const optional = (node: YamlNode | undefined) => (node === undefined ? [] : [node]);

export function objectsOf(service: PlacedService, around: Surroundings): ClusterObjects {
  const [own, names] = [optional(kubernetesService(service)), neighbourNames(service, around)];
  const deployed = {
    ...workload(service, own.length + names.length > 0),
    configmap: [...optional(configMap(service)), ...optional(filesMap(service))],
    externalsecret: optional(externalSecret(service)),
    neighbours: names,
    'default-deny': [defaultDeny(service)],
    networkpolicy: [networkPolicy(service, around)],
    pvc: claims(service),
    quota: quota(service),
    service: own,
    serviceaccount: [serviceAccount(service)],
  };
  const waysIn = { httproute: optional(httpRoute(service)), ingress: optional(ingress(service)) };
  // What a deployer may not change, for it would be more than it is: whoever sets the environment up applies it.
  const ground = {
    deployer: deployer(service, [...kindsOf(deployed), ...kindOfWayIn(service)]),
    namespace: [namespace(service)],
    priorityclass: optional(priorityClass(service)),
    rbac: serviceRole(service),
  };
  return sorted({ ...deployed, ...waysIn, ...ground });
}

/** The same in all environments, though not each of them has a host. */
function kindOfWayIn(service: PlacedService): readonly string[] {
  if (!hasHost(service)) return [];
  return [isBehindGateway(service) ? 'gateway.networking.k8s.io/httproutes' : 'networking.k8s.io/ingresses'];
}

/** What runs the pods, and what moves their number. */
function workload(service: PlacedService, isBesideService: boolean): ClusterObjects {
  if (isJob(service))
    return service.schedule ? { cronjob: [cronJob(service, service.schedule)] } : { job: [job(service)] };
  const around = { hpa: [autoscaler(service)], pdb: [disruptionBudget(service)] };
  if (!isStateful(service)) return { ...around, deployment: [deployment(service, isBesideService)] };
  return {
    ...around,
    headless: [headlessService(service)],
    // Its headless Service is beside it in any case.
    statefulset: [statefulSet(service, true)],
  };
}

const sorted = (objects: ClusterObjects): ClusterObjects =>
  Object.fromEntries(Object.entries(objects).toSorted(([a], [b]) => (a < b ? -1 : 1)));

/** The kinds of the objects as RBAC names them: "apps/deployments", "/services". */
function kindsOf(objects: ClusterObjects): readonly string[] {
  const found = Object.values(objects)
    .flat()
    .map(node => {
      const version = wordAt(node, 'apiVersion');
      const group = version.includes('/') ? version.slice(0, version.indexOf('/')) : '';
      return `${group}/${plural(kindOf(node).toLowerCase())}`;
    });
  return [...new Set(found)];
}

const plural = (kind: string) =>
  /(?:s|x|ch)$/.test(kind) ? `${kind}es` : /[^aeiou]y$/.test(kind) ? `${kind.slice(0, -1)}ies` : `${kind}s`;
