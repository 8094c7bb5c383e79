import { describe, expect, test } from 'vitest';
import { ordersService, ordersWith } from '../../../../test/fixtures/orders.ts';
import { textsOf } from '../../../../test/fixtures/parsed.ts';
import {
  alone,
  mailerService,
  reportService,
  searchService,
  shopProject,
  shopService,
} from '../../../../test/fixtures/shop.ts';
import type { Language, Project, Service } from '../../../model/service.ts';
import { docker } from './index.ts';

const files = (project: Project) => textsOf(docker.emit(project, {}));
const dockerfile = (service: Service) => files(alone(service))['Dockerfile'] ?? '';
const last = (text: string) => text.slice(text.lastIndexOf('FROM '));

test('an image that others build, or a Dockerfile of the team, leaves nothing to write', () => {
  expect(Object.keys(files(alone(searchService)))).toEqual([]);
  expect(Object.keys(files(alone(reportService)))).toEqual([]);
});

test('a worker listens nowhere and is asked nothing', () => {
  expect(last(dockerfile(mailerService))).toBe(`FROM python:3.12.14-slim-trixie
LABEL org.opencontainers.image.title="mailer"
LABEL org.opencontainers.image.description="Sends mail"
LABEL org.opencontainers.image.version="1.0.0"
ENV PATH="/venv/bin:/usr/local/bin:/usr/bin:/bin"
ENV LD_LIBRARY_PATH="/usr/local/lib/native"
ENV PYTHONUNBUFFERED="1"
ENV PYTHONDONTWRITEBYTECODE="1"
WORKDIR /app
COPY --from=build /native/ /usr/local/lib/native/
COPY --from=build /venv /venv
COPY --from=build /src ./
USER 10001:10001
# Nobody asks it anything: that it runs is all that is known.
HEALTHCHECK NONE
CMD ["python", "main.py"]
`);
});

test('a service has the ports, user, folder, signal, health command and arguments of its document', () => {
  expect(last(dockerfile(shopService))).toBe(`FROM node:22.23.2-trixie-slim
LABEL org.opencontainers.image.title="shop"
LABEL org.opencontainers.image.description="Sells things"
LABEL org.opencontainers.image.version="1.0.0"
ENV NODE_ENV="production"
ENV PORT="8080"
ENV DATA_DIR="/data"
ENV UPLOADS_DIR="/uploads"
ENV SCRATCH_DIR="/scratch"
ENV LOG_LEVEL="info"
WORKDIR /srv/shop
COPY --from=build /src ./
RUN ["install", "-d", "-o", "12000", "-g", "12001", "/data", "/scratch"]
USER 12000:12001
EXPOSE 8080
EXPOSE 9100
EXPOSE 5353/udp
STOPSIGNAL SIGQUIT
HEALTHCHECK --interval=10s --timeout=2s --start-period=20s --retries=3 \\
  CMD ["/bin/alive", "--now"]
ENTRYPOINT ["node", "server.js"]
CMD ["--verbose"]
`);
});

