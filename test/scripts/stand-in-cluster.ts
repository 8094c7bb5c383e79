import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { scripts } from '../../src/generate/artifacts/scripts/index.ts';
import type { Project, Service } from '../../src/model/service.ts';
import { alone } from '../fixtures/shop.ts';

interface StandIn {
  /** What kubectl renders for each environment, such as "Deployment mailer"; else a workload of every kind. */
  readonly objects?: readonly string[];
  /** What curl is answered where it is not 200, by the end of the address. */
  readonly statuses?: Readonly<Record<string, number>>;
}

/** A folder with the scripts of a project, beside it a kubectl that answers as told and writes down what it was asked. */
export function standInCluster(
  project: Project,
  answers: Readonly<Record<string, string>> = {},
  { objects = [], statuses = {} }: StandIn = {},
) {
  const folder = mkdtempSync(join(tmpdir(), 'scripts-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const write = (path: string, content: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  };
  for (const { path, content } of scripts.emit(project, { pipelineType: 'github-actions' }))
    write(`scripts/${path}`, content);
  write('devops-flow.yaml', '');
  const workloads = project.services.flatMap(({ name }) =>
    ['Deployment', 'StatefulSet', 'Job', 'CronJob'].map(kind => `${kind} ${name}`),
  );
  const rendered = (objects.length > 0 ? objects : workloads).map(title => {
    const [kind, name] = title.split(' ');
    return `apiVersion: v1\nkind: ${kind}\nmetadata:\n  name: ${name}\n`;
  });
  write('rendered.yaml', rendered.join('---\n'));
  for (const { name, environments } of project.services) {
    const own = project.services.length > 1 ? `/${name}` : '';
    write(`k8s${own}/Kustomization`, '');
    for (const environment of environments)
      write(`kustomize${own}/${environment.name}/kustomization.yaml`, '');
  }
  const cases = Object.entries(answers).map(([part, answer]) => `*"${part}"*) printf '%s' '${answer}' ;;`);
  const body = [
    '#!/bin/bash',
    `echo "$*" | sed 's|/[^ ]*/tmp\\.[^/ ]*/||g; s| --request-timeout [0-9s]*||g' >> ${folder}/asked`,
    'case "$*" in',
    `kustomize*) cat ${folder}/rendered.yaml ;;`,
    `*" apply "*) sed -n 's|^  name: |applied |p' "\${@: -1}" >> ${folder}/asked ;;`,
    ...cases,
    `*" port-forward "*) echo 'Forwarding from 127.0.0.1:9 -> 8080' && exec sleep 20 ;;`,
    'esac',
    'exit 0',
  ];
  const program = (name: string, lines: readonly string[]) => {
    write(`bin/${name}`, lines.join('\n'));
    chmodSync(join(folder, 'bin', name), 0o755);
  };
  program('kubectl', body);
  const statusOf = Object.entries(statuses).map(([path, status]) => `*${path}) printf ${status} ;;`);
  program('curl', ['#!/bin/bash', 'case "$*" in', ...statusOf, '*) printf 200 ;;', 'esac']);
  const run = (script: string, ...args: string[]) => {
    const env = {
      ...process.env,
      PATH: `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}`,
      DEVOPS_FLOW: 'true',
      DEPLOYMENT_LOG: '',
      DEPLOYMENT_LOCK: '',
    };
    const { status, stderr } = spawnSync('bash', [join(folder, 'scripts', `${script}.sh`), ...args], {
      encoding: 'utf8',
      env,
    });
    return { status, stderr };
  };
  const asked = () =>
    existsSync(join(folder, 'asked')) ? readFileSync(join(folder, 'asked'), 'utf8').trim().split('\n') : [];
  const applied = () => asked().flatMap(line => /^applied (.*)$/.exec(line)?.[1] ?? []);
  return { folder, run, asked, applied, write };
}

/** One script of a service. */
export const scriptOf = (service: Service, script: string): string =>
  scripts.emit(alone(service), { pipelineType: 'github-actions' }).find(({ path }) => path === `${script}.sh`)
    ?.content ?? '';
