import { isJob } from '../../../model/views.ts';
import type { YamlNode } from '../shared/yaml.ts';
import { configMap } from './configuration.ts';
import { deployment } from './deployment.ts';
import { filesMap } from './files.ts';
import { job } from './job.ts';
import { namespace, serviceAccount } from './namespace.ts';
import { neighbourNames, networkPolicy, type Surroundings } from './network.ts';
import type { PlacedService } from './placed.ts';
import { autoscaler, disruptionBudget } from './scaling.ts';
import { externalSecret } from './secrets.ts';
import { ingress, kubernetesService } from './service.ts';
import { claims } from './storage.ts';

/** The objects of a service in one environment, by the file that they stand in. Every form that is printed shows these. */
export type ClusterObjects = Readonly<Record<string, readonly YamlNode[]>>;

const optional = (node: YamlNode | undefined) => (node === undefined ? [] : [node]);

export function objectsOf(service: PlacedService, around: Surroundings): ClusterObjects {
  const runsOn = !isJob(service);
  const [own, names] = [optional(kubernetesService(service)), neighbourNames(service, around)];
  return {
    configmap: [...optional(configMap(service)), ...optional(filesMap(service))],
    deployment: runsOn ? [deployment(service, own.length + names.length > 0)] : [],
    externalsecret: optional(externalSecret(service)),
    hpa: runsOn ? [autoscaler(service)] : [],
    ingress: optional(ingress(service)),
    job: runsOn ? [] : [job(service)],
    namespace: [namespace(service)],
    neighbours: names,
    networkpolicy: [networkPolicy(service, around)],
    pdb: runsOn ? [disruptionBudget(service)] : [],
    pvc: claims(service),
    service: own,
    serviceaccount: [serviceAccount(service)],
  };
}
