/** Rules between fields: what no single value can break alone. */
import { type Place, type Problem, type ProblemId, problem } from '../errors/index.ts';
import { checkCluster } from './cluster-rules.ts';
import { nearest } from './names.ts';
import { listedOn } from './official-images.ts';
import type { Origins } from './origins.ts';
import { checkRollout } from './rollout-rules.ts';
import type { Project, Service } from './service.ts';
import { quantityValue } from './values/quantities.ts';

type Report = <Id extends ProblemId>(id: Id, facts: Parameters<typeof problem<Id>>[1], field: string) => void;

/** Checks the assembled project; each problem stands where the offending field was written. */
export function checkRules(project: Project, origins: Origins): Problem[] {
  const problems: Problem[] = [];
  const report: Report = (id, facts, field) => {
    const at = placeOf(origins, field);
    problems.push(problem(id, facts, at ? { at } : {}));
  };
  for (const service of project.services) {
    checkScaling(service, report);
    checkResources(service, report);
    checkCompute(project, service, report);
    checkEnvironmentNames(service, report);
    checkBudgets(service, report);
    checkOfferedPort(service, report);
    checkTags(service, origins, report);
    checkCluster(service, report);
    checkRollout(service, report);
    if (service.port !== undefined && service.port < 1024)
      report('port-privileged', { port: service.port }, 'service.port');
  }
  return problems;
}

function placeOf(origins: Origins, field: string): Place | undefined {
  const origin = origins.get(field);
  return origin?.from === 'document' ? origin.at : undefined;
}

/** A tag that nobody wrote is told, for it decides which software runs. */
function checkTags({ image, sidecars }: Service, origins: Origins, report: Report): void {
  const images = [
    { image, field: 'service.image' },
    ...sidecars.map(sidecar => ({ image: sidecar.image, field: `service.sidecars.${sidecar.name}.image` })),
  ];
  for (const { image, field } of images) {
    const { repository, tag, built } = image;
    if (built || tag === 'latest' || origins.get(`${field}.tag`)?.from !== 'default') continue;
    report('image-tag-taken', { image: repository, tag, listedOn }, `${field}.repository`);
  }
}

/** Of several documents one may say where the service listens, and another which of its ports are offered. */
function checkOfferedPort({ port, ports }: Service, report: Report): void {
  const [first] = ports;
  if (!first || port === undefined || ports.some(({ target }) => target === port)) return;
  const targets = ports.map(({ target }) => target);
  report('port-not-offered', { port, targets }, `service.ports.${first.name}.target`);
}

function checkScaling({ scaling: { min, max }, environments }: Service, report: Report): void {
  if (min > max) report('scaling-inverted', { min, max }, 'service.scaling.max');
  for (const { name, replicas } of min > max ? [] : environments) {
    const field = `service.environments.${name}.replicas`;
    if (replicas > max) report('replicas-over-maximum', { environment: name, replicas, max }, field);
  }
}

function checkResources({ resources: { requests, limits } }: Service, report: Report): void {
  for (const what of ['cpu', 'memory'] as const) {
    const [request, limit] = [requests[what], limits[what]];
    const field = `service.resources.requests.${what}`;
    if (quantityValue(request) > quantityValue(limit))
      report('request-over-limit', { what, request, limit }, field);
  }
}

function checkCompute({ resources }: Project, { resources: { limits } }: Service, report: Report): void {
  const compute = resources.find(resource => resource.kind === 'compute');
  if (!compute) return;
  const available = {
    cpu: compute.cpu === undefined ? undefined : String(compute.cpu),
    memory: compute.memory,
  };
  for (const what of ['cpu', 'memory'] as const) {
    const has = available[what];
    const limit = limits[what];
    if (has === undefined || quantityValue(limit) <= quantityValue(has)) continue;
    report('limit-over-compute', { what, limit, available: has }, `service.resources.limits.${what}`);
  }
}

function checkEnvironmentNames({ environments, scripts }: Service, report: Report): void {
  const known = environments.map(({ name }) => name);
  for (const script of scripts) {
    for (const [i, name] of script.environments.entries()) {
      if (name === 'all' || known.includes(name)) continue;
      const field = `service.scripts.${script.name}.environments.${i}`;
      report('script-environment-unknown', { name, known, suggestion: nearest(name, known) }, field);
    }
  }
}

function checkBudgets({ cost }: Service, report: Report): void {
  for (const { name, monthly, alertPercent: percent, alertAmount: amount } of cost) {
    if (percent === undefined || amount === undefined) continue;
    if (Math.abs((percent * monthly) / 100 - amount) < 0.01) continue;
    report('budget-alert-mismatch', { percent, monthly, amount }, `service.cost.${name}.alertAmount`);
  }
}
