/** Terraform for Azure: services on Container Apps behind Front Door, or on AKS, and the resources that they use. */
import bootstrap from 'texts:./bootstrap';
import common from 'texts:./common';
import modules from 'texts:./modules';
import root from 'texts:./root';
import tests from 'texts:./tests';
import { text } from '../../../../model/traced.ts';
import type { Artifact } from '../../shared/artifact.ts';
import { bootstrapValues } from '../../shared/azure/bootstrap.ts';
import { made, shapeOf } from '../../shared/azure/shape.ts';
import { valuesOf } from '../../shared/azure/values.ts';
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
import { wordsOf } from './words.ts';

const sources: Sources = {
  root,
  modules,
  tests,
  bootstrap,
  versions: required(common, 'versions.tf'),
  modulesOf: {
    foundation: ['vpc', 'identities', 'encryption'],
    ingress: ['load_balancer'],
    secrets: ['secrets'],
    database: ['database'],
    cache: ['cache'],
    queue: ['queue'],
    storage: ['storage'],
    files: ['file_system'],
    compute: ['compute'],
    cluster: ['cluster'],
    monitoring: ['monitoring'],
  },
};

export function azureFiles(documents: Stack): Artifact[] {
  const stack = made(documents);
  const parts = shapeOf(stack);
  return [
    ...configurationFiles(sources, parts),
    ...stack.environments.flatMap(environment =>
      environmentFiles(environment, valuesOf(stack, environment, parts), backendOf(stack, environment)),
    ),
    ...bootstrapFiles(sources, parts, bootstrapValues(stack, parts)),
    teardown('azurerm'),
    readme(stack, parts, wordsOf(stack, parts)),
  ];
}

const backendOf = ({ project }: Stack, environment: StackEnvironment): Backend => ({
  kind: 'azurerm',
  note: '# The account is said by -backend-config=storage_account_name=NAME: bootstrap/ tells its name. A lease locks the state.',
  values: {
    container_name: 'state',
    key: text`${project}/${environment.name}.tfstate`,
    use_azuread_auth: true,
  },
});
