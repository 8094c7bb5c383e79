import { type Text, text } from '../../../model/traced.ts';
import type { ServingView } from '../../../model/views.ts';
import { path } from '../shared/dockerfile.ts';
import { rootlessNginx } from '../shared/nginx.ts';

/** Answers for a health path that is no page of the site. */
const healthy = '@healthy';

/** nginx for a static site. */
export function nginxConfiguration(service: ServingView): Text[] {
  const { live, ready, startup } = service.health;
  // The first page answers "/" itself.
  const asked = [live, ready, startup].filter(({ value }) => value !== '/');
  const probes = [...new Map(asked.map(probe => [probe.value, probe])).values()];
  return rootlessNginx({
    workers: 'auto',
    types: ['  include /etc/nginx/mime.types;', '  default_type application/octet-stream;'],
    http: [
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
    ],
  });
}
