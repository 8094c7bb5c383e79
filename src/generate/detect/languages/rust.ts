import { assumed, type Candidate } from '../finding.ts';
import { readToml, type TomlEntry } from '../formats/toml.ts';
import { makeTarget } from '../makefile.ts';
import { derive, fixedStart, type Program, portOf, shortVersion } from '../program.ts';
import { firstOf, has, type Repository } from '../repository.ts';
import { placeIn } from '../search.ts';
import { toolVersion, versionFile } from '../versions.ts';

/** Crates and the port that the framework takes when it is told none. */
const frameworks: readonly (readonly [string, string, number?])[] = [
  ['axum', 'axum'],
  ['actix-web', 'actix'],
  ['rocket', 'rocket', 8000],
  ['warp', 'warp'],
  ['poem', 'poem'],
  ['salvo', 'salvo'],
  ['tide', 'tide'],
  ['hyper', 'hyper'],
];

export function rust(repository: Repository): Program | undefined {
  const manifest = readToml(repository, 'Cargo.toml');
  if (manifest.length === 0) return undefined;
  const framework = frameworkOf(manifest);
  const locked =
    has(repository, 'Cargo.lock') || (repository.outer && has(repository.outer, 'Cargo.lock'))
      ? ' --locked'
      : '';
  const lock = placeIn(repository, firstOf(repository, ['Cargo.lock']) ?? 'Cargo.toml');
  const name = binaryName(manifest);
  const main =
    firstOf(repository, ['src/main.rs']) ??
    repository.files.find(path => /^src\/bin\/[\w-]+(?:\/main)?\.rs$/.test(path));
  const usual = frameworks.find(([, known]) => known === framework?.value)?.[2];
  const rocket = readToml(repository, 'Rocket.toml').find(({ key }) => key === 'port');
  const runs = name !== undefined && main !== undefined;
  return {
    language: 'rust',
    found: placeIn(repository, 'Cargo.toml'),
    sureness: framework && runs ? 4 : runs ? 3 : 2,
    versions: versions(repository),
    leastVersions: [
      derive(
        manifest.find(({ table, key }) => table === 'package' && key === 'rust-version'),
        shortVersion,
      ),
    ],
    framework,
    entryPoint: main === undefined ? undefined : { value: main, found: placeIn(repository, main) },
    starts: runs ? [{ value: fixedStart(`./target/release/${name.value}`), found: name.found }] : [],
    commands: {
      install: { value: `cargo fetch${locked}`, found: lock },
      build: { value: `cargo build --release${locked}`, found: lock },
      lint: makeTarget(repository, 'lint') ?? { value: `cargo clippy${locked} --all-targets`, found: lock },
      test: makeTarget(repository, 'test') ?? { value: `cargo test${locked}`, found: lock },
    },
    ports: [portOf(rocket)],
    usualPort:
      usual === undefined
        ? undefined
        : assumed(usual, `the port of ${framework?.value ?? 'rust'}, where nobody says another`),
  };
}

function versions(repository: Repository): Program['versions'] {
  const channel = readToml(repository, 'rust-toolchain.toml').find(({ key }) => key === 'channel');
  return [
    derive(channel, shortVersion),
    versionFile(repository, 'rust-toolchain', 2),
    toolVersion(repository, ['rust'], 2),
  ];
}

/** The binary: named by itself, by the one that is the default, or by the package. */
function binaryName(manifest: readonly TomlEntry[]): Candidate<string> | undefined {
  return (
    manifest.find(({ table, key }) => table === 'package' && key === 'default-run') ??
    manifest.find(({ table, key }) => table === 'bin' && key === 'name') ??
    manifest.find(({ table, key }) => table === 'package' && key === 'name')
  );
}

function frameworkOf(manifest: readonly TomlEntry[]): Candidate<string> | undefined {
  for (const [crate, value] of frameworks) {
    const entry = manifest.find(
      ({ table, key }) =>
        (table === 'dependencies' && (key === crate || key === `${crate}.workspace`)) ||
        table === `dependencies.${crate}`,
    );
    if (entry) return { value, found: entry.found };
  }
  return undefined;
}
