/** The shapes of container.ts. */
import type {
  Build,
  Commands,
  Compute,
  ContainerSettings,
  Dependency,
  Health,
  Image,
  MountedFile,
  NamedValue,
  Port,
  Probe,
  Sidecar,
  SidecarProbe,
  Variable,
  Volume,
} from '../container.ts';
import { imageFields } from '../values/image.ts';
import {
  anyText,
  containerPath,
  duration,
  flag,
  label,
  memory,
  oneOf,
  portNumber,
  processors,
  projectPath,
  urlFragment,
  variable,
  whole,
} from './scalars.ts';
import { command, list, namedList, optional, record, written } from './shape.ts';

export const namedValues = (about: string) =>
  namedList<NamedValue>(anyText('name'), about, { value: anyText('value') }, 'value');

export const image = written(
  record<Image>('The container image', {
    repository: anyText('Where the image is kept, without its tag'),
    tag: anyText('tag of the image'),
    digest: anyText('sha256 digest of the image; it counts before the tag'),
    built: flag('Whether the image is built from the sources here'),
  }),
  imageFields,
);

export const build = optional(
  record<Build>('How the image is built where a Dockerfile of the team does it', {
    context: anyText('The build context, relative to the project folder'),
    dockerfile: anyText('The Dockerfile, relative to the project folder'),
    target: anyText('The stage that is built'),
    arguments: namedValues('Build arguments'),
  }),
);

export const commands = record<Commands>('What a developer types in the source folder', {
  install: anyText('Brings in the dependencies'),
  build: anyText('Builds the service'),
  lint: anyText('Checks the style of the sources'),
  types: anyText('Checks the types of the sources'),
  test: anyText('Runs the tests'),
});

export const ports = namedList<Port>(
  label('port name'),
  'Ports that are offered, where there is more than one',
  {
    port: portNumber('what others connect to'),
    target: portNumber('what the container listens on'),
    protocol: oneOf('protocol', ['tcp', 'udp']),
  },
  'port',
);

const words = (about: string) => list(anyText(about));
const argv = (about: string) => command(anyText(about));

const probeFields = {
  command: argv('Command that exits with 0 in the container when all is well, instead of HTTP'),
  port: portNumber('the port that is asked, when it is another'),
  scheme: oneOf('scheme', ['http', 'https']),
  host: anyText('The Host header'),
  headers: namedValues('Headers of the request'),
};
const probeNames = oneOf('probe', ['live', 'ready', 'startup']);

export const health = record<Health>('How the health of an instance is asked', {
  over: oneOf('protocol of the probes', ['http', 'tcp']),
  live: urlFragment('path of the liveness probe'),
  ready: urlFragment('path of the readiness probe'),
  startup: urlFragment('path of the startup probe'),
  intervalSeconds: duration('time between two probes'),
  timeoutSeconds: duration('time that an answer may take'),
  failureThreshold: whole('failures in a row that count', 1),
  probes: namedList<Probe>(probeNames, 'What a probe asks beside its path', probeFields),
});

const variableFields = {
  required: flag('Whether the service cannot start without it'),
  sensitive: flag('Whether it is secret: then it never has a default here'),
  default: anyText('Its value where an environment says nothing else'),
  reference: anyText('Text with placeholders of resources, filled in at run time'),
  description: anyText('What it is for'),
};

export const variables = namedList<Variable>(
  variable('variable'),
  'Environment variables of the service',
  variableFields,
  'default',
);

export const files = namedList<MountedFile>(
  anyText('absolute path in the container'),
  'Files that are put into the container',
  {
    content: anyText('The text of the file'),
    binary: anyText('The bytes of the file in Base64'),
    source: anyText('The file whose content it has, relative to the project folder'),
    secret: anyText('The secret whose value it holds at run time'),
    mode: anyText('Permissions in octal, such as "0644"'),
    expand: flag('Whether placeholders in the content are filled in at run time'),
  },
  'content',
);

export const volumes = namedList<Volume>(label('volume'), 'Folders in the container', {
  kind: oneOf('kind of volume', ['persistent', 'ephemeral', 'bind']),
  path: containerPath('folder in the container'),
  variable: variable('variable that tells the service the folder'),
  size: memory('size'),
  source: anyText('The folder of the machine, or the resource that provides it'),
  subPath: anyText('The part of the volume that is mounted'),
  readOnly: flag('Whether it cannot be written'),
  perInstance: flag('Whether each instance has one of its own, which it finds again after a restart'),
});

export const container = record<ContainerSettings>('How the container runs, where the usual is not enough', {
  user: anyText('User, or user and group'),
  workingFolder: anyText('Folder in which the command starts'),
  readOnlyRoot: flag('Whether the root file system cannot be written'),
  privileged: flag('Whether it has all rights on its machine'),
  addCapabilities: words('Linux capabilities that are added'),
  dropCapabilities: words('Linux capabilities that are taken'),
  hostname: anyText('Name of the machine as the service sees it'),
  platform: anyText('System and processor, such as linux/amd64'),
  stopSignal: anyText('Signal that asks the service to stop'),
  restart: oneOf('restart policy', ['always', 'on-failure', 'unless-stopped', 'never']),
  init: flag('Whether an init process reaps what the service leaves behind'),
  terminal: flag('Whether it has a terminal'),
});

const sizes = {
  cpu: processors('processors'),
  memory: memory('memory'),
};

export const compute = record<{ requests: Compute; limits: Compute }>('Processors and memory', {
  requests: record<Compute>('What is reserved', sizes),
  limits: record<Compute>('What may be used at most', sizes),
});

export const dependencies = namedList<Dependency>(
  anyText('resource, service or sidecar'),
  'What must be there before it starts',
  {
    until: oneOf('state that is waited for', ['started', 'healthy', 'complete']),
    required: flag('Whether it cannot start without it'),
  },
  'until',
);

export const sidecars = namedList<Sidecar>(label('sidecar'), 'Containers beside the service', {
  image,
  command: argv('Command in place of the entrypoint of the image'),
  arguments: argv('Words behind the command'),
  variables,
  files,
  volumes,
  requests: record<Partial<Compute>>('What is reserved', sizes),
  limits: record<Partial<Compute>>('What may be used at most', sizes),
  probes: namedList<SidecarProbe>(probeNames, 'How its health is asked', {
    ...probeFields,
    path: urlFragment('path that is asked'),
  }),
  dependencies,
});

export const source = projectPath('folder that runs');
