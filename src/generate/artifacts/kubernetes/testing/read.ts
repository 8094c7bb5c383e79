import { parseAllDocuments } from 'yaml';
import { textsOf } from '../../../../../test/fixtures/parsed.ts';
import { alone } from '../../../../../test/fixtures/shop.ts';
import type { Project, Service } from '../../../../model/service.ts';
import { kubernetes } from '../index.ts';

export const texts = (project: Project) =>
  textsOf(kubernetes.emit(project, { pipelineType: 'github-actions' }));

/** The objects of one file; none where there is no such file. */
export const objectsIn = (project: Project, path: string) =>
  parseAllDocuments(texts(project)[path] ?? '').map(document => {
    for (const error of document.errors) throw error;
    return document.toJS();
  });

/** The first object of a file. */
export const read = (project: Project, path: string) => objectsIn(project, path)[0];

export const podOf = (service: Service) => read(alone(service), 'deployment.yaml').spec.template.spec;

/** The container of the service itself. */
export const containerOf = (service: Service) => podOf(service).containers[0];
