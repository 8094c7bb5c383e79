import { combine, type Text, type Traced } from '../../../model/traced.ts';
import { quantityValue } from '../../../model/values/quantities.ts';
import type { YamlObject } from '../shared/yaml.ts';

/** Enough for a service with threads, too few for a fork bomb. */
const mostProcesses = 256;

/** Limits that Compose applies on one machine too. `memory` in its own units: "256m". */
export const limits = (cpus: Text, memory: Text): YamlObject => ({
  resources: { limits: { cpus, memory, pids: mostProcesses } },
});

/** "500m" is "0.5" of a processor. */
export const processors = (quantity: Traced<string>): Traced<string> =>
  quantity.map(text => String(quantityValue(text)));

/** "256Mi" is "256m". */
export const mebibytes = (quantity: Traced<string>): Traced<string> =>
  combine([quantity], () => `${Math.ceil(quantityValue(quantity.value))}m`);
