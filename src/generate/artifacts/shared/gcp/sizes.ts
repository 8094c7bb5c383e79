/** Sizes that Google sells, for what documents ask. */

/** MiB that an instance of Cloud Run may have, by its processors (https://cloud.google.com/run/docs/configuring/memory-limits). */
const instances: readonly (readonly [processors: number, least: number, most: number])[] = [
  [1, 512, 4_096],
  [2, 512, 8_192],
  [4, 2_048, 16_384],
  [6, 4_096, 24_576],
  [8, 4_096, 32_768],
];

export interface InstanceSize {
  readonly processors: number;
  /** MiB. */
  readonly memory: number;
}

/** The smallest instance of Cloud Run with so many processors and so much memory, the largest where none has. */
export function instanceSize(processors: number, mebibytes: number): InstanceSize {
  const found = instances.find(([count, , most]) => count >= processors && most >= mebibytes);
  if (!found) return { processors: 8, memory: 32_768 };
  return { processors: found[0], memory: Math.max(found[1], Math.ceil(mebibytes)) };
}

/** Machines of Cloud SQL for words of documents; what looks like one of Google's is one. */
const machines: Readonly<Record<string, string>> = {
  micro: 'db-f1-micro',
  small: 'db-custom-1-3840',
  medium: 'db-custom-2-8192',
  large: 'db-custom-4-16384',
  xlarge: 'db-custom-8-32768',
};

export const databaseTier = (word: string): string =>
  machines[word.toLowerCase()] ?? (/^db-[a-zA-Z0-9-]+$/.test(word) ? word : 'db-custom-2-8192');

/** "15.3" of PostgreSQL is POSTGRES_15, "8.0.36" of MySQL is MYSQL_8_0. */
export function databaseVersion(engine: 'postgres' | 'mysql', version: string): string {
  const [major = '', minor = '0'] = version.split('.');
  return engine === 'postgres' ? `POSTGRES_${major}` : `MYSQL_${major}_${minor}`;
}

/** "7.2" is REDIS_7_2; of 6 and 5 Memorystore has one each. */
export function cacheVersion(version: string): string {
  const [major = '', minor = '2'] = version.split('.');
  if (major === '7') return `REDIS_7_${minor === '0' ? '0' : '2'}`;
  return { '6': 'REDIS_6_X', '5': 'REDIS_5_0' }[major] ?? 'REDIS_7_2';
}
