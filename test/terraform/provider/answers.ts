import type { Block, Kind, ProviderSchema } from '../schema.ts';
import { read } from './data.ts';
import { foreseen } from './foreseen.ts';
import { made } from './made.ts';
import { schemaMessages } from './messages.ts';
import { complete, planned } from './plan.ts';
import { type DynamicValue, isValues, readValue, type Value, type Values, writeValue } from './value.ts';

/** What Terraform has configured over one connection: aliases of a provider are apart. */
export interface Session {
  config: Values;
}

/** All that requests carry here, empty where one does not. */
export interface Request {
  readonly type_name: string;
  readonly id: string;
  readonly config: DynamicValue;
  readonly raw_state: { readonly json: Uint8Array };
  readonly current_state: DynamicValue;
  readonly prior_state: DynamicValue;
  readonly proposed_new_state: DynamicValue;
  readonly planned_state: DynamicValue;
}

export type Answer = (request: Request, session: Session) => object;

/** What the stand-in of a provider answers, by the methods of the protocol. It keeps nothing: Terraform has the state. */
export function answers(schema: ProviderSchema): Readonly<Record<string, Answer>> {
  const schemas = schemaMessages(schema);
  const block = (kind: Kind, type: string): Block => {
    const found = schema.types[kind][type];
    if (!found) throw new Error(`${kind} ${type} was not asked for`);
    return found;
  };
  return {
    GetSchema: () => schemas,
    PrepareProviderConfig: ({ config }) => ({ prepared_config: config }),
    // Terraform itself judges what is written by the schema; of values nothing more is known.
    ValidateResourceTypeConfig: () => ({}),
    ValidateDataSourceConfig: () => ({}),
    ValidateEphemeralResourceConfig: () => ({}),
    Configure: ({ config }, session) => {
      session.config = valuesOf(config);
      return {};
    },
    UpgradeResourceState: ({ type_name, raw_state }) => ({
      upgraded_state: writeValue(complete(block('resource', type_name), valuesOf({ json: raw_state.json }))),
    }),
    ReadResource: ({ current_state }) => ({ new_state: current_state }),
    PlanResourceChange: ({ type_name, proposed_new_state }, session) => {
      const proposed = readValue(proposed_new_state);
      if (!isValues(proposed)) return { planned_state: writeValue(null) };
      const of = block('resource', type_name);
      return { planned_state: writeValue(planned(of, foreseen(type_name, of, proposed, session.config))) };
    },
    ApplyResourceChange: ({ type_name, planned_state }, session) => ({
      new_state: writeValue(
        ifThere(readValue(planned_state), values =>
          made(type_name, block('resource', type_name), values, session.config),
        ),
      ),
    }),
    ImportResourceState: ({ type_name, id }) => ({
      imported_resources: [{ type_name, state: writeValue(complete(block('resource', type_name), { id })) }],
    }),
    ReadDataSource: ({ type_name, config }, session) => {
      const of = block('data', type_name);
      const asked = valuesOf(config);
      const known = planned(of, read(type_name, of, asked, session.config));
      // Whoever asks the same again is told the same.
      return { state: writeValue(made(type_name, of, known, session.config, JSON.stringify(asked))) };
    },
    OpenEphemeralResource: ({ type_name, config }, session) => {
      const of = block('ephemeral', type_name);
      return { result: writeValue(made(type_name, of, planned(of, valuesOf(config)), session.config)) };
    },
    CloseEphemeralResource: () => ({}),
    Stop: () => ({}),
  };
}

function valuesOf(value: DynamicValue): Values {
  const read = readValue(value);
  return isValues(read) ? read : {};
}

const ifThere = (value: Value, change: (values: Values) => Values): Value =>
  isValues(value) ? change(value) : value;
