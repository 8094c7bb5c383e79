/** Texts that look like Compose files, for properties that hold for any text. */
import * as fc from 'fast-check';

const names = fc.constantFrom(
  'web',
  'db',
  'a',
  'b',
  'x-own',
  '__proto__',
  'constructor',
  'toString',
  'é',
  '0',
  'under_score',
);

const values = fc.oneof(
  fc.constantFrom(
    '${A}',
    '${A:-${B:-c}}',
    '${A',
    '$$',
    '$',
    '80:80',
    '1-3:4-6',
    '[::1]:1:1',
    './a:/a:ro',
    'C:\\a:/b',
    'a=b',
    'A',
    '"',
    '~',
    'true',
    '0660',
    '1e3',
    'postgres:16',
    'example/a:1@sha256:0',
    'service_healthy',
    '../../../../etc/passwd',
    '/etc/passwd',
    'other.yaml',
    'a.env',
    '{}',
    '[]',
    '!reset null',
    '!override [a]',
    '*a',
    '&a x',
    '|\n      text',
    '',
  ),
  fc.string({ maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 8 }),
);

const serviceKeys = fc.constantFrom(
  'image',
  'build',
  'command',
  'environment',
  'ports',
  'volumes',
  'depends_on',
  'env_file',
  'extends',
  'healthcheck',
  'deploy',
  'secrets',
  'configs',
  'networks',
  'labels',
  'profiles',
  'links',
  'tmpfs',
  'ulimits',
  'imgae',
  '<<',
);

/** A value of one line, or a mapping or list below its key. */
const part: fc.Arbitrary<string> = fc.oneof(
  values,
  fc.array(values, { maxLength: 4 }).map(items => `\n${items.map(item => `      - ${item}`).join('\n')}`),
  fc
    .array(fc.tuple(fc.oneof(names, serviceKeys), values), { maxLength: 4 })
    .map(entries => `\n${entries.map(([key, value]) => `      ${key}: ${value}`).join('\n')}`),
);

const service = fc
  .tuple(names, fc.array(fc.tuple(serviceKeys, part), { maxLength: 6 }))
  .map(([name, parts]) => `  ${name}:\n${parts.map(([key, value]) => `    ${key}: ${value}`).join('\n')}`);

const section = fc.oneof(
  fc.array(service, { maxLength: 5 }).map(services => `services:\n${services.join('\n')}`),
  fc
    .tuple(fc.constantFrom('volumes', 'networks', 'secrets', 'configs', 'include', 'name', 'x-a'), part)
    .map(([key, value]) => `${key}: ${value}`),
  values,
);

/** Mostly a stream of sections, sometimes cut off somewhere. */
export const composeText: fc.Arbitrary<string> = fc
  .tuple(fc.array(section, { maxLength: 5 }), fc.double({ min: 0, max: 1, noNaN: true }), fc.boolean())
  .map(([sections, share, cut]) => {
    const text = `${sections.join('\n')}\n`;
    return cut ? text.slice(0, Math.floor(text.length * share)) : text;
  });

/** Texts like files of environment variables. */
export const envText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.tuple(names, values).map(([name, value]) => `${name}=${value}`),
      values,
    ),
    { maxLength: 10 },
  )
  .map(lines => lines.join('\n'));
