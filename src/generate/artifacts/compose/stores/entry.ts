import { change, plain, text } from '../../../../model/traced.ts';
import { Noted, type YamlNode, type YamlObject } from '../../shared/yaml.ts';
import { confined } from '../confinement.ts';
import { limits } from '../limits.ts';
import { storeImage } from './index.ts';
import type { Store } from './store.ts';

/** The volume of a store; undefined for one that keeps nothing. */
export const storeVolume = ({ key, product }: Store) => (product.data ? text`${key}-data` : undefined);

/** A database, cache or queue on a network that leads nowhere else. */
export function storeEntry(store: Store): YamlNode {
  const { access, product, resource, productName } = store;
  const { environment, command, health, tmpfs, readOnly, memory, user } = product;
  const image = storeImage(store);
  const volume = storeVolume(store);
  const entry: YamlObject = {
    image,
    environment: environment?.(access),
    networks: ['data'],
    volumes:
      volume && product.data
        ? [
            {
              type: 'volume',
              source: volume,
              target: change(image, () => product.data?.(versionIn(plain(image))) ?? ''),
            },
          ]
        : undefined,
    tmpfs,
    command: command?.(access),
    stop_grace_period: '30s',
    restart: 'unless-stopped',
    healthcheck: { test: health(access), interval: '5s', timeout: '5s', retries: 12, start_period: '60s' },
    ...confined(user),
    read_only: readOnly,
    deploy: limits('1', memory),
  };
  const said = text`${productName}, in the place of ${resource.type}`;
  return new Noted(entry, { above: [said] });
}

const versionIn = (image: string) => image.slice(image.lastIndexOf(':') + 1);
