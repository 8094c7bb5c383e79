import { combine, plain, type Text, type Traced } from '../../../../model/traced.ts';
import { numericUser, usualUser } from '../../shared/user.ts';
import { Noted, type YamlNode, type YamlObject } from '../../shared/yaml.ts';
import type { PlacedService } from './placed.ts';

type Settings = PlacedService['container'];

/** Who the container runs as, where the document names it by number. A name is known to the image only. */
export function userOf({ user }: Settings): { user: Traced<number>; group: Traced<number> } | undefined {
  const ids = user && numericUser(user.value);
  return user && ids && { user: user.map(() => ids.user), group: user.map(() => ids.group) };
}

const isRoot = (settings: Settings) => userOf(settings)?.user.value === 0;

/** Of a pod: the user of its service, which owns what its volumes hold. */
export function podSecurity({ container }: PlacedService): YamlObject {
  const given = userOf(container);
  return {
    runAsNonRoot: !isRoot(container),
    runAsUser: given?.user ?? usualUser,
    runAsGroup: given?.group ?? usualUser,
    fsGroup: given?.group ?? usualUser,
    seccompProfile: { type: 'RuntimeDefault' },
  };
}

/** Of the service's own container: the strictest that there is, but for what its document asks. */
export function containerSecurity(service: PlacedService): YamlNode {
  const { container, image } = service;
  const { privileged, readOnlyRoot } = container;
  const given = userOf(container);
  const added = addedCapabilities(container);
  const strict = strictSecurity();
  const context = {
    ...strict,
    runAsNonRoot: !isRoot(container),
    runAsUser: given?.user ?? usualUser,
    runAsGroup: given?.group ?? usualUser,
    allowPrivilegeEscalation: escalation(container),
    privileged: privileged ?? false,
    readOnlyRootFilesystem: readOnlyRoot ?? true,
    capabilities: {
      add: added.length > 0 ? added : undefined,
      drop: ['ALL', ...capabilities(container.dropCapabilities).filter(({ value }) => value !== 'ALL')],
    },
  };
  const foreign = !image.built.value && !given && !readOnlyRoot;
  return foreign ? new Noted(context, { above: [foreignImage] }) : context;
}

const foreignImage =
  'Strict, as for every service here. An image that others build may want another user or a root that can be written: container.user, container.readOnlyRoot.';

/** What a container may do that nobody has asked anything for. */
export function strictSecurity(): YamlObject {
  return {
    runAsNonRoot: true,
    runAsUser: usualUser,
    runAsGroup: usualUser,
    allowPrivilegeEscalation: false,
    privileged: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ['ALL'] },
    seccompProfile: { type: 'RuntimeDefault' },
  };
}

/** Compose writes CAP_CHOWN where Kubernetes wants CHOWN. */
function capabilities(given: readonly Traced<string>[]): readonly Traced<string>[] {
  return given
    .map(name => name.map(text => text.replace(/^CAP_/, '')))
    .filter(({ value }) => /^[A-Z_]+$/.test(value));
}

export const addedCapabilities = ({ addCapabilities }: Settings) => capabilities(addCapabilities);

/** The API server refuses a container that is privileged, or SYS_ADMIN, and may not gain rights. */
function escalation(settings: Settings): Traced<boolean> | boolean {
  const admin = addedCapabilities(settings).find(({ value }) => value === 'SYS_ADMIN');
  if (admin) return admin.map(() => true);
  return settings.privileged ?? false;
}

export const escalates = (settings: Settings): boolean => plain(escalation(settings));

/** Capabilities that the level "baseline" of the Pod Security Standards lets a container add. */
const baseline = new Set(
  'AUDIT_WRITE CHOWN DAC_OVERRIDE FOWNER FSETID KILL MKNOD NET_BIND_SERVICE SETFCAP SETGID SETPCAP SETUID SYS_CHROOT'.split(
    ' ',
  ),
);

/** The strictest Pod Security Standard that the service meets: what its document asks decides. */
export function podSecurityLevel({ container }: PlacedService): Text {
  const { privileged, user } = container;
  const added = addedCapabilities(container).filter(({ value }) => value !== 'NET_BIND_SERVICE');
  const beyond = added.filter(({ value }) => !baseline.has(value));
  const most = [...(privileged?.value ? [privileged] : []), ...beyond];
  if (most.length > 0) return combine(most, () => 'privileged');
  const more = [...(user && isRoot(container) ? [user] : []), ...added];
  return more.length > 0 ? combine(more, () => 'baseline') : 'restricted';
}
