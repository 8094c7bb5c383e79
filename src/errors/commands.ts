import type { Catalogue } from './problem.ts';
import { shellWord } from './shell-word.ts';
import { didYouMean } from './words.ts';

/** What can be wrong with a question or an option, apart from what documents say. */
export const commandErrors = {
  usage: (facts: { text: string }) => ({
    severity: 'error',
    message: facts.text,
    why: 'the command line does not have the form that this command takes',
    fix: 'add --help to see the options',
  }),
  'option-value-unknown': (facts: {
    option: string;
    value: string;
    known: readonly string[];
    suggestion: string | undefined;
  }) => ({
    severity: 'error',
    message: `${facts.option}: "${facts.value}" is not known here`,
    why: `${facts.option} is one of ${facts.known.join(', ')}`,
    fix: didYouMean(facts.suggestion, 'use one of these'),
  }),
  'documents-missing': (facts: {
    folder: string;
    above: { folder: string; file: string } | undefined;
    command: string;
  }) => ({
    severity: 'error',
    message: facts.above
      ? `the project is not in ${facts.folder}, but above it: ${facts.above.file}`
      : `no devops-flow.yaml, and no other document about a service, was found in ${facts.folder}`,
    why: 'what is made and run follows from documents: devops-flow.yaml, docs/09_SPEC/SPEC-*.yaml (or .md), docs/07_REQ/REQ-*.md, score.yaml, compose.yaml',
    fix: facts.above
      ? `run the command there, or name the folder: devops-flow ${facts.command} ${shellWord(facts.above.folder)}; devops-flow init ${shellWord(facts.folder)} begins a project of its own`
      : `run devops-flow init ${shellWord(facts.folder)} first, which writes devops-flow.yaml for the program that stands there; or name the folder or the files of the documents`,
  }),
  'schema-unknown': (facts: {
    command: string;
    known: readonly string[];
    suggestion: string | undefined;
  }) => ({
    severity: 'error',
    message: `there is no schema for "${facts.command}"`,
    why: `these commands print a document that has one: ${facts.known.join(', ')}`,
    fix: didYouMean(facts.suggestion, 'use one of these'),
  }),
  'generate-stale': (facts: { files: number }) => ({
    severity: 'warning',
    message: `${facts.files} generated file${facts.files === 1 ? ' is' : 's are'} not up to date`,
    why: '--check compares the files with what the documents say now',
    fix: 'run the same command without --check',
  }),
  'file-not-written': (facts: { file: string; what: string; code: string }) => ({
    severity: 'error',
    message: `${facts.what} could not be written as ${facts.file} (${facts.code})`,
    why: 'the operating system refused it: a folder that does not exist, permissions, or a full disk',
    fix: 'name a file in a folder that you may write to',
  }),
  'file-not-replaced': (facts: { file: string; what: string; isFolder: boolean }) => ({
    severity: 'error',
    message: facts.isFolder
      ? `${facts.file} is a folder`
      : `${facts.file} is there, and is not ${facts.what}`,
    why: `${facts.what} takes the place of nothing but an earlier one`,
    fix: facts.isFolder
      ? 'name a file; the folder of the project stands before the options'
      : 'name another file, or move that one away',
  }),
  'file-stale': (facts: { path: string; action: string }) => ({
    severity: 'warning',
    message:
      facts.action === 'removed'
        ? `${facts.path} is no longer generated`
        : facts.action === 'created'
          ? `${facts.path} is missing`
          : `${facts.path} is not what the documents say now`,
    why: 'files that lag behind their documents run something that nobody decided any more',
    fix: 'look at it with `devops-flow plan`, then run `devops-flow generate`',
  }),
  'git-missing': () => ({
    severity: 'error',
    message: 'git was not found',
    why: '--base reads the documents of another commit, which only git has',
    fix: 'install git, or leave --base out to compare with the generated files',
  }),
  'git-no-repository': (facts: { folder: string }) => ({
    severity: 'error',
    message: `${facts.folder} is not in a git repository`,
    why: '--base reads the documents of another commit',
    fix: 'run the command in a repository, or leave --base out to compare with the generated files',
  }),
  'git-ref-unknown': (facts: { ref: string; isShallow: boolean }) => ({
    severity: 'error',
    message: `"${facts.ref}" is no commit of this repository`,
    why: '--base names a branch, a tag or a commit, such as origin/main',
    fix: facts.isShallow
      ? 'this clone is shallow: fetch the commit (in GitHub Actions: fetch-depth: 0 of actions/checkout)'
      : 'look at `git branch --all`; a branch of a remote may have to be fetched first',
  }),
  'git-failed': (facts: { what: string; reason: string }) => ({
    severity: 'error',
    message: `git ${facts.what} failed: ${facts.reason}`,
    why: '--base reads the documents of another commit through git',
    fix: 'check the repository with `git fsck`',
  }),
  'base-empty': (facts: { ref: string }) => ({
    severity: 'note',
    message: `there are no documents at ${facts.ref}`,
    why: 'without documents to compare with, everything is new',
    fix: 'nothing to do when this change brings the first documents',
  }),
  'base-broken': (facts: { ref: string; errors: number }) => ({
    severity: 'warning',
    message: `the documents at ${facts.ref} have ${facts.errors} error${facts.errors === 1 ? '' : 's'}, so everything counts as new`,
    why: 'what cannot be read makes no files to compare with',
    fix: 'nothing to do when this change mends them; else choose another --base',
  }),
  'base-with': (facts: { option: string }) => ({
    severity: 'error',
    message: `${facts.option} does not go with --base`,
    why: '--base compares two states of the documents, not the files that lie here',
    fix: `leave one of the two out`,
  }),
  'nothing-generated': (facts: { folder: string }) => ({
    severity: 'error',
    message: `nothing was generated in ${facts.folder} yet`,
    why: 'this command works on the files that the lock (.devops-flow/lock.json) names',
    fix: 'name a folder of a project that has one, or run `devops-flow generate` first',
  }),
  'family-retired': (facts: { family: string; output: string }) => ({
    severity: 'warning',
    message: `this version of devops-flow knows no family ${facts.family} (in ${facts.output}); its files stay as they are`,
    why: 'only what this version makes can be made again',
    fix: `go on with the older version, or keep the files as your own: devops-flow eject --family ${shellWord(facts.family)}`,
  }),
  'documents-moved': (facts: { field: string; old: string; now: string }) => ({
    severity: 'note',
    message: `the documents have changed since the last generate (${facts.field}: ${facts.old} -> ${facts.now}), so not all of this comes from the version`,
    why: 'an upgrade makes the files again from the documents as they are now',
    fix: 'to see the upgrade alone, run generate with the version before first',
  }),
  'eject-unconfirmed': (facts: { files: number }) => ({
    severity: 'error',
    message: `nothing was ejected: ${facts.files} file${facts.files === 1 ? '' : 's'} would leave the care of devops-flow, and nobody said yes`,
    why: 'generate can take a file over again only while it is what it generates',
    fix: 'look at it with --dry-run, then say --yes',
  }),
  'scan-cut': (facts: { files: number }) => ({
    severity: 'warning',
    message: `the project has more files than were searched for calls of devops-flow (${facts.files})`,
    why: 'a search has an end; what calls devops-flow beyond it is not listed',
    fix: 'search for the word devops-flow yourself',
  }),
  'plan-file-unusable': (facts: { file: string; code: string }) => ({
    severity: 'error',
    message: `the plan ${facts.file} cannot be read (${facts.code})`,
    why: 'generate --plan does what this file says, and nothing else',
    fix: `make it with devops-flow plan --save ${shellWord(facts.file)}`,
  }),
  'explain-what': (facts: { example: string }) => ({
    severity: 'error',
    message: 'explain needs a field or FILE:LINE',
    why: 'it says where one value comes from',
    fix: `try devops-flow explain ${facts.example}, or explain --unused, or explain --json for everything`,
  }),
  'line-missing': (facts: { file: string }) => ({
    severity: 'error',
    message: `${facts.file} is a file: which of its lines?`,
    why: 'explain answers for one line',
    fix: `add the line, such as ${facts.file}:1`,
  }),
  'line-outside': (facts: { file: string; line: number; lines: number }) => ({
    severity: 'error',
    message: `${facts.file} has ${facts.lines} lines; there is no line ${facts.line}`,
    why: 'lines are counted from 1, as editors do',
    fix: 'use a line of the file',
  }),
  'file-not-generated': (facts: { file: string; isThere: boolean; suggestion: string | undefined }) => ({
    severity: 'error',
    message: facts.isThere
      ? `${facts.file} is the team's own: devops-flow did not write it`
      : `${facts.file} was not generated by devops-flow`,
    why: 'no lock (.devops-flow/lock.json) in its folder or above names it',
    fix: didYouMean(
      facts.suggestion,
      facts.isThere
        ? 'name a file that was generated: devops-flow plan lists them'
        : 'generate first, or name a file that was generated',
    ),
  }),
  'file-no-longer-generated': (facts: { file: string }) => ({
    severity: 'error',
    message: `${facts.file} is no longer generated from these documents`,
    why: 'it was once, and the documents have changed since',
    fix: 'run generate: it removes the file when nobody edited it',
  }),
  'field-unknown': (facts: { field: string; suggestion: string | undefined }) => ({
    severity: 'error',
    message: `the project has no field "${facts.field}"`,
    why: 'fields are named by their path, such as service.port',
    fix: didYouMean(facts.suggestion, 'devops-flow explain --json lists all of them'),
  }),
  'field-unsaid': (facts: { field: string }) => ({
    severity: 'error',
    message: `nothing says "${facts.field}" here`,
    why: 'it is a key of devops-flow.yaml without a default: where no document says it, there is no such field',
    fix: 'say it in the document, or see what there is: devops-flow explain service',
  }),
  'field-is-setting': (facts: { key: string }) => ({
    severity: 'error',
    message: `"${facts.key}" is a key of devops-flow.yaml, and no field of a service`,
    why: 'it says what is generated, or groups what the fields belong to; nothing of it shows here by itself',
    fix: 'see all fields: devops-flow explain --json; or what is generated: devops-flow plan',
  }),
  'field-is-folder': (facts: { folder: string }) => ({
    severity: 'error',
    message: `"${facts.folder}" is a folder, not a field`,
    why: 'explain answers for a field or for a line of a generated file; the folder of the documents is an option',
    fix: `give the folder as --folder ${facts.folder}`,
  }),
  'field-ambiguous': (facts: { field: string; matches: readonly string[] }) => ({
    severity: 'error',
    message: `"${facts.field}" is the end of ${facts.matches.length} fields`,
    why: 'a part of a path is enough where it fits one field only',
    fix: `name one of them: ${facts.matches.join(', ')}`,
  }),
  'inputs-several': (facts: { chosen: string; others: readonly string[] }) => ({
    severity: 'note',
    message: `this project was generated from ${facts.others.length + 1} sets of documents and options; the answer is for ${facts.chosen}`,
    why: `a field can have another value for ${facts.others.join('; for ')}`,
    fix: 'ask by FILE:LINE, or name the documents by options (see --help)',
  }),
  'option-for-one-service': (facts: { option: string; services: readonly string[] }) => ({
    severity: 'error',
    message: `${facts.option} is about one service, and the documents describe ${facts.services.length}: ${facts.services.slice(0, 8).join(', ')}`,
    why: 'a name, a port and a folder belong to one service',
    fix: 'say it in the document of that service, or name the documents of one service only',
  }),
} as const satisfies Catalogue;
