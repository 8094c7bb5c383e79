import { text } from '../../../../model/traced.ts';
import type { Part } from '../../shared/infrastructure/parts.ts';
import { secretName } from '../../shared/infrastructure/service.ts';
import { markdownText } from '../../shared/markdown.ts';
import { shell, type Words } from '../readme.ts';

const onFargate =
  'The image that a service names has to be in the registry before its first tasks can start; `terraform -chdir=bootstrap output repository_urls` tells where it is pushed. Later versions are deployed by the pipeline or by `scripts/deploy.sh`: Terraform leaves the task definition and the number of tasks as it finds them.';

const onCluster =
  'The manifests run on the cluster; `terraform -chdir=bootstrap output repository_urls` tells where their images are pushed. Its address is in the network only: `aws eks update-kubeconfig --name "$(terraform output -raw cluster_name)"` from there, as one of `deployer_role_arns`. Pods of a service get its role by the name of its ServiceAccount; load balancers come with the Ingress of the manifests.';

const onMachines =
  'Playbooks configure the machines and deploy to them (`generate-ansible-playbooks`): they find them by the tags Service, Environment and Role, and come by SSH from within the network with the key of `ssh_public_key`. A person comes by `aws ssm start-session --target ID`, without an open port.';

const onFunctions =
  'The image that a service names has to be in the registry before its function can be made; `terraform -chdir=bootstrap output repository_urls` tells where it is pushed. Lambda sends events and no requests: the image needs the Lambda Web Adapter (`COPY --from=public.ecr.aws/awsguru/aws-lambda-adapter:0.9.1 /lambda-adapter /opt/extensions/lambda-adapter` in its Dockerfile), which asks the service as a load balancer would. A version is deployed by `aws lambda update-function-code --publish` and `aws lambda update-alias --name live`, whose `--routing-config` gives it a part of the traffic first; Terraform leaves image and alias as it finds them. Each instance answers one request at a time, so `max_instances` is how many can be answered at once. Lambda hands no secret to a service as a variable: SECRETS_ARN says which one it may read. A function has 10,240 MiB at the most, whatever its limits say; nothing calls that of a job as yet: no schedule is made here.';

const imagesOf = (parts: ReadonlySet<Part>): string => {
  if (parts.has('machines')) return onMachines;
  if (parts.has('functions')) return onFunctions;
  return parts.has('cluster') ? onCluster : onFargate;
};

/** A function starts without its secrets, for it reads them itself. */
const untilSecrets = (parts: ReadonlySet<Part>): string =>
  parts.has('functions')
    ? 'Functions find nothing in their secrets until these have values.'
    : 'Tasks start once their secrets have values.';

export const wordsOf = (parts: ReadonlySet<Part>): Words => ({
  account: 'an AWS account',
  once: 'an account',
  backend: 's3',
  images: imagesOf(parts),
  secrets: ({ environment, service, keys }) => [
    text`${untilSecrets(parts)} A service reads one secret, a JSON object: in ${environment.name} that of ${service.name} is called ${markdownText(secretName(service, environment))}, with the keys ${keys}. Say name and value in a file that only you can read, and take it away afterwards:`,
    '',
    ...shell(['aws secretsmanager put-secret-value --cli-input-json file://secret.json']),
    '',
  ],
});
