/** Terraform for AWS: services on ECS Fargate behind a load balancer, and the resources that they use. */
import bootstrap from 'texts:./bootstrap';
import common from 'texts:./common';
import modules from 'texts:./modules';
import root from 'texts:./root';
import tests from 'texts:./tests';
import { text } from '../../../../model/traced.ts';
import type { Artifact } from '../../shared/artifact.ts';
import { bootstrapValues } from '../../shared/aws/bootstrap.ts';
import { regionOf, valuesOf } from '../../shared/aws/values.ts';
import type { Stack, StackEnvironment } from '../../shared/infrastructure/stack.ts';
import {
  type Backend,
  bootstrapFiles,
  configurationFiles,
  environmentFiles,
  required,
  type Sources,
} from '../files.ts';
import { readme } from '../readme.ts';
import { teardown } from '../teardown.ts';
import { shapeOf } from './shape.ts';
import { wordsOf } from './words.ts';

const sources: Sources = {
  root,
  modules,
  tests,
  bootstrap,
  versions: required(common, 'versions.tf'),
  modulesOf: {
    foundation: ['encryption', 'vpc'],
    logs: ['log_bucket'],
    ingress: ['certificate', 'load_balancer'],
    secrets: ['secrets'],
    database: ['database'],
    cache: ['cache'],
    table: ['table'],
    queue: ['queue'],
    storage: ['storage'],
    files: ['file_system'],
    compute: ['security_groups', 'compute'],
    cluster: ['cluster'],
    machines: ['machines'],
    functions: ['functions'],
    monitoring: ['monitoring'],
  },
};

export function awsFiles(stack: Stack): Artifact[] {
  const parts = shapeOf(stack);
  return [
    ...configurationFiles(sources, parts),
    ...stack.environments.flatMap(environment =>
      environmentFiles(environment, valuesOf(stack, environment, parts), backendOf(stack, environment)),
    ),
    ...bootstrapFiles(sources, parts, bootstrapValues(stack, parts)),
    teardown('s3'),
    readme(stack, parts, wordsOf(parts)),
  ];
}

const backendOf = ({ project }: Stack, environment: StackEnvironment): Backend => ({
  kind: 's3',
  note: '# The bucket is said by -backend-config=bucket=NAME: bootstrap/ tells its name.',
  values: {
    key: text`${project}/${environment.name}.tfstate`,
    region: regionOf(environment),
    encrypt: true,
    use_lockfile: true,
  },
});
