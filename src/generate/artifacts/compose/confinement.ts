import type { Traced } from '../../../model/traced.ts';
import type { ServiceView } from '../../../model/views.ts';
import { usualUser } from '../shared/user.ts';
import { Noted, type YamlNode, type YamlObject } from '../shared/yaml.ts';

type Settings = ServiceView['container'];

const noNewPrivileges = ['no-new-privileges:true'];

/** What a container may do that nobody has asked anything for. */
export const confined = (user: string = `${usualUser}:${usualUser}`): YamlObject => ({
  user,
  read_only: true,
  cap_drop: ['ALL'],
  security_opt: noNewPrivileges,
});

/** The strictest that there is, but for what the document of the service asks. */
export function confinedAs({ container, image }: ServiceView): YamlObject {
  const { user, readOnlyRoot, privileged } = container;
  const added = capabilities(container.addCapabilities);
  const strict = confined();
  const isForeign = !image.built.value && !user && !readOnlyRoot;
  return {
    user: isForeign ? new Noted(strict['user'] ?? null, { above: [foreignImage] }) : (user ?? strict['user']),
    read_only: readOnlyRoot ?? true,
    privileged: privileged?.value ? privileged : undefined,
    cap_drop: dropped(container),
    cap_add: added.length > 0 ? added : undefined,
    security_opt: privileged?.value ? undefined : noNewPrivileges,
  };
}

const foreignImage =
  'An image that others build may want another user, or a root that can be written: container.user, container.readOnlyRoot.';

function dropped({ dropCapabilities }: Settings): readonly YamlNode[] {
  return ['ALL', ...capabilities(dropCapabilities).filter(({ value }) => value !== 'ALL')];
}

/** CAP_CHOWN and CHOWN are one. */
const capabilities = (given: readonly Traced<string>[]): readonly Traced<string>[] =>
  given
    .map(name => name.map(text => text.replace(/^CAP_/, '')))
    .filter(({ value }) => /^[A-Z_]+$/.test(value));
