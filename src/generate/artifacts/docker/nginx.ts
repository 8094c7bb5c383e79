import { type Text, text } from '../../../model/traced.ts';
import type { ServingView } from '../../../model/views.ts';
import { path } from '../shared/dockerfile.ts';

/** Answers for a health path that is no page of the site. */
const healthy = '@healthy';

/** nginx for a static site: everything that it writes goes to /tmp, so the root can be read-only and the user nobody. */
export function nginxConfiguration(service: ServingView): Text[] {
  const { live, ready, startup } = service.health;
  // The first page answers "/" itself.
  const asked = [live, ready, startup].filter(({ value }) => value !== '/');
  const probes = [...new Map(asked.map(probe => [probe.value, probe])).values()];
  return [
    'worker_processes auto;',
    'pid /tmp/nginx.pid;',
    'error_log /dev/stderr warn;',
    'events {',
    '  worker_connections 1024;',
    '}',
    'http {',
    '  include /etc/nginx/mime.types;',
    '  default_type application/octet-stream;',
    '  access_log /dev/stdout;',
    '  server_tokens off;',
    '  client_body_temp_path /tmp/client;',
    '  proxy_temp_path /tmp/proxy;',
    '  fastcgi_temp_path /tmp/fastcgi;',
    '  uwsgi_temp_path /tmp/uwsgi;',
    '  scgi_temp_path /tmp/scgi;',
    '  server {',
    text`    listen ${service.port};`,
    '    root /usr/share/nginx/html;',
    '    add_header X-Content-Type-Options nosniff always;',
    ...probes.map(
      probe => text`    location = ${path(probe)} { try_files $uri $uri/index.html ${healthy}; }`,
    ),
    ...(probes.length > 0 ? [`    location ${healthy} { return 200; }`] : []),
    '    location / { try_files $uri $uri/ /index.html; }',
    '  }',
    '}',
  ];
}
