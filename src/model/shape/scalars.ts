/** The kinds of single values: how each is read and what its JSON Schema says. */
import { problem } from '../../errors/index.ts';
import { nearest } from '../names.ts';
import { jsonValue } from '../values/json.ts';
import { count, milliseconds, percent, port, requestRate, seconds, status } from '../values/numbers.ts';
import type { Parse } from '../values/parse.ts';
import { bytes, cpu } from '../values/quantities.ts';
import {
  boolean,
  cidr,
  filePath,
  mountPath,
  name,
  repositoryUrl,
  urlPath,
  variableName,
  version,
} from '../values/text.ts';
import type { ScalarShape, ValueSchema } from './shape.ts';

const scalar = (about: string, parse: Parse, schema: ValueSchema): ScalarShape => ({
  kind: 'scalar',
  about,
  parse,
  schema,
});

/** Any text, as it stands. */
export const anyText = (about: string) => scalar(about, ({ text }) => text, { type: 'string' });

/** A text of a form of its own, shown by examples. */
export const example = (about: string, parse: Parse, ...examples: readonly string[]) =>
  scalar(about, parse, { type: 'string', examples });

/** Any number from zero up. */
export const amount = (about: string) =>
  scalar(
    about,
    ({ text, at }) => {
      const value = /^\d{1,12}(?:\.\d{1,6})?$/.test(text) ? Number(text) : undefined;
      return value ?? problem('number-invalid', { what: about, text, least: 0 }, { at });
    },
    { type: 'number', minimum: 0 },
  );

export const whole = (about: string, least = 0) =>
  scalar(about, count(about, least), { type: 'integer', minimum: least });

export const flag = (about: string) => scalar(about, boolean(about), { type: 'boolean' });
export const portNumber = (about: string) =>
  scalar(about, port, { type: 'integer', minimum: 1, maximum: 65535 });
export const share = (about: string) =>
  scalar(about, percent(about), { type: 'number', minimum: 0, maximum: 100 });
export const duration = (about: string) =>
  scalar(`${about}, in seconds`, seconds(about), { type: 'number', minimum: 0, examples: [30] });

export const latency = (about: string) =>
  scalar(`${about}, in milliseconds`, milliseconds(about), {
    type: 'number',
    minimum: 0.001,
    examples: [250],
  });
export const rate = (about: string) =>
  scalar(`${about}, in requests per second`, requestRate(about), {
    type: 'number',
    minimum: 0.001,
    examples: [50],
  });

export const statusCode = (about: string) =>
  scalar(about, status(about), { type: 'integer', minimum: 100, maximum: 599, examples: [201] });

/** Any value of JSON, kept as its text. */
export const json = (about: string): ScalarShape => ({
  ...scalar(about, jsonValue(about), { type: 'string' }),
  json: true,
});

export const label = (about: string) =>
  scalar(about, name(about), { type: 'string', pattern: '^[a-z0-9]([a-z0-9-]*[a-z0-9])?$', maxLength: 63 });
export const release = (about: string) =>
  scalar(about, version(about), { type: 'string', pattern: '^\\w[\\w.-]{0,127}$' });
export const urlFragment = (about: string) =>
  scalar(about, urlPath(about), { type: 'string', pattern: '^/' });
export const repository = (about: string) =>
  scalar(about, repositoryUrl, {
    type: 'string',
    examples: ['https://git.example.com/team/service.git', 'git@git.example.com:team/service.git'],
  });
export const projectPath = (about: string) =>
  scalar(about, filePath(about), { type: 'string', pattern: '^[\\w.@+]' });
export const containerPath = (about: string) =>
  scalar(about, mountPath(about), { type: 'string', pattern: '^/' });
export const variable = (about: string) =>
  scalar(about, variableName, { type: 'string', pattern: '^[A-Za-z_]\\w{0,127}$' });
export const processors = (about: string) =>
  scalar(about, cpu(about), { type: 'string', examples: ['250m', '2'] });
export const memory = (about: string) =>
  scalar(about, bytes(about), { type: 'string', examples: ['256Mi', '4Gi'] });
export const network = (about: string) => scalar(about, cidr, { type: 'string', examples: ['10.0.0.0/16'] });

/** One word of a closed set; `parse` where other spellings mean the same. */
export function oneOf(about: string, words: readonly string[], parse?: Parse): ScalarShape {
  const exact: Parse = ({ text, at }) =>
    words.includes(text)
      ? text
      : problem(
          'word-unknown',
          { what: about, text, known: words, suggestion: nearest(text, words) },
          { at },
        );
  return scalar(about, parse ?? exact, { type: 'string', enum: words, ...(parse ? { open: true } : {}) });
}
