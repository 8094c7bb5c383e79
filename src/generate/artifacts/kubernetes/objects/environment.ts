import type { Text } from '../../../../model/traced.ts';
import type { ContainerView } from '../../../../model/views.ts';
import { declaredVariables, ownVariables, secretKey, type VariableView } from '../../shared/variables.ts';
import { YamlEntries, type YamlNode } from '../../shared/yaml.ts';
import { names } from './facts.ts';
import type { PlacedService } from './placed.ts';

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
