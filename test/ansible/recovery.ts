import { type Stage, said } from './stage.ts';

const database = 'orders-staging-database';
const seed =
  'create table customers (id bigserial primary key, name text not null); ' +
  'create table orders (id bigserial primary key, item text not null, placed timestamptz not null default now()); ' +
  "insert into customers (name) select 'customer ' || n from generate_series(1, 1000) n; " +
  "insert into orders (item) select 'lamp ' || n from generate_series(1, 200000) n;";
/** Somebody goes on ordering while the database is backed up. */
const writer =
  'systemd-run --quiet --unit=writer --uid=postgres sh -c ' +
  `"while psql -qc \\"insert into orders (item) values ('late')\\" orders; do sleep 0.05; done"`;

/** A PostgreSQL that is backed up while it is written to, and restored into another database. */
export async function recovery(stage: Stage): Promise<void> {
  const { hosts, tally, play } = stage;
  tally.title('a database');
  const sql = (text: string, name = 'orders') =>
    hosts.on(database, `sudo -u postgres psql -XqAt -v ON_ERROR_STOP=1 -d ${name} -c "${text}"`);
  hosts.on(
    database,
    'DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql-15',
  );
  sql('create database orders', 'postgres');
  const seeded = sql(seed);
  if (!tally.judge('is there to be backed up', seeded.code === 0, () => seeded.text)) return;
  const dry = await play('backup_restore.yml', '--check');
  tally.judge('a dry run does not fail', dry.code === 0, () => said(dry));
  const real = await play('backup_restore.yml');
  tally.judge('it is backed up by the clock', real.code === 0, () => said(real));
  const again = await play('backup_restore.yml');
  tally.equal('a second run changes nothing', [again.code, again.changed], [0, 0]);
  hosts.on(database, writer);
  const now = await play('backup_restore.yml', '-e', 'backup_now=true');
  tally.judge('it is backed up while it is written to', now.code === 0, () => said(now));
  hosts.on(database, 'systemctl stop writer');
  const begun = performance.now();
  const restored = await play('backup_restore.yml', '-e', 'backup_restore=latest');
  const seconds = ((performance.now() - begun) / 1_000).toFixed(1);
  tally.judge('it is restored, each row as it was at that moment', restored.code === 0, () => said(restored));
  const rows = (name: string) => Number(sql('select count(*) from orders', name).text);
  const [kept, all] = [rows('orders_restored'), rows('orders')];
  tally.judge(
    'with the rows of the backup, and none that came later',
    kept >= 200_000 && kept < all,
    () => `${kept} of ${all}`,
  );
  console.log(`  ${all - kept} rows came after the moment of the backup; back in ${seconds} s`);
  await refusals(stage);
}

async function refusals({ hosts, tally, play }: Stage): Promise<void> {
  const twice = await play('backup_restore.yml', '-e', 'backup_restore=latest');
  tally.judge('nothing is restored over a database that is there', twice.code !== 0, () => said(twice));
  const folder = '/var/backups/backup-orders';
  hosts.on(database, `sed -i "s/^public.customers|1000|/public.customers|1001|/" ${folder}/*.rows`);
  const other = await play(
    'backup_restore.yml',
    '-e',
    'backup_restore=latest',
    '-e',
    'backup_restore_into=compared',
  );
  tally.judge(
    'a row that is missing is told',
    other.code !== 0 && other.text.includes('public.customers|1001'),
    () => said(other),
  );
  hosts.on(database, `for dump in ${folder}/*.dump; do truncate -s 20000 $dump; done`);
  const broken = await play(
    'backup_restore.yml',
    '-e',
    'backup_restore=latest',
    '-e',
    'backup_restore_into=broken',
  );
  tally.judge('a damaged backup is told', broken.code !== 0, () => said(broken));
}
