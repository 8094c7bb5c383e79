import { problem } from '../../../../errors/index.ts';
import type { ComposeService } from '../project/types.ts';
import { imageOf } from './image.ts';
import { type Product, productOf, versionIn } from './products.ts';
import type { Secrets } from './secrets.ts';
import type { Writer } from './writer.ts';

/** The product that a service of the file is, when it is a well-known image that nobody here builds. */
export function productOfService({ image, build }: ComposeService): Product | undefined {
  const parts = image && !build ? imageOf(image) : undefined;
  return parts && !('id' in parts) ? productOf(parts.repository.text) : undefined;
}

/** A database, cache, queue or storage that services use: its settings are for whoever provides it. */
export function stateResource(
  service: ComposeService,
  { kind, type }: Product,
  name: string,
  secrets: Secrets,
  writer: Writer,
): void {
  const { key, image, variables } = service;
  const parts = image && imageOf(image);
  if (!image || !parts || 'id' in parts) return;
  writer.state(['name'], name, key);
  writer.state(['kind'], kind, parts.repository);
  writer.state(['type'], type, parts.repository);
  const version = parts.tag && versionIn(parts.tag.text);
  if (parts.tag && version !== undefined && kind === 'database')
    writer.state(['version'], version, parts.tag);
  else if (parts.tag && version !== undefined) {
    writer.state(['params', { name: 'version' }, 'name'], 'version', parts.tag, { derived: true });
    writer.state(['params', { name: 'version' }, 'value'], version, parts.tag);
  }
  for (const pair of variables) {
    const path = ['params', { name: pair.name.text }];
    if (secrets.isSecret(pair)) {
      if (!secrets.isLiteral(pair) || !pair.value) continue;
      const facts = {
        what: `the value of ${pair.name.text}`,
        home: 'parameter',
        name: `${key.text}.${pair.name.text}`,
      } as const;
      writer.report(problem('secret-literal', facts, { at: pair.value.at }));
    } else if (writer.text([...path, 'value'], pair.value)) {
      writer.state([...path, 'name'], pair.name.text, pair.name);
    }
  }
}
