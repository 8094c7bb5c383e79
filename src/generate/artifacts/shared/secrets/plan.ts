/** What a service reads that is secret: the keys of its Secret, and what the store calls each. */
import { combine, plain, type Text, type Traced } from '../../../../model/traced.ts';
import { containersOf, type ServiceView } from '../../../../model/views.ts';
import { placedFiles } from '../placed-files.ts';
import { keyOf, placeholdersOf } from '../placeholders.ts';
import { uniqueBy } from '../unique.ts';
import { declaredVariables, secretKey } from '../variables.ts';

/** One value of the store. */
export interface StoredValue {
  /** Its key in the Secret that the pods read, or that texts are filled in from. */
  readonly key: Text;
  /** The resource that gives it; absent for what is the service's own. */
  readonly resource?: string;
  /** The field of the secret in the store; absent where all of the secret is the value. */
  readonly property?: Text;
}

/** A text with placeholders, and the key that it is filled in for. */
export interface FilledText {
  readonly key: Text;
  readonly text: Traced<string>;
}

export interface SecretPlan {
  readonly values: readonly StoredValue[];
  readonly texts: readonly FilledText[];
}

/** Sensitive variables and files; what a resource gives is looked up for the texts that ask for it. */
export function secretPlan(service: ServiceView): SecretPlan {
  const texts = textsOf(service);
  return {
    texts,
    values: uniqueBy([...ownValues(service), ...texts.flatMap(givenValues)], ({ key }) => plain(key)),
  };
}

export const isEmpty = ({ values, texts }: SecretPlan): boolean => values.length === 0 && texts.length === 0;

function textsOf(service: ServiceView): readonly FilledText[] {
  const variables = containersOf(service).flatMap(container =>
    declaredVariables(service, container).secret.flatMap(variable =>
      variable.reference ? [{ key: secretKey(service, container, variable), text: variable.reference }] : [],
    ),
  );
  const files = placedFiles(service).flatMap(({ origin, key, file: { content, expand } }) =>
    origin === 'template' && content ? [{ key, text: combine([content, expand], () => content.value) }] : [],
  );
  return [...variables, ...files];
}

function ownValues(service: ServiceView): readonly StoredValue[] {
  const variables = containersOf(service).flatMap(container =>
    declaredVariables(service, container)
      .secret.filter(({ reference }) => reference === undefined)
      .map(variable => secretKey(service, container, variable)),
  );
  const files = placedFiles(service).flatMap(({ key, file: { secret } }) =>
    secret ? [{ key, property: secret }] : [],
  );
  return [...variables.map(key => ({ key, property: key })), ...files];
}

function givenValues({ text }: FilledText): readonly StoredValue[] {
  return placeholdersOf(text.value).map(placeholder => ({
    key: keyOf(placeholder),
    resource: placeholder.resource,
    ...(placeholder.output !== '' && { property: placeholder.output }),
  }));
}
