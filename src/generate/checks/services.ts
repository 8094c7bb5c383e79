import type { Service } from '../../model/service.ts';

export const answersHttp = ({ kind }: Pick<Service, 'kind'>): boolean => kind === 'http' || kind === 'model';

/** The port for HTTP, which the service finds in PORT. */
export const httpPort = (service: Service): number | undefined =>
  answersHttp(service) ? service.port : undefined;

/** The ports that the documents give its container: that for HTTP, and those that they list. */
export function listedPorts(service: Service): readonly number[] {
  const http = httpPort(service);
  return [...(http === undefined ? [] : [http]), ...service.ports.map(({ target }) => target)];
}
