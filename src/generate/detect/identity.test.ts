import { describe, expect, it } from 'vitest';
import { type Files, json, repositoryOf } from '../../../test/fixtures/repositories/files.ts';
import { printDetection } from './document.ts';
import { releasedVersion } from './identity.ts';
import { detect } from './index.ts';

const pom =
  '<project>\n  <parent><version>3.5.0</version></parent>\n  <version>2.1.0-SNAPSHOT</version>\n</project>\n';

const shown = (files: Files, language: Parameters<typeof releasedVersion>[1]) => {
  const found = releasedVersion(repositoryOf(files), language);
  return found && 'file' in found.found
    ? `${found.value} ${found.found.file}:${found.found.line}`
    : undefined;
};

describe('the version of a service', () => {
  it.each<[Parameters<typeof releasedVersion>[1], Files, string]>([
    ['node', { 'package.json': json({ name: 'a', version: '2.3.4' }) }, '2.3.4 package.json:3'],
    ['python', { 'pyproject.toml': '[project]\nname = "a"\nversion = "1.4"\n' }, '1.4 pyproject.toml:3'],
    ['java', { 'pom.xml': pom }, '2.1.0-SNAPSHOT pom.xml:3'],
    ['java', { 'build.gradle.kts': 'plugins {}\n\nversion = "1.2.3"\n' }, '1.2.3 build.gradle.kts:3'],
    ['php', { 'composer.json': json({ version: '5.0.1' }) }, '5.0.1 composer.json:2'],
    [
      'dotnet',
      {
        'Shop.csproj': '<Project>\n<PropertyGroup>\n<Version>4.0.0</Version>\n</PropertyGroup>\n</Project>\n',
      },
      '4.0.0 Shop.csproj:3',
    ],
    [
      'dotnet',
      {
        'Core/Core.csproj':
          '<Project>\n<PropertyGroup><Version>1.0.0</Version></PropertyGroup>\n</Project>\n',
        'Web/Web.csproj':
          '<Project Sdk="Microsoft.NET.Sdk.Web">\n<PropertyGroup><Version>4.1.0</Version></PropertyGroup>\n</Project>\n',
      },
      '4.1.0 Web/Web.csproj:2',
    ],
    ['rust', { 'Cargo.toml': '[package]\nname = "a"\nversion = "0.3.0"\n' }, '0.3.0 Cargo.toml:3'],
    ['go', { 'go.mod': 'module a\n', VERSION: 'v1.9.2\n' }, '1.9.2 VERSION:1'],
  ])('of %s is found in %j', (language, files, expected) => {
    expect(shown(files, language)).toBe(expected);
  });

  it.each<[string, Files]>([
    ['0.0.0', { 'package.json': json({ name: 'a', version: '0.0.0' }) }],
    ['a placeholder', { 'pom.xml': '<project>\n<version>${revision}</version>\n</project>\n' }],
    ['none', { 'package.json': json({ name: 'a' }) }],
  ])('is not %s', (_, files) => {
    expect(shown(files, 'package.json' in files ? 'node' : 'java')).toBeUndefined();
  });

  it('is written as a text, and one that no image tag can have is left out with its place', () => {
    const print = (version: string) => {
      const detection = detect(
        repositoryOf({
          'package.json': json({ name: 'a', version, scripts: { start: 'node a.js' } }),
          'a.js': '',
        }),
        'a',
      );
      return [
        printDetection(detection, []).match(/^version: .*$/m)?.[0],
        detection.problems.map(({ id }) => id),
      ];
    };
    expect(print('1.10')).toEqual(['version: "1.10" # package.json:3', []]);
    expect(print('1.0.0+build.5')).toEqual([undefined, ['value-unusable']]);
  });
});
