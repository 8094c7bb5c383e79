import { filled } from '../filled.ts';
import type { Access, Product } from './store.ts';

const owned = (path: string) => `${path}:uid=999,gid=999,mode=0775`;

const sql = (scheme: string, port: number) => (to: Access) =>
  filled`${scheme}://${to.user}:${to.password ?? ''}@${to.host}:${String(port)}/${to.database}`;

/** Over TCP: while it sets itself up, the image's server listens on its socket only. */
export const postgresql: Product = {
  repository: 'postgres',
  port: 5432,
  user: '999:999',
  // Where the images have their volume, which moved with version 18.
  data: version => (Number(version.split('.')[0]) < 18 ? '/var/lib/postgresql/data' : '/var/lib/postgresql'),
  tmpfs: ['/tmp', owned('/run/postgresql')],
  readOnly: true,
  memory: '512m',
  password: 'always',
  named: { user: ['POSTGRES_USER'], database: ['POSTGRES_DB'] },
  environment: ({ user, password, database }) => ({
    POSTGRES_USER: user,
    POSTGRES_PASSWORD: password,
    POSTGRES_DB: database,
  }),
  health: ({ user, database }) => ['CMD', 'pg_isready', '-h', '127.0.0.1', '-U', user, '-d', database],
  url: sql('postgresql', 5432),
};

export const mysql: Product = {
  repository: 'mysql',
  port: 3306,
  user: '999:999',
  data: () => '/var/lib/mysql',
  tmpfs: ['/tmp', owned('/run/mysqld')],
  readOnly: true,
  memory: '1g',
  password: 'always',
  named: { user: ['MYSQL_USER'], database: ['MYSQL_DATABASE'] },
  environment: ({ user, password, database }) => ({
    MYSQL_USER: user,
    MYSQL_PASSWORD: password,
    MYSQL_DATABASE: database,
    MYSQL_RANDOM_ROOT_PASSWORD: 'yes',
  }),
  health: () => ['CMD', 'mysqladmin', 'ping', '-h', '127.0.0.1'],
  url: sql('mysql', 3306),
};

export const mariadb: Product = {
  ...mysql,
  repository: 'mariadb',
  named: {
    user: ['MARIADB_USER', 'MYSQL_USER'],
    database: ['MARIADB_DATABASE', 'MYSQL_DATABASE'],
  },
  environment: ({ user, password, database }) => ({
    MARIADB_USER: user,
    MARIADB_PASSWORD: password,
    MARIADB_DATABASE: database,
    MARIADB_RANDOM_ROOT_PASSWORD: 'yes',
  }),
  health: () => ['CMD', 'healthcheck.sh', '--connect', '--innodb_initialized'],
};

export const mongodb: Product = {
  repository: 'mongo',
  port: 27017,
  user: '999:999',
  data: () => '/data/db',
  tmpfs: ['/tmp', owned('/data/configdb')],
  readOnly: true,
  memory: '1g',
  password: 'always',
  named: { user: ['MONGO_INITDB_ROOT_USERNAME'], database: ['MONGO_INITDB_DATABASE'] },
  environment: ({ user, password, database }) => ({
    MONGO_INITDB_ROOT_USERNAME: user,
    MONGO_INITDB_ROOT_PASSWORD: password,
    MONGO_INITDB_DATABASE: database,
    // The shell keeps its history at home.
    HOME: '/tmp',
  }),
  health: () => [
    'CMD',
    'mongosh',
    '--quiet',
    '--host',
    '127.0.0.1',
    '--eval',
    'quit(db.runCommand({ ping: 1 }).ok ? 0 : 1)',
  ],
  // The user that the image makes is known to the database admin.
  url: to =>
    filled`mongodb://${to.user}:${to.password ?? ''}@${to.host}:27017/${to.database}?authSource=admin`,
};

export const elasticsearch: Product = {
  repository: 'elasticsearch',
  port: 9200,
  user: '1000:1000',
  data: () => '/usr/share/elasticsearch/data',
  tmpfs: ['/tmp'],
  // It writes its keystore beside its configuration when it starts.
  readOnly: false,
  memory: '2g',
  password: 'never',
  environment: () => ({
    'discovery.type': 'single-node',
    'xpack.security.enabled': 'false',
    ES_JAVA_OPTS: '-Xms1g -Xmx1g',
  }),
  health: () => ['CMD', 'curl', '-fsS', '-o', '/dev/null', 'http://127.0.0.1:9200/_cluster/health'],
  url: to => filled`http://${to.host}:9200`,
};
