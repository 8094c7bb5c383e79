import { plain, type Text, text } from '../../../../model/traced.ts';
import { type ContainerView, isServing } from '../../../../model/views.ts';
import { uniqueBy } from '../../shared/unique.ts';
import { YamlEntries, type YamlNode } from '../../shared/yaml.ts';
import { label, names } from './facts.ts';
import type { PlacedService } from './placed.ts';
import { mountedVolumes } from './storage.ts';

type VariableView = ContainerView['variables'][number];

/** Variables that the platform sets itself: the port that it asks, the folders that it mounts. */
function ownVariables(service: PlacedService, container: ContainerView): readonly (readonly [Text, Text])[] {
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

/** The declared variables by where their values come from. */
export function declaredVariables(service: PlacedService, container: ContainerView) {
  const own = new Set(ownVariables(service, container).map(([name]) => plain(name)));
  const others = container.variables.filter(({ name }) => !own.has(name.value));
  const open = others.filter(variable => !isSecret(variable) && variable.default === undefined);
  return {
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
export function secretKey(service: PlacedService, container: ContainerView, variable: VariableView): Text {
  return container === service ? variable.name : text`${label(container.name)}_${variable.name}`;
}

/** The environment of a container; `envFrom` would take whatever else is in the objects. */
export function environment(service: PlacedService, container: ContainerView): YamlNode[] {
  const { settings, open, secret } = declaredVariables(service, container);
  const { settings: settingsName, environment: environmentName, secrets } = names(service);
  const inline = [...ownVariables(service, container), ...(container === service ? [] : settings.map(pair))];
  return [
    ...inline.map(([name, value]) => ({ name, value })),
    ...(container === service ? settings : []).map(({ name }) =>
      from('configMapKeyRef', name, settingsName, name),
    ),
    ...open.map(({ name, required }) =>
      from(
        required.map(() => 'configMapKeyRef'),
        name,
        environmentName,
        name,
      ),
    ),
    ...secret.map(variable =>
      from(secretReference(variable), variable.name, secrets, secretKey(service, container, variable)),
    ),
  ];
}

const pair = ({ name, value }: { name: Text; value: Text }) => [name, value] as const;

/** A variable with a reference is secret whatever else is said about it. */
const secretReference = ({ sensitive, reference }: VariableView): Text =>
  reference ? 'secretKeyRef' : sensitive.map(() => 'secretKeyRef');

const from = (kind: Text, variable: Text, object: Text, key: Text): YamlNode => ({
  name: variable,
  valueFrom: new YamlEntries([[kind, { name: object, key }]]),
});
