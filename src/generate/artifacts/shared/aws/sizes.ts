/** Sizes that AWS sells, for what documents ask. */

/** MiB of the nodes of ElastiCache, smallest first (https://aws.amazon.com/elasticache/pricing/). */
const cacheNodes: readonly (readonly [type: string, mebibytes: number])[] = [
  ['cache.t4g.micro', 512],
  ['cache.t4g.small', 1_402],
  ['cache.t4g.medium', 3_164],
  ['cache.m7g.large', 6_533],
  ['cache.r7g.large', 13_384],
  ['cache.r7g.xlarge', 26_952],
  ['cache.r7g.2xlarge', 54_169],
  ['cache.r7g.4xlarge', 108_441],
  ['cache.r7g.8xlarge', 216_904],
  ['cache.r7g.16xlarge', 429_261],
];

/** The smallest node with so much memory; the largest there is where none has. */
export const cacheNode = (mebibytes: number): string =>
  (cacheNodes.find(([, size]) => size >= mebibytes) ?? cacheNodes.at(-1) ?? ['cache.t4g.small'])[0];

/** From so many MiB, in steps, to so many. */
const range = (from: number, to: number, step: number): readonly number[] =>
  Array.from({ length: (to - from) / step + 1 }, (_, i) => from + i * step);

/** MiB that a task of Fargate may have, by its CPU units (1024 are one processor). */
const fargate: readonly (readonly [units: number, memory: readonly number[]])[] = [
  [256, [512, 1_024, 2_048]],
  [512, range(1_024, 4_096, 1_024)],
  [1_024, range(2_048, 8_192, 1_024)],
  [2_048, range(4_096, 16_384, 1_024)],
  [4_096, range(8_192, 30_720, 1_024)],
  [8_192, range(16_384, 61_440, 4_096)],
  [16_384, range(32_768, 122_880, 8_192)],
];

export interface TaskSize {
  /** CPU units. */
  readonly cpu: number;
  /** MiB. */
  readonly memory: number;
}

/**
 * The smallest task of Fargate with so many processors and so much memory, the largest where none has
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html#fargate-tasks-size).
 */
export function taskSize(processors: number, mebibytes: number): TaskSize {
  for (const [cpu, sizes] of fargate) {
    const memory = sizes.find(size => size >= mebibytes);
    if (cpu >= processors * 1_024 && memory !== undefined) return { cpu, memory };
  }
  return { cpu: 16_384, memory: 122_880 };
}

/**
 * MiB of a function with so many processors and so much memory: Lambda gives one processor for each 1,769 MiB, and 10,240
 * MiB at most (https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html).
 */
export const functionMemory = (processors: number, mebibytes: number): number =>
  Math.min(10_240, Math.max(128, Math.ceil(mebibytes), Math.ceil(processors * 1_769)));

/** Machines by processors and MiB, smallest first (https://aws.amazon.com/ec2/instance-types/). */
const machines: readonly (readonly [type: string, processors: number, mebibytes: number])[] = [
  ['t3.micro', 2, 1_024],
  ['t3.small', 2, 2_048],
  ['t3.medium', 2, 4_096],
  ['t3.large', 2, 8_192],
  ['t3.xlarge', 4, 16_384],
  ['t3.2xlarge', 8, 32_768],
  ['m7i.4xlarge', 16, 65_536],
  ['m7i.8xlarge', 32, 131_072],
  ['m7i.16xlarge', 64, 262_144],
];

/** Half a GiB is the system's own. */
const ofTheSystem = 512;

/** What the documents call by its name ("EC2 m7g.large"), or the smallest machine with so much beside the system. */
export function machineType(said: string, processors: number, mebibytes: number): string {
  const [named] =
    /\b[a-z][a-z0-9-]*\d[a-z0-9-]*\.(?:nano|micro|small|medium|metal|\d*x?large)\b/.exec(said) ?? [];
  const fitting = machines.find(([, has, memory]) => has >= processors && memory >= mebibytes + ofTheSystem);
  return named ?? (fitting ?? machines.at(-1) ?? ['t3.small'])[0];
}

/** Days that CloudWatch can be told to keep logs (PutRetentionPolicy). */
const retentions = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1_096, 1_827, 2_192, 2_557, 2_922, 3_288,
  3_653,
];

/** No shorter than asked for, where that can be had. */
export const logRetention = (days: number): number => retentions.find(known => known >= days) ?? 3_653;
