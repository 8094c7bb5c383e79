/** Sizes that Microsoft sells, for what documents ask. */

export interface InstanceSize {
  readonly processors: number;
  /** GiB. */
  readonly memory: number;
  /** Consumption, or a kind of machine that is had alone: D4, E8 and the like. */
  readonly profile: string;
}

/** Machines of Azure Container Apps, smallest first (https://learn.microsoft.com/azure/container-apps/workload-profiles-overview). */
const machines: readonly (readonly [profile: string, processors: number, gibibytes: number])[] = [
  ['D4', 4, 16],
  ['D8', 8, 32],
  ['E8', 8, 64],
  ['D16', 16, 64],
  ['E16', 16, 128],
  ['D32', 32, 128],
  ['E32', 32, 256],
];

/** A quarter of a processor comes with half a GiB, and there are sixteen of them. */
const steps = 16;

/**
 * The smallest instance with so many processors and so much memory: paid by the second while there is one, a machine of one's own
 * where there is none, the largest machine where that does not hold it.
 */
export function instanceSize(processors: number, mebibytes: number): InstanceSize {
  const gibibytes = mebibytes / 1024;
  const step = Math.max(1, Math.ceil(processors * 4), Math.ceil(gibibytes * 2));
  if (step <= steps) return { processors: step / 4, memory: step / 2, profile: 'Consumption' };
  const [profile, mostProcessors, mostMemory] = machines.find(
    ([, count, size]) => count >= processors && size >= gibibytes,
  ) ?? ['E32', 32, 256];
  return {
    processors: Math.min(mostProcessors, Math.ceil(processors * 4) / 4),
    memory: Math.min(mostMemory, Math.ceil(gibibytes * 2) / 2),
    profile,
  };
}

/** Machines of flexible servers for words of documents; what looks like one of Microsoft's is one. */
const servers: Readonly<Record<string, readonly [postgres: string, mysql: string]>> = {
  micro: ['B_Standard_B1ms', 'B_Standard_B1ms'],
  small: ['B_Standard_B2s', 'B_Standard_B2s'],
  medium: ['GP_Standard_D2ds_v5', 'GP_Standard_D2ads_v5'],
  large: ['GP_Standard_D4ds_v5', 'GP_Standard_D4ads_v5'],
  xlarge: ['GP_Standard_D8ds_v5', 'GP_Standard_D8ads_v5'],
};

export function databaseSku(engine: 'postgres' | 'mysql', word: string): string {
  if (/^(?:B|GP|MO)_Standard_\w+$/.test(word)) return word;
  const [postgres, mysql] = servers[word.toLowerCase()] ?? servers['medium'] ?? ['', ''];
  return engine === 'postgres' ? postgres : mysql;
}

/** Burstable machines have no second one that takes over. */
export const isBurstable = (sku: string): boolean => sku.startsWith('B_');

/** MiB that PostgreSQL can be given, smallest first. */
const storages = [32, 64, 128, 256, 512, 1_024, 2_048, 4_096, 8_192, 16_384, 32_767].map(
  size => size * 1_024,
);

export const postgresStorage = (gigabytes: number): number =>
  storages.find(size => size >= gigabytes * 1_024) ?? 33_553_408;

/** "15.3" of PostgreSQL is 15; of MySQL there are two. */
export const databaseVersion = (engine: 'postgres' | 'mysql', version: string): string =>
  engine === 'postgres'
    ? (version.split('.')[0] ?? '')
    : version.startsWith('5.7')
      ? '5.7'
      : mysqlVersion(version);

const mysqlVersion = (version: string): string => (/^8\.[4-9]/.test(version) ? '8.4' : '8.0.21');

/** Balanced machines of Azure Managed Redis, by the GiB that they hold. */
const caches: readonly (readonly [gibibytes: number, sku: string])[] = [
  [0.5, 'Balanced_B0'],
  [1, 'Balanced_B1'],
  [3, 'Balanced_B3'],
  [6, 'Balanced_B5'],
  [12, 'Balanced_B10'],
  [24, 'Balanced_B20'],
  [60, 'Balanced_B50'],
  [120, 'Balanced_B100'],
  [240, 'Balanced_B250'],
  [480, 'Balanced_B500'],
  [960, 'Balanced_B1000'],
];

export const cacheSku = (mebibytes: number): string =>
  caches.find(([size]) => size * 1_024 >= mebibytes)?.[1] ?? 'Balanced_B1000';
