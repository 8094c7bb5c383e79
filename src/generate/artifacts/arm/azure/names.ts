/** What things are called in Azure. */
import { change, combineTexts, plain, type Text } from '../../../../model/traced.ts';
import { hash } from '../../shared/hash.ts';

/** Container Apps have names of 32 characters at most: what is longer ends with a hash of the whole. */
export const appName = (service: Text): Text =>
  change(service, name =>
    name.length <= 32 ? name : `${name.slice(0, 25).replace(/-$/, '')}-${hash([name]).slice(0, 6)}`,
  );

/** They call secrets by lower case, digits and hyphens. */
export const secretOf = (variable: Text): Text =>
  change(variable, name =>
    name
      .replaceAll(/[^A-Za-z0-9]+/g, '-')
      .replaceAll(/^-|-$/g, '')
      .toLowerCase(),
  );

/** What Front Door calls a host. */
export const domainName = (host: Text): Text => change(host, name => name.replaceAll('.', '-'));

/** What a host is in its zone: nothing where it is the zone itself. */
export const labelIn = (host: Text, zone: Text): Text =>
  combineTexts([host, zone], () => {
    const [name, end] = [plain(host), plain(zone)];
    if (name === end) return '';
    return name.endsWith(`.${end}`) ? name.slice(0, -end.length - 1) : name;
  });

/** The longest path that fits counts. */
export const patternsOf = (path: Text): Text[] => {
  const start = change(path, said => said.replace(/\/$/, ''));
  return plain(start) === '' ? [change(path, () => '/*')] : [start, change(start, said => `${said}/*`)];
};
