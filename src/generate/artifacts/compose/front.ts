import { type Text, type Traced, text } from '../../../model/traced.ts';
import { isServing, type ResourceView, type ServingView } from '../../../model/views.ts';
import { nginxImage, rootlessNginx } from '../shared/nginx.ts';
import type { YamlNode, YamlObject } from '../shared/yaml.ts';
import { confined } from './confinement.ts';
import type { Context } from './context.ts';
import { questionOf } from './health.ts';
import { limits } from './limits.ts';
import { folderBeside } from './places.ts';
import { published } from './ports.ts';

const listens = 8080;
export const nginxFile = `${folderBeside}/nginx.conf`;

/** The word that asks for nginx in front; undefined where no document has it, or nothing answers behind it. */
export const frontOf = (context: Context): Traced<string> | undefined =>
  servingParts(context).length > 0 ? askedFront(context.resources) : undefined;

/** Where the documents ask for nginx, or for a reverse proxy, by that word. */
function askedFront(resources: readonly ResourceView[]): Traced<string> | undefined {
  const words = resources.flatMap(resource =>
    resource.kind.value === 'network'
      ? [resource.type, ...('components' in resource ? resource.components : [])]
      : [],
  );
  return words.find(({ value }) => /\bnginx\b|\breverse[ -]?proxy\b/i.test(value.slice(0, 400)));
}

const servingParts = ({ parts }: Context) =>
  parts.flatMap(part => (!part.sidecar && isServing(part.service) ? [{ part, service: part.service }] : []));

export function nginxEntry(context: Context): YamlObject {
  const serving = servingParts(context);
  const port = {
    key: 'NGINX_PORT',
    about: 'the port of this machine that leads to nginx',
    fallback: '8080',
  };
  return {
    image: nginxImage,
    depends_on: Object.fromEntries(
      serving.map(({ part }): [string, YamlNode] => [
        part.key.value,
        { condition: questionOf(part) ? 'service_healthy' : 'service_started' },
      ]),
    ),
    ports: [published(port, String(listens))],
    networks: ['app'],
    volumes: [{ type: 'bind', source: `./${nginxFile}`, target: '/etc/nginx/nginx.conf', read_only: true }],
    tmpfs: ['/tmp'],
    stop_signal: 'SIGQUIT',
    restart: 'unless-stopped',
    healthcheck: {
      test: ['CMD', 'wget', '-q', '-O', '/dev/null', `http://127.0.0.1:${listens}/.nginx/health`],
      interval: '5s',
      timeout: '3s',
      retries: 3,
      start_period: '10s',
    },
    ...confined(),
    deploy: limits('0.5', '64m'),
  };
}

/** The first service at the root; with others, each below its name too. */
export function nginxConfiguration(context: Context): Text[] {
  const services = servingParts(context).map(({ service }) => service);
  const [first, ...others] = services;
  return rootlessNginx({
    workers: 1,
    http: [
      '  # Names are asked for again: a container that is made anew has another address.',
      '  resolver 127.0.0.11 valid=5s;',
      '  map $http_upgrade $connection_upgrade {',
      '    default upgrade;',
      "    '' close;",
      '  }',
      '  server {',
      `    listen ${listens};`,
      '    proxy_http_version 1.1;',
      '    proxy_set_header Host $http_host;',
      '    proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;',
      '    proxy_set_header X-Forwarded-Proto $scheme;',
      '    proxy_set_header Upgrade $http_upgrade;',
      '    proxy_set_header Connection $connection_upgrade;',
      '    location = /.nginx/health { return 200; }',
      ...others.flatMap(service => location(service, service.name)),
      ...(first ? location(first, undefined) : []),
      '  }',
    ],
  });
}

/** Below its name the rest of the path is handed on. */
function location({ name, port }: ServingView, below: Traced<string> | undefined): Text[] {
  return [
    below ? text`    location /${below}/ {` : '    location / {',
    ...(below ? [text`      rewrite ^/${below}/(.*)$ /$1 break;`] : []),
    text`      set $service ${name}:${port};`,
    '      proxy_pass http://$service;',
    '    }',
  ];
}
