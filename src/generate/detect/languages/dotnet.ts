import { assumed, type Candidate } from '../finding.ts';
import { readTree } from '../formats/tree.ts';
import { readXml } from '../formats/xml.ts';
import { derive, type Program, portOf, type Start, shortVersion } from '../program.ts';
import { baseName, folderOf, type Repository } from '../repository.ts';
import { capture, placeIn, search } from '../search.ts';
import { toolVersion } from '../versions.ts';
import { dotnetProject } from './dotnet-project.ts';

export function dotnet(repository: Repository): Program | undefined {
  const project = dotnetProject(repository);
  if (project === undefined) return undefined;
  const { file, web } = project;
  const solution = repository.files.find(path => /^[^/]*\.slnx?$/.test(path));
  const isExecutable = web ?? search(repository, [file], /<OutputType>(Exe)</);
  const found = web ?? placeIn(repository, file);
  return {
    language: 'dotnet',
    found,
    sureness: web ? 4 : isExecutable ? 3 : 2,
    versions: versions(repository, file),
    framework: web && { value: 'aspnetcore', found: web },
    entryPoint: { value: file, found },
    // Of several web projects in one solution each is a service of its own.
    starts: [isExecutable && !project.isOneOfSeveral ? { value: startOf(file), found } : undefined],
    commands: {
      install: { value: 'dotnet restore', found: placeIn(repository, solution ?? file) },
      build: { value: `dotnet publish ${word(file)} --configuration Release --output out`, found },
      test: { value: 'dotnet test', found: placeIn(repository, solution ?? file) },
    },
    ports: settings(repository, folderOf(file)),
    usualPort: assumed(
      8080,
      "the port of .NET's own images; launchSettings.json counts for `dotnet run` only",
    ),
    readsPort: web !== undefined,
  };
}

const word = (path: string): string =>
  /^[\w./-]+$/.test(path) ? path : `"${path.replaceAll(/["$`\\]/g, '')}"`;

/** The published assembly, told where to listen. */
function startOf(file: string): Start {
  const assembly = baseName(file).replace(/\.\w+proj$/, '.dll');
  return port => ['dotnet', `out/${assembly}`, '--urls', `http://0.0.0.0:${port}`];
}

/** `net8.0`, or the first of `net8.0;net9.0`. */
const frameworkVersion = (text: string): string | undefined => /net(\d{1,2}\.\d)/.exec(text)?.[1];

function versions(repository: Repository, file: string): Program['versions'] {
  const texts = readXml(repository, file);
  const target = texts.find(({ path }) => /PropertyGroup\/TargetFrameworks?$/.test(path));
  const shared = readXml(repository, 'Directory.Build.props').find(({ path }) =>
    path.endsWith('/TargetFramework'),
  );
  return [
    derive(target, frameworkVersion),
    derive(shared, frameworkVersion),
    derive(readTree(repository, 'global.json').at('sdk', 'version').text, shortVersion),
    toolVersion(repository, ['dotnet', 'dotnet-core'], 2),
  ];
}

/** Where the service itself says on which port it listens: Kestrel's endpoints, or `Urls`. */
function settings(repository: Repository, folder: string): readonly (Candidate<number> | undefined)[] {
  const file = folder === '' ? 'appsettings.json' : `${folder}/appsettings.json`;
  const url = capture(repository, [file], /"(?:Url|Urls)"\s*:\s*"[^"]{0,100}?:(\d{2,5})/i);
  const sources = repository.files.filter(path => path.endsWith('.cs') && baseName(path) === 'Program.cs');
  const code = capture(
    repository,
    sources,
    /(?:UseUrls|\.Run|Urls\.Add)\(\s*\$?"https?:\/\/[^"]{1,60}?:(\d{2,5})/,
  );
  const kestrel = capture(repository, sources, /\bListenAnyIP\(\s*(\d{2,5})/);
  return [portOf(url), portOf(code), portOf(kestrel)];
}
