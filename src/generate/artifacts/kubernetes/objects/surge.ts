import type { Scalar, Traced } from '../../../../model/traced.ts';
import type { YamlObject } from '../../shared/yaml.ts';
import type { PlacedService } from './placed.ts';

/** How many pods there may be beside those that are asked for, and how many fewer, while they are replaced. */
export const surge = ({ rollout: { maxSurge, maxUnavailable } }: PlacedService): YamlObject => ({
  maxSurge: intOrString(maxSurge),
  maxUnavailable: intOrString(maxUnavailable),
});

/** A count is a number there, a share a text (IntOrString of the Kubernetes API). */
const intOrString = (value: Traced<string>): Traced =>
  value.map<Scalar>(text => (/^\d+$/.test(text) ? Number(text) : text));
