import type { Catalogue } from './problem.ts';
import { fileWord } from './shell-word.ts';

export const workspaceErrors = {
  'lock-version-unknown': (facts: { file: string; version: string; known: number }) => ({
    severity: 'error',
    message: `${facts.file} has schemaVersion ${facts.version}; this devops-flow knows ${facts.known}`,
    why: 'the lock says which files are ours; guessing at one from another version could overwrite yours',
    fix: 'use the version of devops-flow that wrote it',
  }),
  'lock-unreadable': (facts: { file: string; what: string }) => ({
    severity: 'error',
    message: `${facts.file} cannot be used: ${facts.what}`,
    why: 'the lock says which files are ours; without it no file can be told from one of yours',
    fix: 'take it back from version control, or delete it: files with the generated text are then adopted again',
  }),
  'lock-conflicted': (facts: { file: string }) => ({
    severity: 'error',
    message: `${facts.file} holds the conflict markers of a merge by git`,
    why: 'both branches have generated; which of the two texts is the base of your edits does not matter, but there has to be one',
    fix: 'delete the marker lines and keep those of both sides, or take either side (git checkout --theirs), with all files of .devops-flow/baselines; then run generate: it makes the files of the merged documents, keeps every edit of both, and writes the lock anew',
  }),
  'intent-version-unknown': (facts: { file: string; version: string; known: number }) => ({
    severity: 'error',
    message: `${facts.file} has schemaVersion ${facts.version}; this devops-flow knows ${facts.known}`,
    why: 'another version of devops-flow was cut off while it wrote here',
    fix: 'run generate once with the version that wrote it, so that it finishes its work',
  }),
  'generate-in-progress': (facts: { root: string; pid: number }) => ({
    severity: 'error',
    message: `${facts.root} is being written by another command (pid ${facts.pid})`,
    why: 'one writer at a time for each project, so that the lock and the files stay in step',
    fix: 'wait for it to end and run this again',
  }),
  'write-failed': (facts: { path: string; code: string }) => ({
    severity: 'error',
    message: `${facts.path} could not be written (${facts.code})`,
    why: 'the operating system refused it: permissions, a read-only or full disk',
    fix: 'make room or give yourself the right to write there; the next command finishes what was begun',
  }),
  'write-unfinished': (facts: { root: string }) => ({
    severity: 'warning',
    message: `an earlier command in ${facts.root} was cut off while it wrote, and its write cannot be finished: nothing may be written there`,
    why: 'a write that was recorded as intended is brought to its end before anything is read; what is shown here is the state in between',
    fix: 'run any command there with the right to write: it finishes or undoes that write first',
  }),
  'write-finished': (facts: { root: string }) => ({
    severity: 'note',
    message: `an earlier command in ${facts.root} was cut off while it wrote; its write was finished first`,
    why: 'a write that was recorded as intended is always brought to its end',
    fix: 'nothing to do',
  }),
  'output-unsafe': (facts: { output: string; what: string }) => ({
    severity: 'error',
    message: `${facts.output} cannot be an output folder: ${facts.what}`,
    why: 'generated files never go into the folders of git or of devops-flow itself',
    fix: 'name another folder with --output',
  }),
  'path-unsafe': (facts: { path: string; what: string }) => ({
    severity: 'error',
    message: `${JSON.stringify(facts.path)} cannot be the path of a generated file: ${facts.what}`,
    why: 'no document may make devops-flow write outside of the output folder',
    fix: 'change the name in the document that this path is made of',
  }),
  'path-owned': (facts: { path: string; family: string; wanted: string }) => ({
    severity: 'error',
    message: `${facts.path} belongs to the family ${facts.family}; ${facts.wanted} wants it too`,
    why: 'each file has one owner in the lock, or two families would overwrite each other for ever',
    fix: 'give one of the two another --output',
  }),
  'path-twice': (facts: { path: string }) => ({
    severity: 'error',
    message: `${facts.path} would be written twice with different meanings`,
    why: 'each path has one owner',
    fix: 'give the families different output folders, or the services different names',
  }),
  'path-case': (facts: { path: string; other: string }) => ({
    severity: 'error',
    message: `${facts.path} and ${facts.other} differ in letter case only`,
    why: 'on macOS and Windows they are one file, and one would overwrite the other',
    fix: 'rename one of them',
  }),
  'path-symlink': (facts: { path: string; link: string }) => ({
    severity: 'error',
    message:
      facts.path === facts.link
        ? `${facts.path} is a symbolic link`
        : `${facts.path} lies behind the symbolic link ${facts.link}`,
    why: 'nothing is written through a link: it could lead out of the output folder',
    fix: 'name the folder that the link points to with --output, or remove the link',
  }),
  'path-not-a-file': (facts: { path: string }) => ({
    severity: 'error',
    message: `${facts.path} exists and is not a file`,
    why: 'a generated file belongs there',
    fix: 'move it away, or choose another --output',
  }),
  'path-not-a-folder': (facts: { path: string; file: string }) => ({
    severity: 'error',
    message: `${facts.file} is not a folder`,
    why: facts.path === facts.file ? 'generated files belong in it' : `${facts.path} belongs in it`,
    fix: 'move it away, or choose another --output',
  }),
  'path-other-file-system': (facts: { path: string; folder: string }) => ({
    severity: 'error',
    message: `${facts.folder} is on another file system than the project`,
    why: 'files reach their place by a rename, so that none is ever half-written; a rename cannot cross file systems',
    fix: 'run the command in that folder, so that it is a project of its own',
  }),
  'path-unreadable': (facts: { path: string; code: string }) => ({
    severity: 'error',
    message: `${facts.path} cannot be read (${facts.code})`,
    why: 'what cannot be read cannot be told from a file of yours',
    fix: 'give yourself the right to read it',
  }),
  'file-not-ours': (facts: { path: string }) => ({
    severity: 'error',
    message: `${facts.path} exists, was not generated here and has other content`,
    why: 'devops-flow never overwrites a file that is not its own',
    fix: 'move it away or choose another --output; a file with the very text that is generated is adopted',
  }),
  'edited-by-hand': (facts: { path: string }) => ({
    severity: 'note',
    message: `${facts.path} was edited by hand and is left as it is`,
    why: 'a hand edit is never overwritten',
    fix: 'nothing to do to keep it; to get the generated text, delete the file and generate again',
  }),
  'deleted-by-hand': (facts: { path: string }) => ({
    severity: 'note',
    message: `${facts.path} was deleted by hand and is created again`,
    why: 'the other generated files count on it; which families there are is decided by outputs: in devops-flow.yaml',
    fix: 'nothing to do to have it; to be without it, leave its family out of the outputs',
  }),
  'edited-meanwhile': (facts: { path: string }) => ({
    severity: 'warning',
    message: `${facts.path} was changed while this command ran, so it was left as it is`,
    why: 'an edit of the last moment is not overwritten',
    fix: 'run generate again: it merges what is new with the edit',
  }),
  'edited-not-text': (facts: { path: string }) => ({
    severity: 'error',
    message: `${facts.path} was edited by hand, is no UTF-8 text now, and the generated text has changed too`,
    why: 'only texts can be merged, and neither side may be lost',
    fix: 'save it as UTF-8, or move it away and generate again',
  }),
  'merge-conflict': (facts: { path: string; change: string }) => ({
    severity: 'error',
    message: `${facts.path}: ${facts.change}, and the generated text changes the same part`,
    why: 'a hand edit is never overwritten, and a generated change is never dropped without a word',
    fix: `keep your side with devops-flow resolve ${fileWord(facts.path)} --mine; or say --generated for the other side, or --edit to decide in your editor`,
  }),
  'conflict-marked': (facts: { path: string; change: string }) => ({
    severity: 'warning',
    message: `${facts.path}: ${facts.change}, and the generated text changes the same part; both stand there between markers`,
    why: 'a hand edit is never overwritten, and a generated change is never dropped without a word',
    fix: `edit the file and take the markers out, or keep your side with devops-flow resolve ${fileWord(facts.path)} --mine`,
  }),
  'markers-left': (facts: { path: string; lines: readonly number[] }) => ({
    severity: 'error',
    message: `${facts.path} still has conflict markers (line ${facts.lines.join(', ')})`,
    why: 'a file with markers is no valid file, and which side counts is for you to say',
    fix: `edit it and take the markers out, or keep your side with devops-flow resolve ${fileWord(facts.path)} --mine`,
  }),
  'markers-unclear': (facts: { path: string; line: number }) => ({
    severity: 'error',
    message: `the conflict markers of ${facts.path} cannot be told apart (from line ${facts.line})`,
    why: 'between <<<<<<<, ======= and >>>>>>> stand the two versions; one of these lines is missing or there too often',
    fix: 'edit the file and take the markers out, then run generate',
  }),
  'plan-version-unknown': (facts: { file: string; version: string; known: number }) => ({
    severity: 'error',
    message: `${facts.file} has schemaVersion ${facts.version}; this devops-flow knows ${facts.known}`,
    why: 'a plan says what is overwritten; guessing at one from another version could overwrite something else',
    fix: 'make the plan again with this version',
  }),
  'plan-unreadable': (facts: { file: string; what: string }) => ({
    severity: 'error',
    message: `${facts.file} cannot be used as a plan: ${facts.what}`,
    why: 'a plan is applied exactly as it was made, or not at all',
    fix: 'make the plan again',
  }),
  'plan-outdated': (facts: { files: readonly string[] }) => ({
    severity: 'error',
    message: `since the plan was made, ${facts.files.length === 1 ? 'this has' : 'these have'} changed: ${facts.files.join(', ')}`,
    why: 'a plan is applied exactly as it was made, or not at all',
    fix: 'make the plan again, look at it, and apply that one',
  }),
  'orphan-edited': (facts: { path: string; to: string | undefined }) => ({
    severity: 'warning',
    message: `${facts.path} is no longer generated, but was edited by hand, so it is left`,
    why:
      facts.to === undefined
        ? 'an orphan is removed only when nobody edited it'
        : `it is generated as ${facts.to} now, and your edits do not fit into that by themselves`,
    fix:
      facts.to === undefined
        ? 'delete it if you do not need it'
        : `carry your edits over to ${facts.to}, then delete ${facts.path}`,
  }),
  'edits-moved': (facts: { from: string; to: string }) => ({
    severity: 'note',
    message: `your edits of ${facts.from} are carried over to ${facts.to}`,
    why: 'the file is generated at another place now, and its edits go with it',
    fix: 'nothing to do',
  }),
  'yours-missing': (facts: { file: string }) => ({
    severity: 'error',
    message: `${facts.file} does not exist`,
    why: 'it is listed as a file that the team wrote, which is read and checked in place of a generated one',
    fix: 'correct the path, which is relative to the project folder, or remove it from `yours`',
  }),
  'output-unknown': (facts: {
    family: string;
    known: readonly string[];
    suggestion: string | undefined;
  }) => ({
    severity: 'error',
    message: `"${facts.family}" is no family of files`,
    why: `\`outputs\` names families: ${facts.known.join(', ')}`,
    fix: facts.suggestion === undefined ? 'use one of these' : `did you mean "${facts.suggestion}"?`,
  }),
  'output-folder-unsafe': (facts: { folder: string }) => ({
    severity: 'error',
    message: `${JSON.stringify(facts.folder)} is no folder of the project`,
    why: 'generated files stay inside of the project',
    fix: 'write a path below the project folder, such as deploy/k8s',
  }),
  'override-file-unknown': (facts: { file: string; suggestion: string | undefined }) => ({
    severity: 'error',
    message: `no generated file is called ${facts.file}`,
    why: 'an override patches one generated file, by its path below the project folder; one that patches nothing would be lost silently',
    fix:
      facts.suggestion === undefined
        ? 'see `devops-flow plan` for the files'
        : `did you mean "${facts.suggestion}"?`,
  }),
  'override-ignored': (facts: { file: string; suggestion: string | undefined }) => ({
    severity: 'warning',
    message: `no generated file is called ${facts.file}: what stands in overrides/ for it does nothing`,
    why: 'a file below overrides/ patches the generated file of the same path',
    fix:
      facts.suggestion === undefined
        ? 'see `devops-flow plan` for the files, or put it into another folder'
        : `did you mean "${facts.suggestion}"?`,
  }),
  'override-yours': (facts: { file: string }) => ({
    severity: 'error',
    message: `${facts.file} is a file of the team, and is never written`,
    why: 'an override patches what is generated',
    fix: 'edit the file, or remove it from `yours`',
  }),
  'override-not-structured': (facts: { file: string }) => ({
    severity: 'error',
    message: `${facts.file} is neither YAML nor JSON`,
    why: 'a JSON Patch (RFC 6902) changes values by their path; a text has none',
    fix: 'edit the file itself: edits stay when it is generated again',
  }),
  'override-link': (facts: { file: string }) => ({
    severity: 'error',
    message: `${facts.file} is a symbolic link`,
    why: 'a patch is read from the project itself: a link may lead anywhere, and elsewhere it leads nowhere',
    fix: 'put the file itself there',
  }),
  'override-failed': (facts: { file: string; op: string; path: string; reason: string }) => ({
    severity: 'error',
    message: `${facts.op} ${facts.path} of ${facts.file}: ${facts.reason}`,
    why: 'a patch that does not fit any more is not skipped: what it was written for would be lost silently',
    fix:
      facts.op === 'test'
        ? 'look at what has changed in the file, then correct the test and what follows it'
        : 'correct the path: without this operation the file is generated, and can be looked at',
  }),
} as const satisfies Catalogue;
