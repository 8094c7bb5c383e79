import type { Language } from '../../model/service.ts';
import { composeBuilds } from './containers/compose.ts';
import { dockerfiles, readImageBuild } from './containers/dockerfile.ts';
import { detectors } from './languages/index.ts';
import { isManifest } from './manifests.ts';
import type { Program } from './program.ts';
import { folderOf, type Repository, within } from './repository.ts';

export interface ServiceFolder {
  /** `.` for the repository itself. */
  readonly folder: string;
  readonly repository: Repository;
  readonly program: Program;
  /** Other languages that could run a service here as well. */
  readonly rivals: readonly Program[];
}

export interface FoundServices {
  readonly services: readonly ServiceFolder[];
  /** Folders with services of their own beside the one at the top. */
  readonly elsewhere: readonly ServiceFolder[];
}

/** Folders deeper or more than these are no services that anybody keeps apart. */
const deepest = 4;
const most = 60;

/** The service at the top of the repository; where nothing runs there, those in its folders. */
export function findServices(repository: Repository): FoundServices {
  const top = bestProgram(repository);
  const own = top && { folder: '.', repository, ...top };
  const below = folders(repository).flatMap(folder => {
    const part = within(repository, folder);
    const found = bestProgram(part);
    return found && isService(found.program) ? [{ folder, repository: part, ...found }] : [];
  });
  const outermost = below.filter(
    ({ folder }) => !below.some(other => other.folder !== folder && folder.startsWith(`${other.folder}/`)),
  );
  if (own && isService(own.program)) {
    const start = `${own.program.source?.value ?? ''}/`;
    const file = own.program.entryPoint?.value ?? '';
    const others = outermost.filter(({ folder }) => !file.startsWith(`${folder}/`) && start !== `${folder}/`);
    // A Compose file that builds them all says that they belong together.
    const built = composeBuilds(repository).map(({ context }) => context);
    const isBuilt = ({ folder }: ServiceFolder) => built.includes(folder);
    return {
      services: [own, ...others.filter(isBuilt)],
      elsewhere: others.filter(other => !isBuilt(other)),
    };
  }
  if (outermost.length > 0) return { services: outermost, elsewhere: [] };
  return { services: own ? [own] : [], elsewhere: [] };
}

const isService = ({ sureness, starts, language }: Program): boolean =>
  sureness >= 3 && (starts.some(start => start !== undefined) || language === 'static');

function folders(repository: Repository): readonly string[] {
  const found = repository.files
    .filter(file => isManifest(file) && !/(?:^|\/)(?:tests?|examples?|fixtures|e2e|docs?)\//.test(file))
    .map(folderOf)
    .filter(folder => folder !== '' && folder.split('/').length <= deepest);
  return [...new Set(found)].slice(0, most);
}

/** The language that runs what is here: that of the Dockerfile, else the one that is surest. */
function bestProgram(repository: Repository): Pick<ServiceFolder, 'program' | 'rivals'> | undefined {
  const [file] = dockerfiles(repository);
  const image =
    file === undefined || file.includes('/') ? undefined : readImageBuild(repository, file).language?.value;
  const programs = (Object.keys(detectors) as Language[]).flatMap(name => detectors[name](repository) ?? []);
  const rank = ({ language, sureness }: Program) => (language === image && sureness > 1 ? 10 : sureness);
  const [program, ...others] = programs.toSorted((a, b) => rank(b) - rank(a));
  // A site of files beside a server is what the server shows.
  const isRival = (other: Program) =>
    isService(other) && other.language !== 'static' && rank(other) >= rank(program ?? other);
  return program && { program, rivals: others.filter(isRival) };
}
