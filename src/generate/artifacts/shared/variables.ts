/** The variables of a container by where their values come from. */
import { plain, type Text, text } from '../../../model/traced.ts';
import { type ContainerView, isServing, type ServiceView } from '../../../model/views.ts';
import { label } from './label.ts';
import { uniqueBy } from './unique.ts';

export type VariableView = ContainerView['variables'][number];
type VolumeView = ContainerView['volumes'][number];

/** A bind mount is a folder of a developer's machine: no pod has it. */
export function mountedVolumes({ volumes }: ContainerView): readonly VolumeView[] {
  return uniqueBy(
    volumes.filter(({ kind }) => kind.value !== 'bind'),
    ({ path }) => path.value,
  );
}

/** Variables that the platform sets itself: the port that it asks, the folders that it mounts. */
export function ownVariables(
  service: ServiceView,
  container: ContainerView,
): readonly (readonly [Text, Text])[] {
  const port = container === service && isServing(service) ? service.port : undefined;
  return uniqueBy(
    [
      ...(port ? [['PORT', port.map(String)] as const] : []),
      ...mountedVolumes(container).map(({ variable, path }) => [variable, path] as const),
    ],
    ([name]) => plain(name),
  );
}

const isSecret = ({ sensitive, reference }: VariableView) => sensitive.value || reference !== undefined;

export function declaredVariables(service: ServiceView, container: ContainerView) {
  const own = new Set(ownVariables(service, container).map(([name]) => plain(name)));
  const others = container.variables.filter(({ name }) => !own.has(name.value));
  const open = others.filter(variable => !isSecret(variable) && variable.default === undefined);
  return {
    /** A variable with a reference is secret whatever else is said about it. */
    secret: others.filter(isSecret),
    settings: others.flatMap(variable =>
      !isSecret(variable) && variable.default !== undefined
        ? [{ name: variable.name, value: variable.default }]
        : [],
    ),
    /** Required, not secret, and without a value in the documents: each environment brings its own. */
    open: open.filter(({ required }) => required.value),
  };
}

/** What a variable is called in the Secret: sidecars have names of their own for theirs. */
export function secretKey(service: ServiceView, container: ContainerView, variable: VariableView): Text {
  return container === service ? variable.name : text`${label(container.name)}_${variable.name}`;
}
