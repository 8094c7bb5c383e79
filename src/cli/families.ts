import { type Command, Option } from 'commander';
import type { Context } from './command.ts';
import { documentsOf } from './document-flags.ts';
import { type GenerateFlags, generateFlags, runGenerate } from './generate.ts';
import { given } from './given.ts';

interface FamilyCommand {
  readonly family: string;
  readonly summary: string;
  readonly example: string;
  /** Families that make the same in another form, by the name of the form; the first is the usual one. */
  readonly forms?: Readonly<Record<string, string>>;
}

/** The commands for one family; `--output` is that family's own folder. */
const familyCommands: Readonly<Record<string, FamilyCommand>> = {
  'generate-docker': {
    family: 'docker',
    summary: 'generate Dockerfile and .dockerignore',
    example: 'devops-flow generate-docker --spec docs/09_SPEC/SPEC-01.yaml --output .',
  },
  'generate-compose': {
    family: 'compose',
    summary: 'generate compose.yaml for development on this machine',
    example: 'devops-flow generate-compose --spec docs/09_SPEC/SPEC-01.yaml --output .',
  },
  'generate-k8s': {
    family: 'kubernetes',
    summary: 'generate Kubernetes manifests',
    example: 'devops-flow generate-k8s --spec specs/SPEC-API-V1.md --replicas 3 --output k8s/',
  },
  'generate-kustomize': {
    family: 'kustomize',
    summary: 'generate a Kustomize overlay for each environment, over the Kubernetes manifests',
    example: 'devops-flow generate-kustomize --spec docs/09_SPEC/SPEC-01.yaml --output kustomize/',
  },
  'generate-helm': {
    family: 'helm',
    summary: 'generate a Helm chart, with values for each environment',
    example: 'devops-flow generate-helm --spec docs/09_SPEC/SPEC-01.yaml --output helm/',
  },
  'generate-strategies': {
    family: 'strategies',
    summary: 'generate manifests and commands for the deployment strategies of the documents',
    example:
      'devops-flow generate-strategies --spec docs/09_SPEC/SPEC-01.yaml --deploy-strategy canary --output strategies/',
  },
  'generate-mesh': {
    family: 'mesh',
    summary: 'generate mutual TLS, authorization and traffic rules for Istio and Linkerd',
    example: 'devops-flow generate-mesh --spec docs/09_SPEC/SPEC-01.yaml --output mesh/',
  },
  'generate-gitops': {
    family: 'gitops',
    summary: 'generate applications of Argo CD and kustomizations of Flux, one for each environment',
    example: 'devops-flow generate-gitops --spec docs/09_SPEC/SPEC-01.yaml --output gitops/',
  },
  'generate-secrets': {
    family: 'secrets',
    summary: 'generate stores, access, templates and rotation for secrets, never a value',
    example: 'devops-flow generate-secrets --req docs/07_REQ/REQ-01.md --output secrets/',
  },
  'generate-policies': {
    family: 'policies',
    summary: 'generate rules for conftest and Kyverno, and settings for scanners',
    example: 'devops-flow generate-policies --req docs/07_REQ/REQ-01.md --output policies/',
  },
  'generate-infra': {
    family: 'terraform',
    forms: { terraform: 'terraform', cloudformation: 'cloudformation', arm: 'arm', pulumi: 'pulumi' },
    summary: 'generate infrastructure for the cloud that the documents name',
    example: 'devops-flow generate-infra --spec specs/SPEC-API-V1.md --cloud aws --output infrastructure/',
  },
  'generate-ansible-playbooks': {
    family: 'ansible',
    summary: 'generate Ansible playbooks that configure, deploy to, watch and back up hosts or ECS',
    example:
      'devops-flow generate-ansible-playbooks --req docs/07_REQ/REQ-NN.md --spec docs/09_SPEC/SPEC-NN.yaml --output ansible/',
  },
  'generate-pipeline': {
    family: 'pipelines',
    summary: 'generate a CI/CD pipeline',
    example:
      'devops-flow generate-pipeline --type github-actions --language python --deploy-strategy blue-green --output .github/workflows/',
  },
  'generate-deployment-scripts': {
    family: 'scripts',
    summary: 'generate scripts that set up, install, deploy, check, switch, roll back and clean up',
    example:
      'devops-flow generate-deployment-scripts --req docs/07_REQ/REQ-NN.md --spec docs/09_SPEC/SPEC-NN.yaml --output scripts/',
  },
  'generate-tests': {
    family: 'tests',
    summary: 'generate smoke, end-to-end, contract and load tests and a Postman collection',
    example: 'devops-flow generate-tests --spec docs/09_SPEC/SPEC-NN.yaml --output tests/',
  },
};

export const familyModules = Object.entries(familyCommands).map(([name, command]) => ({
  register: (program: Command, { output, exit }: Context): Command =>
    generateFlags(program.command(name), typeOption(command))
      .summary(command.summary)
      .option('--output <folder>', 'the folder for these files (default: the usual one)')
      .addHelpText('after', `\nExample:\n  ${command.example}`)
      .action((flags: GenerateFlags) =>
        runGenerate(
          chosenForm(command, flags),
          { ownFolder: true, documents: documentsOf(flags, undefined) },
          output,
          exit,
        ),
      ),
}));

const typeOption = ({ forms }: FamilyCommand): Option | undefined =>
  forms && new Option('--type <form>', 'what it is written for').choices(Object.keys(forms));

/** Where a family has forms, the type is one of them, and not a product of pipelines. */
function chosenForm({ family, forms }: FamilyCommand, { type, ...flags }: GenerateFlags): GenerateFlags {
  if (!forms) return { ...flags, ...given({ type }), family: [family] };
  return { ...flags, family: [(type !== undefined && forms[type]) || family] };
}