describe('the health check', () => {
  const asked = (probe: Partial<Service['health']['probes'][number]>) => {
    const probes = [{ name: 'live', command: [], headers: [], ...probe }] as const;
    const text = dockerfile({ ...ordersService, health: { ...ordersService.health, probes } });
    return /^ {2}CMD (.*)$/m.exec(text)?.[1] ?? '';
  };

  test('asks for no more than a connection where no path is known, but for a site whose paths are ours', () => {
    const health = { ...ordersService.health, over: 'tcp' } as const;
    expect(dockerfile({ ...ordersService, health })).toContain(
      'CMD ["bash", "-c", "exec 3<>\\"/dev/tcp/127.0.0.1/$0\\"", "8080"]',
    );
    const site = { ...ordersService, language: 'static', languageVersion: '1', health } as const;
    expect(dockerfile(site)).toContain('wget -q -O /dev/null');
  });

  test('asks another port where the document names one', () => {
    expect(asked({ port: 9090 })).toMatch(/^\["env", "PORT=9090", "node", "-e", /);
  });

  test('asks a port with TLS for no more than a connection: the certificate is for another name', () => {
    expect(asked({ port: 8443, scheme: 'https' })).toBe(
      '["bash", "-c", "exec 3<>\\"/dev/tcp/127.0.0.1/$0\\"", "8443"]',
    );
  });
});

describe('what a user or a folder may be', () => {
  const container = { addCapabilities: [], dropCapabilities: [] };
  const line = (changes: Partial<Service>, start: string) =>
    dockerfile({ ...ordersService, ...changes })
      .split('\n')
      .filter(text => text.startsWith(start));

  test.each([
    ['node', 'USER node'],
    ['1000', 'USER 1000'],
    ['$(id)', 'USER 10001:10001'],
    ['a b', 'USER 10001:10001'],
    ['a\nRUN x', 'USER 10001:10001'],
  ])('%j is %s', (user, expected) => {
    expect(line({ container: { ...container, user } }, 'USER')).toEqual([expected]);
  });

  test('folders of the system, of a developer’s machine and of others are not made', () => {
    const volume = (path: string, kind: 'persistent' | 'ephemeral' | 'bind', readOnly = false) =>
      ({ name: path, kind, path, variable: 'X', size: '1Gi', readOnly }) as const;
    const volumes = [
      volume('/tmp/cache', 'ephemeral'),
      volume('/run', 'ephemeral'),
      volume('/code', 'bind'),
      volume('/shared', 'persistent', true),
      volume('/data one', 'persistent'),
    ];
    expect(line({ volumes }, 'RUN ["install"')).toEqual([
      'RUN ["install", "-d", "-o", "10001", "-g", "10001", "/data one"]',
    ]);
  });
});

describe('the developers’ own commands', () => {
  const built = (language: Language, version: string, changes: Partial<Service>) => {
    const text = dockerfile({ ...ordersService, language, languageVersion: version, ...changes });
    const lines = text.split('\n');
    return lines.slice(lines.findIndex(line => line.startsWith('COPY')) + 1, lines.indexOf(''));
  };
  const copied = (text: string) =>
    text
      .split('\n')
      .filter(
        line => line.startsWith('COPY --from') && !line.includes('/etc/ssl/') && !line.includes('/native/'),
      );

  test('take the place of those of the language, and a shell in the image reads them', () => {
    const commands = { install: 'pnpm install && echo \'a "b"\'', build: 'pnpm build' };
    expect(built('node', '22', { commands })).toEqual([
      'RUN npm install --global --force corepack@0.36.0 && corepack enable',
      String.raw`RUN --mount=type=cache,target=/root/.local/share/pnpm/store ["sh", "-c", "pnpm install && echo 'a \"b\"'"]`,
      'RUN --mount=type=cache,target=/root/.local/share/pnpm/store ["sh", "-c", "pnpm build"]',
      'RUN CI=true pnpm prune --prod',
    ]);
  });

  test('leave the other step as it is', () => {
    expect(built('node', '22', { commands: { build: 'npm run build:prod' } })).toEqual([
      '# From the lock file alone; a service without dependencies has none.',
      'RUN --mount=type=cache,target=/root/.npm if [ -f package-lock.json ]; then npm ci; fi',
      'RUN --mount=type=cache,target=/root/.npm ["sh", "-c", "npm run build:prod"]',
      'RUN npm prune --omit=dev',
    ]);
    expect(built('node', '22', { commands: { install: 'yarn' } })).toEqual([
      'RUN npm install --global --force corepack@0.36.0 && corepack enable',
      'RUN --mount=type=cache,target=/usr/local/share/.cache/yarn ["sh", "-c", "yarn"]',
      'RUN npm run build --if-present',
    ]);
    expect(built('python', '3.12', { commands: { install: 'pip install .' } }).slice(1, 5)).toEqual([
      'ENV SOURCE_DATE_EPOCH=315532800',
      'RUN python -m venv /venv',
      'ENV VIRTUAL_ENV=/venv UV_PROJECT_ENVIRONMENT=/venv PATH=/venv/bin:/usr/local/bin:/usr/bin:/bin',
      'RUN --mount=type=cache,target=/root/.cache/pip ["sh", "-c", "pip install ."]',
    ]);
    expect(built('ruby', '3.4', { commands: { install: 'bundle install --jobs 4' } }).slice(4, 6)).toEqual([
      'RUN mkdir -p /bundle',
      'RUN --mount=type=cache,target=/root/.bundle/cache ["sh", "-c", "bundle install --jobs 4"]',
    ]);
    expect(built('dotnet', '9.0', { commands: { build: 'dotnet build' } })).toEqual([
      'RUN --mount=type=cache,target=/root/.nuget/packages ["sh", "-c", "dotnet build"]',
      'RUN --mount=type=cache,target=/root/.nuget/packages ["dotnet", "publish", "--configuration", "Release", "-p:ContinuousIntegrationBuild=true", "--output", "/out"]',
    ]);
  });

  test('leave a compiled program where the start command has it', () => {
    const commands = { build: 'make' };
    const go = { ...ordersService, language: 'go', languageVersion: '1.26', commands } as const;
    expect(copied(dockerfile({ ...go, command: ['./bin/orders', '-v'] }))).toEqual([
      'COPY --from=build /src/bin/orders ./',
    ]);
    expect(dockerfile({ ...go, command: ['./bin/orders', '-v'] })).toContain('CMD ["/app/orders", "-v"]');
    const rust = { ...go, language: 'rust', languageVersion: '1.98', command: ['orders'] } as const;
    expect(copied(dockerfile(rust))).toEqual(['COPY --from=build /src/target/release/orders ./']);
  });

  test('build the pages of a static site with Node, and only the built ones are served', () => {
    const site = {
      ...ordersService,
      language: 'static',
      languageVersion: '1',
      entryPoint: 'dist/index.html',
      commands: { build: 'npm run build' },
    } as const;
    const text = dockerfile(site);
    expect(text).toContain('FROM node:24.19.0-trixie AS build\n');
    expect(text).toContain(
      'RUN --mount=type=cache,target=/root/.npm if [ -f package-lock.json ]; then npm ci; fi\nRUN --mount=type=cache,target=/root/.npm ["sh", "-c", "npm run build"]\n',
    );
    expect(copied(text)).toEqual(['COPY --from=build /src/dist /usr/share/nginx/html']);
  });
});

test('several services have a Dockerfile each, with the ignore file that Docker looks for beside it', () => {
  const site = { ...ordersService, name: 'site', language: 'static', languageVersion: '1' } as const;
  const found = files({ ...shopProject, services: [...shopProject.services, site] });
  expect(Object.keys(found)).toEqual([
    'shop/Dockerfile.dockerignore',
    'shop/Dockerfile',
    'mailer/Dockerfile.dockerignore',
    'mailer/Dockerfile',
    'site/Dockerfile.dockerignore',
    'site/Dockerfile',
    'site/nginx.conf',
  ]);
  expect(found['site/Dockerfile']).toContain('COPY site/nginx.conf /etc/nginx/nginx.conf\n');
  expect(Object.keys(files(ordersWith({})))).toEqual(['.dockerignore', 'Dockerfile']);
});
