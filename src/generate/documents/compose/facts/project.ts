import { problem } from '../../../../errors/index.ts';
import { label } from '../../../../model/names.ts';
import type { Gathering } from '../../gathering.ts';
import type { Filling } from '../load/filling.ts';
import type { ComposeProject, ComposeService } from '../project/types.ts';
import { child } from '../tree.ts';
import { stateDependencies } from './dependencies.ts';
import { stateImage } from './image.ts';
import { stateMounts } from './mounts.ts';
import { statePorts, stateSpokenPort } from './ports.ts';
import { productOfService, stateResource } from './resource.ts';
import { stateRuntime } from './runtime.ts';
import { Secrets } from './secrets.ts';
import { stateVariables } from './variables.ts';
import { Writer } from './writer.ts';

/** States what a Compose project says about services and resources. */
export function stateProject(project: ComposeProject, filling: Filling, gathering: Gathering): void {
  const secrets = new Secrets(project, filling);
  const names = namesOf(project, gathering);
  const jobs = jobsOf(project);
  for (const service of project.services) {
    const name = names.get(service.key.text);
    const product = productOfService(service);
    if (name === undefined) continue;
    if (product) {
      stateResource(service, product, name, secrets, new Writer(gathering, ['resources', { name }]));
      continue;
    }
    const writer = new Writer(gathering, ['services', { name }]);
    writer.state(['name'], name, service.key);
    if (!service.image && !service.build && !child(service.node, 'provider')) {
      const facts = { name: service.key.text };
      gathering.problems.push(problem('compose-service-without-image', facts, { at: service.key.at }));
    }
    stateService(service, jobs.has(service.key.text), secrets, writer);
    stateDependencies(service, names, writer);
    stateMounts(service, project, secrets, writer);
  }
}

function stateService(service: ComposeService, isJob: boolean, secrets: Secrets, writer: Writer): void {
  stateImage(service, secrets, writer);
  const port = statePorts(service, writer) ?? stateSpokenPort(service, writer);
  const kind = isJob ? 'job' : port ? 'http' : 'worker';
  writer.state(['kind'], kind, port ?? service.key, { derived: true });
  stateVariables(service.variables, secrets, writer);
  stateRuntime(service, secrets, writer);
}

/** Services for whose end another waits. */
function jobsOf({ services }: ComposeProject): ReadonlySet<string> {
  const ends = services.flatMap(({ dependencies }) =>
    dependencies.filter(({ condition }) => condition?.text === 'service_completed_successfully'),
  );
  return new Set(ends.map(({ service }) => service.text));
}

/** The name of each service by its key. Two that become one are a problem, and the later is not read. */
function namesOf({ services }: ComposeProject, { problems }: Gathering): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const keys = new Map<string, string>();
  for (const { key } of services) {
    const name = label(key.text);
    const other = name === undefined ? undefined : keys.get(name);
    if (name === undefined || other !== undefined) {
      problems.push(problem('compose-service-name', { name: key.text, other }, { at: key.at }));
    } else {
      names.set(key.text, name);
      keys.set(name, key.text);
    }
  }
  return names;
}
