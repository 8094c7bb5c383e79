/** One service of the stack: what it is told, what it mounts, what is secret. */
import { plain, type Text, type Traced, text } from '../../../../model/traced.ts';
import {
  hasDockerfile,
  imageReference,
  isBuilt,
  isServing,
  type ServiceView,
} from '../../../../model/views.ts';
import { partsOf as textParts } from '../placeholders.ts';
import { fact, requirement } from '../requirements.ts';
import { numericUser, usualUser } from '../user.ts';
import type { Stack, StackEnvironment } from './stack.ts';
import { hasName, type Stores } from './stores.ts';

type VariableView = ServiceView['variables'][number];
type Pair = readonly [name: Text, value: Text];

/** A variable whose value the infrastructure knows: "database.host". */
export function addressesOf({ stores }: Stack, service: ServiceView): readonly Pair[] {
  return service.variables.flatMap((variable): Pair[] => {
    const address = variable.reference && addressIn(variable.reference.value, stores);
    return variable.reference && address ? [[variable.name, variable.reference.map(() => address)]] : [];
  });
}

/** What each kind of store tells of itself, by the words that documents use for it. */
const outputs: Readonly<Partial<Record<keyof Stores, Readonly<Record<string, string>>>>> = {
  databases: { host: 'host', port: 'port', name: 'database', database: 'database' },
  caches: { host: 'host', port: 'port' },
  tables: { table: 'table', name: 'table' },
  queues: { url: 'url', name: 'name' },
  buckets: { bucket: 'bucket', name: 'bucket' },
};

/** Of a text that is one placeholder and nothing else. */
function addressIn(reference: string, stores: Stores): string | undefined {
  const [only, ...others] = textParts(reference).filter(part => part !== '');
  if (typeof only !== 'object' || others.length > 0) return undefined;
  for (const [kind, words] of Object.entries(outputs)) {
    const known = words[only.output];
    if (known !== undefined && hasName(stores[kind as keyof Stores], only.resource))
      return `${only.resource}.${known}`;
  }
  return undefined;
}

/** Variables whose values are put into the secret of the service. */
export function secretsOf(stack: Stack, service: ServiceView): readonly Text[] {
  const known = new Set(addressesOf(stack, service).map(([name]) => plain(name)));
  return service.variables.filter(isSecret).flatMap(({ name }) => (known.has(name.value) ? [] : [name]));
}

const isSecret = ({ sensitive, reference }: VariableView) => sensitive.value || reference !== undefined;

/** Environments may share an account, and never a secret: only production has the bare name. */
export function secretName(service: ServiceView, { name, isProduction }: StackEnvironment): Text {
  const key = fact(requirement(service, /secret/i)?.verification, 'path') ?? service.name;
  return isProduction ? key : text`${key}-${name}`;
}

/** Settings with their values: those of the documents, the port, the folders that are mounted. */
export function settingsOf(stack: Stack, service: ServiceView): readonly Pair[] {
  const own: readonly Pair[] = [
    ...(isServing(service) ? [['PORT', service.port.map(String)] as const] : []),
    ...mountsOf(stack, service).map(({ variable, path }) => [variable, path] as const),
  ];
  const taken = new Set(own.map(([name]) => plain(name)));
  const said = service.variables.flatMap((variable): Pair[] =>
    isSecret(variable) || !variable.default || taken.has(variable.name.value)
      ? []
      : [[variable.name, variable.default]],
  );
  return [...own, ...said];
}

export interface Mount {
  readonly name: Text;
  readonly fileSystem: Text;
  readonly path: Text;
  readonly variable: Text;
  /** Kubernetes quantity. */
  readonly size: Traced<string>;
  readonly uid: number | Traced<number>;
  readonly gid: number | Traced<number>;
}

/** Folders that outlive tasks: on a file system that several of them mount. */
export function mountsOf({ stores }: Stack, service: ServiceView): readonly Mount[] {
  const said = service.container.user;
  const numbers = numericUser(said?.value ?? '') ?? { user: usualUser, group: usualUser };
  const id = (kind: 'user' | 'group') => (said ? said.map(() => numbers[kind]) : usualUser);
  return service.volumes
    .filter(({ kind }) => kind.value === 'persistent')
    .map(({ name, path, variable, size, source }) => {
      const named = source && hasName(stores.fileSystems, source) ? source : stores.fileSystems[0]?.name;
      return { name, fileSystem: named ?? 'files', path, variable, size, uid: id('user'), gid: id('group') };
    });
}

/** File systems that are mounted; where documents have volumes and name no file system, there is one all the same. */
export const fileSystemsOf = (stack: Stack): readonly Text[] => [
  ...new Map(
    stack.services
      .flatMap(service => mountsOf(stack, service))
      .map(({ fileSystem }) => [plain(fileSystem), fileSystem] as const),
  ).values(),
];

/** An image that is built here and has no registry in its name lies in the registry of the account. */
export const isOwnImage = (service: ServiceView): boolean =>
  isBuilt(service) && !/^[^/]*[.:][^/]*\//.test(service.image.repository.value);

/** How the image is called: below the registry of the account, where it lies there. */
export const imageOf = (service: ServiceView): Text => imageReference(service.image);

/** The image's own command runs, unless others built it and a document says another. */
export function commandOf(service: ServiceView): readonly Text[] {
  return hasDockerfile(service) ? [] : [...service.command, ...service.arguments];
}

/** "uid:gid", as the image says it where no document does. */
export const userOf = ({ container }: ServiceView): Text | null => container.user ?? null;

export const architectureOf = ({ container: { platform } }: ServiceView): Text =>
  platform ? platform.map(text => (/arm64|aarch64/.test(text) ? 'ARM64' : 'X86_64')) : 'X86_64';
