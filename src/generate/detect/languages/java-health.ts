import type { Candidate } from '../finding.ts';
import { derive, type Program, portOf } from '../program.ts';
import type { Repository } from '../repository.ts';
import { settingOf } from './java-settings.ts';

type Found = Candidate<unknown>['found'];

/** Where Spring's actuator answers for health: its settings move it, and may put it on a port of its own. */
export function actuatorHealth(repository: Repository, library: Found): NonNullable<Program['health']> {
  const setting = (key: string) => filledIn(settingOf(repository, key));
  const port = portOf(setting('management.server.port'));
  const isApart = port !== undefined && port.value !== portOf(setting('server.port') ?? usual)?.value;
  const above = isApart
    ? [setting('management.server.base-path')]
    : [setting('server.servlet.context-path'), setting('spring.webflux.base-path')];
  const base = setting('management.endpoints.web.base-path');
  const name = setting('management.endpoints.web.path-mapping.health');
  const parts = [...above.map(part => part?.value), base?.value ?? 'actuator', name?.value ?? 'health'];
  const found = [name, base, ...above].find(part => part !== undefined)?.found ?? library;
  const path = { value: joined(parts), found };
  return { live: path, ready: path, ...(isApart && { port }) };
}

const usual: Candidate<string> = { value: '8080', found: { reason: 'the port of spring-boot' } };

/** `${ADMIN_PATH:/manage}` is "/manage" where nobody sets the variable; without a default nothing is known. */
const filledIn = (setting: Candidate<string> | undefined): Candidate<string> | undefined =>
  derive(setting, text => {
    const [whole, fallback] = /^\$\{[\w.-]{1,80}(?::([^${}]{0,200}))?\}$/.exec(text) ?? [];
    return whole === undefined ? text : fallback;
  });

const joined = (parts: readonly (string | undefined)[]): string =>
  parts
    .map(part => (part ?? '').replace(/^\/+|\/+$/g, ''))
    .filter(part => part !== '')
    .map(part => `/${part}`)
    .join('');
