/** The words that documents use for a closed set of values, each with the value it means. */
import type { CloudProvider } from './resource.ts';
import type { HookPoint } from './rollout.ts';
import type { Language, StrategyName, Target } from './service.ts';

type Words<T extends string> = ReadonlyMap<string, T>;

const words = <T extends string>(table: Record<T, readonly string[]>): Words<T> =>
  new Map(
    (Object.entries(table) as [T, readonly string[]][]).flatMap(([value, others]) =>
      [value, ...others].map(word => [word, value] as const),
    ),
  );

export const languageWords: Words<Language> = words<Language>({
  node: ['nodejs', 'node.js', 'javascript', 'typescript', 'js', 'ts'],
  python: ['py', 'python3'],
  go: ['golang'],
  java: ['kotlin'],
  ruby: [],
  php: [],
  dotnet: ['.net', 'c#', 'csharp'],
  rust: [],
  static: ['html'],
});

export const strategyWords: Words<StrategyName> = words<StrategyName>({
  'blue-green': ['blue/green', 'bluegreen'],
  canary: [],
  rolling: ['rolling-update'],
  'feature-flag': ['feature-flags'],
  recreate: [],
});

export const targetWords: Words<Target> = words<Target>({
  process: ['local', 'processes', 'this machine'],
  docker: ['docker engine', 'docker host', 'one server'],
  ecs: ['ecs fargate', 'aws ecs', 'aws ecs fargate', 'amazon ecs', 'fargate'],
  kubernetes: ['k8s', 'eks', 'gke', 'aks', 'amazon eks', 'aws eks', 'kubernetes cluster'],
});

export const providerWords: Words<CloudProvider> = words<CloudProvider>({
  aws: ['amazon', 'amazon web services'],
  gcp: ['google', 'google cloud', 'google cloud platform'],
  azure: ['microsoft azure'],
});

export const hookPointWords: Words<HookPoint> = words<HookPoint>({
  'pre-deploy': ['before', 'predeploy', 'pre-deployment'],
  migration: ['migrate', 'migrations'],
  smoke: ['smoke-test', 'smoke-tests'],
  'load-test': ['load', 'load-tests'],
  'post-deploy': ['after', 'postdeploy', 'post-deployment'],
});

/** The value that a word means; spaces and underscores count as hyphens where a word has those. */
export function meaning<T extends string>(text: string, vocabulary: Words<T>): T | undefined {
  const plain = text.trim().toLowerCase().slice(0, 64);
  return vocabulary.get(plain) ?? vocabulary.get(plain.split(/[ _]/).join('-'));
}

/** The values themselves, as an error lists them. */
export function valuesOf<T extends string>(vocabulary: Words<T>): readonly T[] {
  return [...new Set(vocabulary.values())];
}
