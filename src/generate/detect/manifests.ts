import { baseName, folderOf, type Repository } from './repository.ts';

const names =
  /^(?:package\.json|pyproject\.toml|requirements\.txt|Pipfile|manage\.py|go\.mod|pom\.xml|build\.gradle(?:\.kts)?|Gemfile|composer\.json|Cargo\.toml|[^/]+\.csproj)$/;

/** Whether the file makes its folder a project of its own. */
export const isManifest = (file: string): boolean => names.test(baseName(file));

/** The folders below the top that are projects of their own. */
export function projectFolders(repository: Repository): readonly string[] {
  const folders = repository.files.filter(isManifest).map(folderOf);
  return [...new Set(folders)].filter(folder => folder !== '');
}
