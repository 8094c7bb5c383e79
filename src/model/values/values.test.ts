import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Scalar } from '../facts.ts';
import { type Token, token } from '../token.ts';
import { commandWords } from './command.ts';
import { imageParts } from './image.ts';
import { count, days, percent, port, seconds } from './numbers.ts';
import { isProblem, type Parse } from './parse.ts';
import { bytes, cores, cpu, currency, gigabytes, money, quantityValue } from './quantities.ts';
import {
  boolean,
  cidr,
  filePath,
  mountPath,
  name,
  repositoryUrl,
  text,
  urlPath,
  variableName,
  version,
} from './text.ts';
import { language, provider, strategy } from './words.ts';

const at = (written: string): Token => token('REQ-01.md', 7, 3, written);
/** The value, or the id of the problem. */
const read = (parse: Parse, written: string): Scalar => {
  const result = parse(at(written));
  return isProblem(result) ? result.id : result;
};

const readers: Readonly<Record<string, Parse>> = {
  count: count('replicas'),
  port,
  percent: percent('limit'),
  seconds: seconds('time'),
  days: days('retention'),
  bytes: bytes('memory'),
  gigabytes: gigabytes('storage'),
  cores: cores('processors'),
  cpu: cpu('processors'),
  currency,
  money: money('budget'),
  text: text('text'),
  name: name('name'),
  urlPath: urlPath('path'),
  filePath: filePath('file'),
  mountPath: mountPath('mount'),
  version: version('version'),
  repositoryUrl,
  variableName,
  boolean: boolean('choice'),
  cidr,
  language,
  strategy,
  provider,
};

describe('values are read as people write them', () => {
  it.each<[string, string, Scalar]>([
    ['count', '10 instances', 10],
    ['count', '0', 'number-invalid'],
    ['count', 'two', 'number-invalid'],
    ['count', '2.5', 'number-invalid'],
    ['count', '-1', 'number-invalid'],
    ['port', '8080', 8080],
    ['port', '65535', 65535],
    ['port', '65536', 'port-invalid'],
    ['port', '0', 'port-invalid'],
    ['port', '80a', 'port-invalid'],
    ['percent', '0.5 %', 0.5],
    ['percent', '10%', 10],
    ['percent', '101 %', 'percent-invalid'],
    ['seconds', '5 minutes', 300],
    ['seconds', '20', 20],
    ['seconds', '250ms', 0.25],
    ['seconds', '1h', 3600],
    ['seconds', 'soon', 'duration-invalid'],
    ['seconds', '5 parsecs', 'duration-invalid'],
    ['days', '30 days', 30],
    ['days', '2 weeks', 14],
    ['days', '36 hours', 2],
    ['bytes', '4GB', '4Gi'],
    ['bytes', '4Gi', '4Gi'],
    ['bytes', '0.5GB', '512Mi'],
    ['bytes', '512Mi', '512Mi'],
    ['bytes', '512', 'quantity-invalid'],
    ['bytes', '0GB', 'quantity-invalid'],
    ['gigabytes', '100GB', 100],
    ['gigabytes', '1TB', 1024],
    ['cores', '2 vCPU', 2],
    ['cores', '500m', 0.5],
    ['cpu', '2 vCPU', '2'],
    ['cpu', '0.5', '500m'],
    ['cpu', '2000m', '2'],
    ['cpu', '0', 'quantity-invalid'],
    ['currency', '€', 'EUR'],
    ['currency', 'USD', 'USD'],
    ['money', '1,250.50', 1250.5],
    ['money', 'a lot', 'money-invalid'],
    ['text', 'a \\| b', 'a | b'],
    ['text', 'bell\u0007', 'text-invalid'],
    ['text', 'left\u202Eright', 'text-invalid'],
    ['name', 'component_name', 'component-name'],
    ['name', 'WEB_SERVICE', 'web-service'],
    ['name', '订单', 'name-invalid'],
    ['name', 'a'.repeat(64), 'name-invalid'],
    ['urlPath', '/orders/{id}', '/orders/{id}'],
    ['urlPath', 'orders', 'path-invalid'],
    ['urlPath', '/a b', 'path-invalid'],
    ['urlPath', '/"; rm -rf', 'path-invalid'],
    ['filePath', 'src/server.js', 'src/server.js'],
    ['filePath', '.', '.'],
    ['filePath', '../secrets', 'path-invalid'],
    ['filePath', '/etc/passwd', 'path-invalid'],
    ['filePath', '-rf', 'path-invalid'],
    ['mountPath', '/data', '/data'],
    ['mountPath', '/data/../etc', 'path-invalid'],
    ['version', '1.0.0', '1.0.0'],
    ['version', '1.0 final', 'version-invalid'],
    ['repositoryUrl', 'https://git.example.com/team/a.git', 'https://git.example.com/team/a.git'],
    ['repositoryUrl', 'ssh://git@git.example.com:22/a', 'ssh://git@git.example.com:22/a'],
    ['repositoryUrl', 'git@git.example.com:team/a.git', 'ssh://git@git.example.com/team/a.git'],
    ['repositoryUrl', 'https://me:secret@git.example.com/a', 'repository-invalid'],
    ['repositoryUrl', 'git@git.example.com', 'repository-invalid'],
    ['variableName', 'LOG_LEVEL', 'LOG_LEVEL'],
    ['variableName', '1ST', 'variable-name-invalid'],
    ['variableName', 'A=B', 'variable-name-invalid'],
    ['boolean', 'Yes', true],
    ['boolean', 'maybe', 'boolean-invalid'],
    ['cidr', '10.0.0.0/16', '10.0.0.0/16'],
    ['cidr', '10.0.0.256/16', 'cidr-invalid'],
    ['cidr', '10.0.0.0/33', 'cidr-invalid'],
    ['language', 'TypeScript', 'node'],
    ['language', 'cobol', 'language-unknown'],
    ['strategy', 'Blue-Green', 'blue-green'],
    ['strategy', 'feature flag', 'feature-flag'],
    ['strategy', 'blue-gren', 'strategy-unknown'],
    ['provider', 'Amazon Web Services', 'aws'],
    ['provider', 'my cellar', 'provider-unknown'],
  ])('%s "%s" is %s', (kind, written, expected) => {
    expect(read(readers[kind] as Parse, written)).toBe(expected);
  });

  it('suggests the word that was meant', () => {
    expect(strategy(at('blue-gren'))).toMatchObject({
      id: 'strategy-unknown',
      message: '"blue-gren" is not a deployment strategy',
      fix: 'did you mean "blue-green"?',
      at: { file: 'REQ-01.md', line: 7, column: 3, length: 9 },
    });
    expect(strategy(at('big-bang'))).toMatchObject({ fix: 'use one of these' });
  });

  it('never throws, whatever the text, and points into the token when it refuses it', () => {
    const anything = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.constantFrom('__proto__', 'constructor'),
    );
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(readers)), anything, (kind, written) => {
        const result = readers[kind]?.(at(written));
        if (result !== undefined && isProblem(result)) expect(result.at).toEqual(at(written).at);
      }),
      { numRuns: 5000 },
    );
  });

  it('compares quantities across their units', () => {
    expect(quantityValue('500m')).toBe(0.5);
    expect(quantityValue('2')).toBe(2);
    expect(quantityValue('1Gi')).toBe(1024);
    expect(quantityValue('512Mi')).toBe(512);
  });
});

