import { plain, type Text } from '../../../model/traced.ts';
import type { ServiceView } from '../../../model/views.ts';

/** What a playbook is for, in the order in which they are run first. */
export type Purpose = 'provision' | 'configure' | 'deploy' | 'monitoring' | 'security' | 'backup';

/** A playbook that is made: what documents say of it, or what is usual. */
export interface Wanted {
  readonly purpose: Purpose;
  /** File name. */
  readonly name: Text;
  readonly summary: Text;
  readonly target?: Text;
  readonly variables: readonly Text[];
  readonly tags: readonly Text[];
}

/** What playbooks do where the service runs; those that cannot be made there are not in it. */
export type Summaries = Readonly<Partial<Record<Purpose, string>>>;

const usual: Readonly<Record<Purpose, Pick<Wanted, 'name' | 'tags'> & { readonly known: RegExp }>> = {
  provision: { known: /provision|infra/i, name: 'provision_infra.yml', tags: ['infra', 'provision'] },
  configure: {
    known: /configur\w*[_-](?:instance|host|server|machine)/i,
    name: 'configure_instances.yml',
    tags: ['config', 'instances'],
  },
  deploy: { known: /deploy/i, name: 'deploy_app.yml', tags: ['deploy', 'app'] },
  monitoring: {
    known: /monitor|observab|metrics/i,
    name: 'configure_monitoring.yml',
    tags: ['monitoring', 'observability'],
  },
  security: { known: /secur|harden/i, name: 'configure_security.yml', tags: ['security', 'hardening'] },
  backup: { known: /backup|restore/i, name: 'backup_restore.yml', tags: ['backup', 'recovery'] },
};

const purposes = Object.keys(usual) as readonly Purpose[];

/** The playbooks that the documents name, as far as they can be made; all of those where they name none. */
export const wantedPlaybooks = ({ playbooks }: ServiceView, summaries: Summaries): readonly Wanted[] =>
  purposes.flatMap((purpose): readonly Wanted[] => {
    const usually = summaries[purpose];
    if (usually === undefined) return [];
    const { known, ...rest } = usual[purpose];
    const named = playbooks.find(({ name }) => known.test(plain(name)));
    if (!named) return playbooks.length === 0 ? [{ purpose, variables: [], summary: usually, ...rest }] : [];
    const { name, purpose: summary, target, variables, tags } = named;
    const isFile = /^[A-Za-z0-9][\w.-]*\.ya?ml$/.test(plain(name));
    return [
      {
        purpose,
        name: isFile ? name : rest.name,
        summary,
        ...(target && { target }),
        variables,
        tags: tags.length > 0 ? tags : rest.tags,
      },
    ];
  });
