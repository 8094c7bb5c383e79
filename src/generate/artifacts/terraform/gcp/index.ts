/** Terraform for Google Cloud: services on Cloud Run behind a load balancer, and the resources that they use. */
import bootstrap from 'texts:./bootstrap';
import common from 'texts:./common';
import modules from 'texts:./modules';
import root from 'texts:./root';
import tests from 'texts:./tests';
import { text } from '../../../../model/traced.ts';
import type { Artifact } from '../../shared/artifact.ts';
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
import { bootstrapValues } from './bootstrap.ts';
import { shapeOf } from './shape.ts';
import { valuesOf } from './values.ts';
import { wordsOf } from './words.ts';

const sources: Sources = {
  root,
  modules,
  tests,
  bootstrap,
  versions: required(common, 'versions.tf'),
  modulesOf: {
    foundation: ['vpc', 'identities'],
    ingress: ['certificate', 'load_balancer'],
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

export function gcpFiles(documents: Stack): Artifact[] {
  const stack = made(documents);
  const parts = shapeOf(stack);
  return [
    ...configurationFiles(sources, parts),
    ...stack.environments.flatMap(environment =>
      environmentFiles(environment, valuesOf(stack, environment, parts), backendOf(stack, environment)),
    ),
    ...bootstrapFiles(sources, parts, bootstrapValues(stack, parts)),
    teardown('gcs'),
    readme(stack, parts, wordsOf(parts)),
  ];
}

/** Cloud SQL has no MariaDB, Memorystore keeps Valkey apart from Redis, DynamoDB is Amazon's: none is made here. */
const made = (stack: Stack): Stack => ({
  ...stack,
  stores: {
    ...stack.stores,
    tables: [],
    databases: stack.stores.databases.filter(({ engine }) => engine.value !== 'mariadb'),
    caches: stack.stores.caches.filter(({ engine }) => engine.value !== 'valkey'),
  },
});

const backendOf = ({ project }: Stack, environment: StackEnvironment): Backend => ({
  kind: 'gcs',
  note: '# The bucket is said by -backend-config=bucket=NAME: bootstrap/ tells its name. It locks by itself.',
  values: { prefix: text`${project}/${environment.name}` },
});
