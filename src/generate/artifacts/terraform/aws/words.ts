import { text } from '../../../../model/traced.ts';
import type { Part } from '../../shared/infrastructure/parts.ts';
import { secretName } from '../../shared/infrastructure/service.ts';
import { markdownText } from '../../shared/markdown.ts';
import { shell, type Words } from '../readme.ts';

const onFargate =
  'The image that a service names has to be in the registry before its first tasks can start; `terraform -chdir=bootstrap output repository_urls` tells where it is pushed. Later versions are deployed by the pipeline or by `scripts/deploy.sh`: Terraform leaves the task definition and the number of tasks as it finds them.';

const onCluster =
  'The manifests run on the cluster; `terraform -chdir=bootstrap output repository_urls` tells where their images are pushed. Its address is in the network only: `aws eks update-kubeconfig --name "$(terraform output -raw cluster_name)"` from there, as one of `deployer_role_arns`. Pods of a service get its role by the name of its ServiceAccount; load balancers come with the Ingress of the manifests.';

export const wordsOf = (parts: ReadonlySet<Part>): Words => ({
  account: 'an AWS account',
  once: 'an account',
  backend: 's3',
  images: parts.has('cluster') ? onCluster : onFargate,
  secrets: ({ environment, service, keys }) => [
    text`Tasks start once their secrets have values. A service reads one secret, a JSON object: in ${environment.name} that of ${service.name} is called ${markdownText(secretName(service, environment))}, with the keys ${keys}. Say name and value in a file that only you can read, and take it away afterwards:`,
    '',
    ...shell(['aws secretsmanager put-secret-value --cli-input-json file://secret.json']),
    '',
  ],
});
