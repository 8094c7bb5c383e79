import { programFields } from '../../../generate/detect/detection.ts';
import type { Evidence, Finding } from '../../../generate/detect/finding.ts';
import type { DetectedService, Detection } from '../../../generate/detect/index.ts';
import type { InitFields, InitFinding, InitService } from '../../schemas/init.ts';

/** What was found, by the keys of devops-flow.yaml, each with its place or reason. */
export const detectedFields = ({
  services,
  hosting,
  resources,
  yours,
}: Detection): Pick<InitFields, 'services' | 'findings' | 'resources' | 'yours'> => ({
  services: services.map(serviceFields),
  findings: [
    ...findingFields('repository', hosting.repository),
    ...findingFields('repositoryFolder', hosting.folder),
    ...findingFields('automation.pipeline', hosting.pipeline),
  ],
  resources: resources.map(({ name, kind, type, found }) => ({ name, kind, type, ...evidence(found) })),
  yours: yours.flatMap(({ files }) => files),
});

function serviceFields(service: DetectedService): InitService {
  const single = ['name', ...programFields, 'port'] as const;
  const findings = [
    ...single.flatMap(field => findingFields(field, service[field])),
    ...buildFields(service),
    ...[...service.commands].flatMap(([name, command]) => findingFields(`commands.${name}`, command)),
    ...findingFields('health.live', service.health?.live),
    ...findingFields('health.ready', service.health?.ready),
    ...service.variables.map(({ name, found, sensitive, default: value }) => ({
      field: `variables.${name}`,
      value: sensitive ? 'sensitive' : (value?.value ?? ''),
      ...evidence(found),
      others: [],
    })),
  ];
  return { name: service.name.value, folder: service.folder, findings };
}

function buildFields({ build }: DetectedService): readonly InitFinding[] {
  if (!build) return [];
  const { context, dockerfile } = build.value;
  const place = { ...evidence(build.found), others: [] };
  return [
    { field: 'build.context', value: context, ...place },
    { field: 'build.dockerfile', value: dockerfile, ...place },
  ];
}

function findingFields(
  field: string,
  finding: Finding<string | number | readonly string[]> | undefined,
): readonly InitFinding[] {
  if (!finding) return [];
  const others = finding.others.map(({ value, found }) => ({ value: plain(value), ...evidence(found) }));
  return [{ field, value: plain(finding.value), ...evidence(finding.found), others }];
}

const plain = (value: string | number | readonly string[]) =>
  typeof value === 'object' ? [...value] : value;

const evidence = (found: Evidence): Pick<InitFinding, 'at' | 'reason'> =>
  'reason' in found ? { reason: found.reason } : { at: { ...found, column: 1 } };
