import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { alone, mailerService, searchService } from '../../../../test/fixtures/shop.ts';
import { scriptOf, standInCluster } from '../../../../test/scripts/stand-in-cluster.ts';
import type { Service } from '../../../model/service.ts';

describe('install on this machine', () => {
  const here = (service: Service) => {
    const { folder, run } = standInCluster(alone({ ...service, source: '.' }));
    return { folder, run: () => run('install', '--env', 'local', '--project', folder) };
  };

  test('runs what the developers type, as they type it', () => {
    const commands = {
      install: 'echo "it\'s" > installed && echo ${HOME:+home} >> installed',
      build: 'cp installed built',
    };
    const { folder, run } = here({ ...mailerService, commands });
    expect(run()).toMatchObject({ status: 0 });
    expect(readFileSync(join(folder, 'built'), 'utf8')).toBe("it's\nhome\n");
  });

  test.each([
    ['echo ${HOME}', true],
    ['echo `date`', true],
    ["echo '$'5", false],
    ['npm ci', false],
  ])('says of %s to shellcheck that it is meant to stand in single quotes: %s', (command, said) => {
    const lines = scriptOf({ ...mailerService, commands: { install: command } }, 'install').split('\n');
    const at = lines.findIndex(line => line.startsWith('readonly INSTALL='));
    const reason = '# shellcheck disable=SC2016 # expanded by the bash that runs it';
    expect(lines[at - 1] === reason).toBe(said);
  });

  test('fails when what they type fails', () => {
    expect(here({ ...mailerService, commands: { install: 'false | true' } }).run().status).toBe(1);
  });

  test('has nothing to do for an image that others build', () => {
    expect(here(searchService).run()).toMatchObject({
      status: 0,
      stderr: expect.stringContaining('others build the image: nothing to install'),
    });
  });
});
