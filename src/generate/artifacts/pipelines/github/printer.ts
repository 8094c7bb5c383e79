import { yamlLines } from '../../shared/yaml.ts';
import type { Printer } from '../printer.ts';
import { githubWorkflow } from './workflow.ts';

/** A workflow for each service. */
export const github: Printer = {
  kind: 'github-workflow',
  comment: '#',
  print: services =>
    services.map(({ folder, pipeline }) => ({
      path: `${folder.replace(/\/$/, '-')}delivery.yml`,
      lines: yamlLines(githubWorkflow(pipeline)),
    })),
};
