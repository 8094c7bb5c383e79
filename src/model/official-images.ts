/** Official images of Docker Hub by their exact tags, all as the registry listed them on one day. */

/** The day of this table; whoever renews a tag renews them all, and this date. */
export const listedOn = '2026-08-21';

type Series = Readonly<Record<string, string>>;

/** The exact version of each series that images are built from. */
export const versions = {
  node: { '26': '26.7.0', '24': '24.19.0', '22': '22.23.2' },
  python: {
    '3.14': '3.14.7',
    '3.13': '3.13.15',
    '3.12': '3.12.14',
    '3.11': '3.11.16',
    '3.10': '3.10.21',
  },
  golang: { '1.27': '1.27.0', '1.26': '1.26.7' },
  temurin: { '26': '26.0.2_10', '25': '25.0.4_7', '21': '21.0.12_8', '17': '17.0.20_8' },
  maven: { '3.9': '3.9.16' },
  ruby: { '4.0': '4.0.6', '3.4': '3.4.10', '3.3': '3.3.12' },
  php: { '8.5': '8.5.9', '8.4': '8.4.24', '8.3': '8.3.33', '8.2': '8.2.33' },
  composer: { '2': '2.10.2' },
  rust: { '1.98': '1.98.0' },
  nginx: { mainline: '1.31.4', stable: '1.30.4' },
  debian: { '13': '13.6' },
  alpine: { '3.24': '3.24.1' },
} as const satisfies Readonly<Record<string, Series>>;

type Tagged = readonly [series: string, tag: string];

/** What services use, by series, newest first: the newest patch of each. */
const tagsBySeries: Readonly<Record<string, readonly [Tagged, ...Tagged[]]>> = {
  postgres: [
    ['18', '18.6-trixie'],
    ['17', '17.11-trixie'],
    ['16', '16.15-trixie'],
    ['15', '15.19-trixie'],
    ['14', '14.24-trixie'],
  ],
  mysql: [
    ['26.7', '26.7.0-oraclelinux9'],
    ['9.7', '9.7.2-oraclelinux9'],
    ['8.4', '8.4.11-oraclelinux9'],
  ],
  mariadb: [
    ['12.3', '12.3.2-noble'],
    ['11.8', '11.8.8-noble'],
    ['11.4', '11.4.12-noble'],
    ['10.11', '10.11.18-jammy'],
    ['10.6', '10.6.28-jammy'],
  ],
  mongo: [
    ['8.3', '8.3.8-noble'],
    ['8.0', '8.0.29-noble'],
    ['7.0', '7.0.40-jammy'],
  ],
  redis: [
    ['8.10', '8.10.1-trixie'],
    ['8.8', '8.8.2-trixie'],
    ['8.6', '8.6.6-trixie'],
    ['8.4', '8.4.6-trixie'],
    ['8.2', '8.2.9-bookworm'],
    ['7.4', '7.4.11-bookworm'],
    ['7.2', '7.2.16-bookworm'],
    ['6.2', '6.2.24-bookworm'],
  ],
  rabbitmq: [
    ['4.3', '4.3.5'],
    ['4.2', '4.2.9'],
    ['4.1', '4.1.8'],
    ['4.0', '4.0.9'],
  ],
  memcached: [['1.6', '1.6.45-trixie']],
  nats: [
    ['2.14', '2.14.5-alpine3.22'],
    ['2.12', '2.12.15-alpine3.22'],
  ],
  elasticsearch: [
    ['9.5', '9.5.2'],
    ['9.4', '9.4.5'],
    ['8.19', '8.19.20'],
  ],
};

const series = new Map(Object.entries(tagsBySeries));

/**
 * The tag of an official image for a version such as "15.3" or "8": the newest patch of that series; without a version,
 * of the newest series. A version that is not listed is its own tag, which moves with its patches. Undefined for an
 * image that has no series here.
 */
export function seriesTag(repository: string, version?: string): string | undefined {
  const listed = series.get(repository);
  if (!listed) return undefined;
  if (version === undefined) return listed[0][1];
  const [, tag] = listed.find(([name]) => isPart(version, name) || isPart(name, version)) ?? [];
  return tag ?? version;
}

const isPart = (version: string, of: string) => version === of || version.startsWith(`${of}.`);

/**
 * The newest release of what runs as it is, in its plain variant: no development version, no release candidate. Ubuntu
 * is not here: it is listed by series only, and such a tag moves.
 */
const newest: ReadonlyMap<string, string> = new Map([
  ...[...series].map(([repository, [newestOne]]) => [repository, newestOne[1]] as const),
  ['alpine', versions.alpine['3.24']],
  ['busybox', '1.38.0-glibc'],
  ['caddy', '2.11.4-alpine'],
  ['composer', versions.composer['2']],
  ['debian', versions.debian['13']],
  ['golang', `${versions.golang['1.27']}-trixie`],
  ['haproxy', '3.4.3-trixie'],
  ['httpd', '2.4.68-trixie'],
  ['kibana', '9.5.2'],
  ['logstash', '9.5.2'],
  // The plain variant; what services use has a shell beside it, to ask it for its health.
  ['nats', '2.14.5-scratch'],
  ['nginx', `${versions.nginx.mainline}-trixie`],
  ['node', `${versions.node['26']}-trixie`],
  ['php', `${versions.php['8.5']}-cli-trixie`],
  ['python', `${versions.python['3.14']}-trixie`],
  ['ruby', `${versions.ruby['4.0']}-trixie`],
  ['rust', `${versions.rust['1.98']}-trixie`],
  ['sonarqube', '26.8.0.126808-community'],
  ['traefik', '3.7.11'],
]);

/** All the ways to write an official image: busybox, library/busybox, docker.io/busybox, docker.io/library/busybox. */
const official = /^(?:(?:index\.)?docker\.io\/)?(?:library\/)?([^/]+)$/;

/** The exact tag of the newest release of an official image; undefined for any other, and where the table has none. */
export function newestTag(repository: string): string | undefined {
  return newest.get(official.exec(repository)?.[1] ?? '');
}
