import type { CloudProvider } from '../../../../model/resource.ts';
import type { Project } from '../../../../model/service.ts';

/** The cloud that a project goes to: that of its first service that names one. */
export const cloudOf = ({ services }: Project): CloudProvider | undefined =>
  services.map(({ cloud }) => cloud.provider).find(found => found !== undefined);
