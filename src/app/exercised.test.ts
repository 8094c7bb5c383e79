import { expect, test } from 'vitest';
import type { Artifact, ArtifactKind, Family } from '../generate/artifacts/shared/artifact.ts';
import { parsedOrMade } from './exercised.ts';

const file = (family: Family, kind: ArtifactKind): Artifact => ({
  family,
  kind,
  path: 'x',
  content: '',
  mode: 0o644,
  ownership: 'managed',
  spans: [],
});

const files = [
  file('docker', 'dockerfile'),
  file('docker', 'dockerignore'),
  file('helm', 'yaml'),
  file('helm', 'helm-template'),
  file('helm', 'helm-text'),
  file('scripts', 'shell'),
  file('tests', 'javascript'),
  file('tests', 'markdown'),
];

test('a family is parsed when each of its files was; of the others it is said how many were not', () => {
  expect(parsedOrMade(files, true)).toEqual({
    parsed: ['docker', 'scripts'],
    made: [
      { family: 'helm', files: 2, of: 3 },
      { family: 'tests', files: 1, of: 1 },
    ],
  });
});

test('without a Bash here no script was parsed', () => {
  expect(parsedOrMade(files, false)).toMatchObject({
    parsed: ['docker'],
    made: [{ family: 'helm' }, { family: 'scripts', files: 1, of: 1 }, { family: 'tests' }],
  });
});
