import { generatedLine } from '../shared/text.ts';

/** ansible.cfg: read where the playbooks are run from. */
export const settings: readonly string[] = [
  generatedLine,
  '[defaults]',
  'roles_path = roles',
  'collections_path = collections:~/.ansible/collections:/usr/share/ansible/collections',
  'host_key_checking = True',
  'retry_files_enabled = False',
  'forks = 20',
  '# What was changed before a task failed is acted upon: the next run would find nothing to change.',
  'force_handlers = True',
  '',
  '[ssh_connection]',
  'pipelining = True',
];
