import { versions } from '../../../model/official-images.ts';
import type { Text } from '../../../model/traced.ts';

export const nginxImage = `nginx:${versions.nginx.stable}-alpine3.24-slim`;

/** What differs between configurations of nginx. */
interface Nginx {
  readonly workers: 'auto' | 1;
  /** Directives of `http` that come before those of every configuration. */
  readonly types?: readonly Text[];
  /** The other directives of `http`, with its servers. */
  readonly http: readonly Text[];
}

/** A whole configuration: everything that nginx writes goes to /tmp, so the root can be read-only and the user nobody. */
export const rootlessNginx = ({ workers, types = [], http }: Nginx): Text[] => [
  `worker_processes ${workers};`,
  'pid /tmp/nginx.pid;',
  'error_log /dev/stderr warn;',
  'events {',
  '  worker_connections 1024;',
  '}',
  'http {',
  ...types,
  '  access_log /dev/stdout;',
  '  server_tokens off;',
  '  client_body_temp_path /tmp/client;',
  '  proxy_temp_path /tmp/proxy;',
  '  fastcgi_temp_path /tmp/fastcgi;',
  '  uwsgi_temp_path /tmp/uwsgi;',
  '  scgi_temp_path /tmp/scgi;',
  ...http,
  '}',
];