describe('an image is a repository and a tag', () => {
  it.each([
    ['registry.example.com/orders:1.0.0', 'registry.example.com/orders', '1.0.0', 31],
    ['localhost:5000/orders', 'localhost:5000/orders', undefined, undefined],
    ['localhost:5000/orders:v2', 'localhost:5000/orders', 'v2', 25],
    ['orders', 'orders', undefined, undefined],
  ])('%s', (written, repository, tag, column) => {
    const parts = imageParts(at(written));
    expect('id' in parts ? parts.id : parts.repository.text).toBe(repository);
    expect('id' in parts ? undefined : parts.tag?.text).toBe(tag);
    expect('id' in parts ? undefined : parts.tag?.at.column).toBe(column);
  });

  it.each(['Orders:1', 'orders:', 'orders:1 2', '', 'a b', '/orders', 'orders@sha256:abc'])(
    '%s is none',
    written => {
      expect(imageParts(at(written))).toMatchObject({ id: 'image-invalid' });
    },
  );
});

const words = (written: string) => {
  const found = commandWords(at(written));
  return 'id' in found ? found.id : found.map(word => word.text);
};

describe('a start command is words, never shell', () => {
  it.each([
    ['node server.js', ['node', 'server.js']],
    ['node --title "my service" server.js', ['node', '--title', 'my service', 'server.js']],
    ["python -c 'print(1)'", ['python', '-c', 'print(1)']],
    ['node server.js && rm -rf /', 'command-invalid'],
    ['node $(id)', 'command-invalid'],
    ['node "unclosed', 'command-invalid'],
    ['', 'command-invalid'],
  ])('%s', (written, expected) => expect(words(written)).toEqual(expected));
});
