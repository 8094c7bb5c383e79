import { isServing, type ServiceView } from '../../../../model/views.ts';
import type { YamlObject } from '../../shared/yaml.ts';
import type { Purpose } from '../wanted.ts';

/** Nothing here needs the facts of a host, and gathering them takes a second for each. */
export const playsOnHosts = (purpose: Purpose, service: ServiceView): readonly YamlObject[] =>
  (plays[purpose]?.(service) ?? []).map(({ name, hosts, ...rest }) => ({
    name,
    hosts,
    gather_facts: false,
    become: true,
    vars_files: ['vars/service.yml'],
    ...rest,
  }));

const step = (name: string, tasks: string): YamlObject => ({
  name,
  'ansible.builtin.import_role': { name: 'service', tasks_from: tasks },
});

const plays: Readonly<Partial<Record<Purpose, (service: ServiceView) => readonly YamlObject[]>>> = {
  configure: service => [
    {
      name: 'Configure the hosts',
      hosts: isServing(service) ? 'app:balancer' : 'app',
      roles: [{ role: 'host' }],
    },
    ...(isServing(service)
      ? [{ name: 'Configure the balancer', hosts: 'balancer', roles: [{ role: 'balancer' }] }]
      : []),
    {
      name: 'Configure the service, a host at a time',
      hosts: 'app',
      serial: 1,
      roles: [{ role: 'service' }],
    },
  ],
  deploy: () => [
    {
      name: 'Bring the release to all hosts',
      hosts: 'app',
      any_errors_fatal: true,
      tasks: [step('Bring the release', 'bring')],
    },
    {
      name: 'Replace the release, a host at a time',
      hosts: 'app',
      serial: 1,
      max_fail_percentage: 0,
      tasks: [step('Replace the release', 'switch')],
    },
    {
      name: 'Remove what no host goes back to',
      hosts: 'app',
      tasks: [step('Remove old releases', 'prune')],
    },
  ],
  monitoring: service => [
    {
      name: 'Have Prometheus ask the hosts for their figures',
      hosts: isServing(service) ? 'app:balancer' : 'app',
      roles: [{ role: 'metrics' }],
    },
  ],
  security: service => [
    {
      name: 'Harden the hosts',
      hosts: isServing(service) ? 'app:balancer' : 'app',
      roles: [{ role: 'hardening' }],
    },
  ],
  backup: () => [
    {
      name: 'Back up the database, and restore it',
      hosts: 'database',
      roles: [{ role: 'backup' }],
    },
  ],
};
