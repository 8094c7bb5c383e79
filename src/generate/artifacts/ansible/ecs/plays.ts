import type { YamlObject } from '../../shared/yaml.ts';
import type { Purpose } from '../wanted.ts';

/** AWS is asked from here, in the region of the environment: -e target_env=NAME chooses one. */
export const playsOnEcs = (purpose: Purpose): readonly YamlObject[] =>
  (plays[purpose] ?? []).map(({ name, ...rest }) => ({
    name,
    hosts: 'localhost',
    connection: 'local',
    gather_facts: false,
    vars_files: ['vars/service.yml', 'environments/{{ target_env }}.yml'],
    environment: { AWS_REGION: '{{ stack.region }}', AWS_DEFAULT_REGION: '{{ stack.region }}' },
    pre_tasks: [newEnough],
    ...rest,
  }));

/** Older ones make texts of numbers that templates give, which AWS refuses. */
const newEnough: YamlObject = {
  name: 'See that Ansible is new enough',
  'ansible.builtin.assert': {
    that: "ansible_version.full is version('2.19', '>=')",
    fail_msg: 'ansible-core {{ ansible_version.full }} is too old: these playbooks need 2.19',
    quiet: true,
  },
};

const plays: Readonly<Partial<Record<Purpose, readonly YamlObject[]>>> = {
  provision: [{ name: 'Bring the infrastructure', roles: [{ role: 'infrastructure' }] }],
  configure: [
    {
      name: 'Bring the configuration of the documents to the tasks: Fargate has no instances',
      tasks: [
        {
          name: 'Configure the tasks',
          'ansible.builtin.import_role': { name: 'ecs', tasks_from: 'configure' },
        },
      ],
    },
  ],
  deploy: [{ name: 'Deploy a version', roles: [{ role: 'ecs' }] }],
  monitoring: [{ name: 'Watch what runs', roles: [{ role: 'cloudwatch' }] }],
  security: [{ name: 'See that AWS is still as the infrastructure has made it', roles: [{ role: 'audit' }] }],
  backup: [{ name: 'Back the databases up, and restore them', roles: [{ role: 'rds' }] }],
};
