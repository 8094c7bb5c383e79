import type { Project } from '../../../model/service.ts';
import { trace } from '../../../model/traced.ts';
import type { EmitOne, Emitter } from './artifact.ts';

/** An emitter each of whose files is of one service. */
export const serviceEmitter = (emitter: Omit<Emitter, 'emit'> & { readonly emitOne: EmitOne }): Emitter => ({
  ...emitter,
  emit: (project: Project, options) =>
    trace(project).services.flatMap(service => emitter.emitOne(service, project, options)),
});
