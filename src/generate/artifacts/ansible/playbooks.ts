import { change, combineTexts, plain, type Text, text } from '../../../model/traced.ts';
import { isServing, type ServiceView } from '../../../model/views.ts';
import { Noted, type YamlNode, type YamlObject } from '../shared/yaml.ts';
import type { Purpose, Wanted } from './wanted.ts';

type Plays = (service: ServiceView) => readonly YamlObject[];

/** The plays of a playbook, below the lines that say what it is for. */
export function playbook(wanted: Wanted, service: ServiceView): YamlNode {
  const [first, ...others] = plays[wanted.purpose](service).map(play => playOf(play, wanted));
  return [new Noted(first ?? {}, { above: about(wanted) }), ...others];
}

function about({ summary, target, variables }: Wanted): readonly Text[] {
  return [
    summary,
    ...(target ? [text`Target: ${target}`] : []),
    ...(variables.length > 0
      ? [combineTexts(variables, () => `Variables: ${variables.map(plain).join(', ')}`)]
      : []),
  ];
}

/** Nothing here needs the facts of a host, and gathering them takes a second for each. */
const playOf = ({ name, hosts, ...rest }: YamlObject, { tags }: Wanted): YamlObject => ({
  name,
  hosts,
  gather_facts: false,
  become: true,
  vars_files: ['vars/service.yml'],
  tags: tags.map(tag => change(tag, word => word.trim())),
  ...rest,
});

const step = (name: string, tasks: string): YamlObject => ({
  name,
  'ansible.builtin.import_role': { name: 'service', tasks_from: tasks },
});

const plays: Readonly<Record<Purpose, Plays>> = {
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
