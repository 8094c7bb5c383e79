import { assumed, type Candidate } from '../finding.ts';
import { makeTarget } from '../makefile.ts';
import { derive, fixedStart, type Program, shortVersion } from '../program.ts';
import { baseName, folderOf, has, type Repository } from '../repository.ts';
import { capture, type Hit, placeIn, search, searchAll } from '../search.ts';
import { sourcesOf } from '../sources.ts';
import { toolVersion } from '../versions.ts';

/** Modules and the port that the framework takes when it is told none. */
const frameworks: readonly (readonly [string, string, number?])[] = [
  ['github.com/gin-gonic/gin', 'gin', 8080],
  ['github.com/labstack/echo', 'echo', 1323],
  ['github.com/gofiber/fiber', 'fiber', 3000],
  ['github.com/go-chi/chi', 'chi'],
  ['github.com/gorilla/mux', 'gorilla'],
  ['github.com/beego/beego', 'beego', 8080],
  ['google.golang.org/grpc', 'grpc'],
];

const serving = /\b(?:ListenAndServe(?:TLS)?|\.Run|\.Start|\.Listen|\.Serve)\(/;

export function go(repository: Repository): Program | undefined {
  if (!has(repository, 'go.mod')) return undefined;
  const sources = sourcesOf(repository, 'go');
  const main = mainFile(repository, sources);
  const framework = frameworkOf(repository);
  const serves = search(repository, sources, serving);
  const name = main && binaryName(repository, main.path);
  const start = main && { value: fixedStart(`./bin/${name}`), found: main.found };
  const [, , usual] = frameworks.find(([, known]) => known === framework?.value) ?? [];
  return {
    language: 'go',
    found: placeIn(repository, 'go.mod'),
    sureness: framework && main ? 4 : serves && main ? 3 : 2,
    leastVersions: [derive(capture(repository, ['go.mod'], /^go\s+(\d[\w.]{0,20})/), shortVersion)],
    versions: [
      derive(capture(repository, ['go.mod'], /^toolchain\s+go(\d[\w.]{0,20})/), shortVersion),
      toolVersion(repository, ['golang', 'go'], 2),
    ],
    framework,
    entryPoint: main && { value: main.path, found: main.found },
    starts: [start],
    commands: {
      install: { value: 'go mod download', found: placeIn(repository, 'go.mod') },
      build: main && { value: `go build -o bin/${name} ${packageOf(main.path)}`, found: main.found },
      lint: makeTarget(repository, 'lint') ?? { value: 'go vet ./...', found: placeIn(repository, 'go.mod') },
      test: makeTarget(repository, 'test') ?? {
        value: 'go test ./...',
        found: placeIn(repository, 'go.mod'),
      },
    },
    ports: [],
    usualPort:
      usual === undefined
        ? undefined
        : assumed(usual, `the port of ${framework?.value ?? 'go'}, where nobody says another`),
    readsPort: search(repository, sources, /\.(Run)\(\)/) !== undefined && framework?.value === 'gin',
  };
}

const packageOf = (path: string): string => (folderOf(path) === '' ? '.' : `./${folderOf(path)}`);

/** The folder of the main package names the binary; at the top, the module does. */
function binaryName(repository: Repository, path: string): string {
  const module = capture(repository, ['go.mod'], /^module\s+([\w./~-]{1,200})/)?.value.replace(/\/v\d+$/, '');
  const name = baseName(folderOf(path)) || baseName(module ?? '');
  return /^[\w-]{1,63}$/.test(name) ? name : 'app';
}

/** The main package that serves: nearest to the top, and in `cmd/` the one that is called like a server. */
function mainFile(repository: Repository, sources: readonly string[]): Hit | undefined {
  const mains = [...searchAll(repository, sources, /^(func main)\(\)/)];
  const score = ({ path }: Hit) =>
    (search(repository, [path], serving) ? 4 : 0) +
    (/(?:^|[/-])(?:server|api|web|http|serve)(?:[/.-]|$)/.test(path) ? 2 : 0) +
    (folderOf(path) === '' ? 1 : 0);
  return mains.toSorted((a, b) => score(b) - score(a))[0];
}

function frameworkOf(repository: Repository): Candidate<string> | undefined {
  for (const [module, name] of frameworks) {
    const pattern = new RegExp(
      `^(?:require\\s+|\\s+)(${module.replaceAll('.', '\\.')})(?:/v\\d+)?\\s(?!.*// indirect)`,
    );
    const hit = search(repository, ['go.mod'], pattern);
    if (hit) return { value: name, found: hit.found };
  }
  return undefined;
}
