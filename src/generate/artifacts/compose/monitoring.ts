import { type Traced, text } from '../../../model/traced.ts';
import { isServing, type ServiceView, type ServingView } from '../../../model/views.ts';
import type { YamlNode, YamlObject } from '../shared/yaml.ts';
import { confined } from './confinement.ts';
import { limits } from './limits.ts';
import { folderBeside } from './places.ts';
import { published } from './ports.ts';

/** Of the series with long-term support. */
const image = 'prom/prometheus:v3.5.0';
export const prometheusFile = `${folderBeside}/prometheus.yml`;
export const prometheusVolume = 'prometheus-data';

type MeasuredView = ServingView & { readonly metricsPath: Traced<string> };

const isMeasured = (service: ServiceView): service is MeasuredView =>
  isServing(service) && service.metricsPath !== undefined;

export const measured = (services: readonly ServiceView[]): readonly MeasuredView[] =>
  services.filter(isMeasured);

/** Starts with docker compose --profile monitoring up. */
export function prometheusEntry(): YamlObject {
  const port = {
    key: 'PROMETHEUS_PORT',
    about: 'the port of this machine that leads to Prometheus',
    fallback: '9090',
  };
  return {
    image,
    profiles: ['monitoring'],
    ports: [published(port, '9090')],
    networks: ['app'],
    volumes: [
      {
        type: 'bind',
        source: `./${prometheusFile}`,
        target: '/etc/prometheus/prometheus.yml',
        read_only: true,
      },
      { type: 'volume', source: prometheusVolume, target: '/prometheus' },
    ],
    tmpfs: ['/tmp'],
    restart: 'unless-stopped',
    healthcheck: {
      test: ['CMD', 'wget', '-q', '-O', '/dev/null', 'http://127.0.0.1:9090/-/healthy'],
      interval: '10s',
      timeout: '3s',
      retries: 3,
      start_period: '30s',
    },
    // The image's own user: the volume is made for it.
    ...confined('65534:65534'),
    deploy: limits('0.5', '512m'),
  };
}

/** Asks each service for its metrics. */
export const prometheusConfiguration = (services: readonly MeasuredView[]): YamlNode => ({
  global: { scrape_interval: '15s' },
  scrape_configs: services.map(({ name, port, metricsPath }) => ({
    job_name: name,
    metrics_path: metricsPath,
    static_configs: [{ targets: [text`${name}:${port}`] }],
  })),
});
