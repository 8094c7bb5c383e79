import { type Text, Traced, text } from '../../../../model/traced.ts';
import type { HclNode, HclObject } from '../../shared/hcl.ts';
import { isTrue, textOf } from '../../shared/hcl-values.ts';

/** What the variables of Terraform say of each service. */
export type Said = readonly (readonly [name: Text, said: HclObject])[];

export const flag = (node: HclNode | undefined): boolean | Traced<boolean> =>
  node instanceof Traced ? node.map(value => value === true) : isTrue(node);

/** What the identity of a service is called. */
export const identityOf = ({ project, environment }: HclObject, service: Text): Text =>
  text`${textOf(project)}-${textOf(environment)}-${service}`;
