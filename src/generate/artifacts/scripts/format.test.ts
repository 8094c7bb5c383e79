/** As `shfmt --indent=2 --case-indent --binary-next-line` writes it, as far as that can be told without the program. */
import { describe, expect, test } from 'vitest';
import { ordersService, ordersWith } from '../../../../test/fixtures/orders.ts';
import {
  alone,
  mailerService,
  reportService,
  searchService,
  shopProject,
  shopService,
} from '../../../../test/fixtures/shop.ts';
import type { Project } from '../../../model/service.ts';
import { scripts } from './index.ts';

const projects: Record<string, Project> = {
  'a service that answers over HTTP': alone(ordersService),
  'a service with files of the project': alone(shopService),
  'a worker': alone(mailerService),
  'a job': alone(reportService),
  'an image that others build': alone(searchService),
  'several services': shopProject,
};

const emitted = (project: Project) => scripts.emit(project, { pipelineType: 'github-actions' });
const noQuotes = (line: string) => line.replaceAll(/'[^']*'/g, "''").replaceAll(/"[^"]*"/g, '""');

/** Each line of code, without the text of --help and what is in quotes. */
function codeOf(project: Project): [place: string, line: string][] {
  return emitted(project).flatMap(({ path, content }) => {
    const code = content.replace(/(?<=<<'END'\n).*?(?=\nEND\n)/s, help => help.replaceAll(/[^\n]/g, ''));
    return code
      .split('\n')
      .map((line, i): [string, string] => [`${path}:${i + 1}`, noQuotes(line)])
      .filter(([, line]) => !line.trimStart().startsWith('#'));
  });
}

function found(project: Project, fault: RegExp): string[] {
  return codeOf(project).flatMap(([place, line]) => (fault.test(line) ? [`${place} ${line}`] : []));
}

describe.each(Object.entries(projects))('the scripts of %s', (_, project) => {
  test('have one command a line; a short if or loop with one command may be a line', () => {
    const second = /^(?!\s*for \(\().*[^;];(?![;]| (?:then|do|else|fi|done)\b| \})/;
    expect(found(project, second)).toEqual([]);
  });

  test('open a long branch at the end of a line: nothing follows then or else', () => {
    expect(found(project, /^\s*if\b.*; then .*(?<!; fi)$|^\s*else ./)).toEqual([]);
  });

  test('begin a continued line with its operator', () => {
    expect(found(project, /(?:&&|\|)\s*\\?$/)).toEqual([]);
  });

  test('are indented by twos and end no line with a blank', () => {
    expect(found(project, /^(?: {2})* (?! )|\t|\s$/)).toEqual([]);
  });
});

const everywhere = ordersWith({
  environments: (['process', 'docker', 'ecs', 'kubernetes'] as const).flatMap(target =>
    ordersService.environments.slice(0, 1).map(environment => ({ ...environment, name: target, target })),
  ),
});

test('read whatever a program says to its end: who leaves before makes that program fail', () => {
  const lines = [...Object.values(projects), everywhere].flatMap(project =>
    emitted(project).flatMap(({ path, content }) =>
      content.split('\n').map((line, i) => `${path}:${i + 1} ${line}`),
    ),
  );
  expect(lines.filter(line => /\| (?:head|grep (?:-\w*q|--quiet))\b/.test(line))).toEqual([]);
});
