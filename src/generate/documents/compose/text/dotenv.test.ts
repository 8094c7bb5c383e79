import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readEnvFile } from './dotenv.ts';

const given = new Map([['A', 'given']]);
const read = (text: string, raw = false) =>
  readEnvFile('a.env', text, raw, () => ({
    lookup: name => given.get(name),
    unset: () => undefined,
    required: () => undefined,
    used: () => undefined,
  }));
const values = (text: string, raw = false) =>
  read(text, raw).entries.map(
    ({ name, value }) => `${name.text} ${value === undefined ? 'alone' : JSON.stringify(value.text)}`,
  );

describe('a file of environment variables', () => {
  // The values are those that docker compose 5.6.1 has for the same lines.
  it('is read as Compose reads it', () => {
    const text = `# remark
A=file
B=$A
export C="x y" # c
D: yam
E=a#b #c
F="multi
line"
G
H='$A'
I="q\\"q\\n\\$A"
J = sp
K=
L=$UNSET
`;
    expect(values(text)).toEqual([
      'A "file"',
      'B "given"',
      'C "x y"',
      'D "yam"',
      'E "a#b"',
      'F "multi\\nline"',
      'G alone',
      'H "$A"',
      'I "q\\"q\\n$A"',
      'J "sp"',
      'K ""',
      'L ""',
    ]);
  });

  it('may keep everything behind the sign as it is', () => {
    expect(values('A="x" # $B\n', true)).toEqual(['A "\\"x\\" # $B"']);
  });

  it('lets a value name those above it', () => {
    expect(values('X=1\nY=${X}2\nZ="${Y:+$X}"\n')).toEqual(['X "1"', 'Y "12"', 'Z "1"']);
  });

  it('has each name and value at its place', () => {
    const places = read('  export NAME = "two words"\nB=\'c\'\n').entries.map(({ name, value }) => [
      `${name.at.line}:${name.at.column}+${name.at.length}`,
      `${value?.at.line}:${value?.at.column}+${value?.at.length}`,
    ]);
    expect(places).toEqual([
      ['1:10+4', '1:18+9'],
      ['2:1+1', '2:4+1'],
    ]);
  });

  it('names what is no statement by what stands before the sign', () => {
    const { problems } = read('no name=secret\n=x\nA="open\n');
    expect(problems.map(({ message, at }) => `${at?.line}:${at?.column} ${message}`)).toEqual([
      '1:1 "no name" is not a line of an environment file',
      '2:1 "" is not a line of an environment file',
      '3:3 "A" is not a line of an environment file',
    ]);
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), fc.boolean(), (text, raw) => void read(text, raw)));
  });
});
