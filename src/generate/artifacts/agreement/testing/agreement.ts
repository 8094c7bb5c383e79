import type { Project } from '../../../../model/service.ts';
import type { Artifact } from '../../shared/artifact.ts';
import { occurrencesIn } from './collect.ts';
import { expectedOf } from './expected.ts';

/** Where files say something else than the model, each as `file:line: fact is "x", not "y"`. */
export function disagreements(project: Project, artifacts: readonly Artifact[]): readonly string[] {
  return occurrencesIn(project, artifacts).flatMap(({ fact, service, environment, value, place, line }) => {
    const about = project.services.filter(({ name }) => service === undefined || name === service);
    const right = [...new Set(about.flatMap(found => expectedOf(project, found, environment)[fact]))];
    return right.includes(value) ? [] : [`${place}:${line}: ${fact} is "${value}", not ${listed(right)}`];
  });
}

const listed = (values: readonly string[]) => values.map(value => `"${value}"`).join(' or ') || 'there';
