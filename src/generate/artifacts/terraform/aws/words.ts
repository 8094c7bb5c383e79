import { text } from '../../../../model/traced.ts';
import { secretName } from '../../shared/infrastructure/service.ts';
import { markdownText } from '../../shared/markdown.ts';
import { shell, type Words } from '../readme.ts';

export const words: Words = {
  account: 'an AWS account',
  once: 'an account',
  backend: 's3',
  images:
    'The image that a service names has to be in the registry before its first tasks can start; `terraform -chdir=bootstrap output repository_urls` tells where it is pushed. Later versions are deployed by the pipeline or by `scripts/deploy.sh`: Terraform leaves the task definition and the number of tasks as it finds them.',
  secrets: ({ environment, service, keys }) => [
    text`Tasks start once their secrets have values. A service reads one secret, a JSON object: in ${environment.name} that of ${service.name} is called ${markdownText(secretName(service, environment))}, with the keys ${keys}. Say name and value in a file that only you can read, and take it away afterwards:`,
    '',
    ...shell(['aws secretsmanager put-secret-value --cli-input-json file://secret.json']),
    '',
  ],
};
