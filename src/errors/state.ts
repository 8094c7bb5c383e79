import type { Catalogue } from './problem.ts';
import { shellWord } from './shell-word.ts';

/** About what a project keeps: lease, journal, history, releases, tables, logs. */
export const stateErrors = {
  'deploy-in-progress': (facts: { service: string; environment: string; holder: number; since: string }) => ({
    severity: 'error',
    message: `another command is changing ${facts.service} in ${facts.environment} (pid ${facts.holder}, since ${facts.since})`,
    why: 'one lease per service and environment: two deploys at once would fight over the traffic',
    fix: `wait for it to end, or stop it with Ctrl-C there; a lease whose holder died is taken over at once`,
  }),
  'table-invalid': (facts: { reason: string }) => ({
    severity: 'error',
    message: `the router refuses a table that is not well formed: ${facts.reason}`,
    why: 'a table that the router cannot follow must not replace one that it can',
    fix: 'this is a bug of ours: the table in force stays; report it with the lines above',
  }),
  'table-version-unknown': (facts: { found: string; known: string; place: string }) => ({
    severity: 'error',
    message: `${facts.place} has schema version ${facts.found}; this router knows ${facts.known}`,
    why: 'guessing at a table of another version could send traffic to the wrong instances',
    fix: 'use the version of devops-flow that wrote it, or run down and up again with this one',
  }),
  'table-fenced': (facts: { token: number; current: number }) => ({
    severity: 'error',
    message: `the router refuses a table with token ${facts.token}: token ${facts.current} has taken over`,
    why: 'the lease of the command that wrote it is lost, so it must change nothing any more',
    fix: 'look at devops-flow status; run the command again if its change is still wanted',
  }),
  'table-outdated': (facts: { generation: number; current: number }) => ({
    severity: 'error',
    message: `the router refuses table generation ${facts.generation}: it already has ${facts.current}`,
    why: 'tables that arrive late or twice must not undo newer ones',
    fix: 'read the state again (devops-flow status) and repeat the command if its change is still wanted',
  }),
  'table-service': (facts: { found: string; mine: string }) => ({
    severity: 'error',
    message: `the router of ${facts.mine} refuses a table of ${facts.found}`,
    why: 'a router serves one service',
    fix: 'this is a bug of ours: the table in force stays; report it with the lines above',
  }),
  'table-file-corrupt': (facts: { file: string; reason: string }) => ({
    severity: 'error',
    message: `the router table ${facts.file} cannot be read: ${facts.reason}`,
    why: 'the router reads its last table at start; it is written whole or not at all, so something else changed it',
    fix: 'move the file away and run up again: the table is written anew from the journal',
  }),
  fenced: (facts: { scope: string }) => ({
    severity: 'error',
    message: `this command lost its lease on ${facts.scope} to a newer one and has stopped`,
    why: 'a command that was paused past its lease must not change what its successor has decided',
    fix: 'run `devops-flow status` to see what serves now',
  }),
  'store-version': (facts: { file: string; found: number; known: number }) => ({
    severity: 'error',
    message: `${facts.file} has schema version ${facts.found}; this devops-flow knows ${facts.known}`,
    why: 'a state that is misread could stop what serves',
    fix: 'use the version of devops-flow that wrote it',
  }),
  'store-foreign': (facts: { file: string; reason: string }) => ({
    severity: 'error',
    message: `${facts.file} is not a state of devops-flow: ${facts.reason}`,
    why: 'what somebody else keeps there must not be overwritten',
    fix: 'move the file elsewhere, and put the one that belongs there back from a backup if there is one',
  }),
  'store-corrupt': (facts: { file: string; reason: string }) => ({
    severity: 'error',
    message: `${facts.file} is damaged: ${facts.reason}`,
    why: 'acting on a journal that is not what was written could stop what serves; nothing has been changed',
    fix: `copy ${facts.file}* elsewhere at once, then put a backup in its place, or what \`sqlite3 ${shellWord(facts.file)} .recover\` still reads; what serves goes on serving meanwhile`,
  }),
  'store-closed-to-us': (facts: { file: string; reason: string }) => ({
    severity: 'error',
    message: `${facts.file} cannot be opened for writing: ${facts.reason}`,
    why: 'each step is written there before it is done, and reading takes a lock in files beside it',
    fix: `let this user write to the file and its folder (ls -ld ${shellWord(facts.file)}*), or run the command as the user who owns them`,
  }),
  'store-full': (facts: { file: string }) => ({
    severity: 'error',
    message: `the disk of ${facts.file} is full: the step was not written, and not done`,
    why: 'each step is written before it is done, so that a crash can be recovered from',
    fix: 'make room there (df -h), then run the command again: it goes on from the last step that was written',
  }),
  'store-io': (facts: { file: string; reason: string }) => ({
    severity: 'error',
    message: `the disk of ${facts.file} cannot be read or written: ${facts.reason}`,
    why: 'each step is written before it is done; whether the last one was is known when the disk answers again',
    fix: 'look at the disk (dmesg), then run the command again: it goes on from the last step that was written',
  }),
  'deploy-of-older-version': (facts: { deploy: string; scope: string }) => ({
    severity: 'error',
    message: `an older devops-flow was cut off in deploy ${facts.deploy} of ${facts.scope}; nothing has been changed`,
    why: 'its journal says what is to be finished or undone, in a way that only that version follows',
    fix: 'run `devops-flow recover` (or `down`) of that version, then this command again',
  }),
  'deploy-unknown': (facts: { deploy: string }) => ({
    severity: 'error',
    message: `there is no deploy ${facts.deploy}`,
    why: 'a deploy is known from when it begins',
    fix: 'see `devops-flow status` for what runs and `devops-flow history` for what has ended',
  }),
  'request-gone': (facts: { request: number; why: string }) => ({
    severity: 'error',
    message: `request ${facts.request} does not wait for an answer: ${facts.why}`,
    why: 'a request is taken or refused once, so that it is never carried out twice',
    fix: 'look at `devops-flow status`, and ask again if it is still wanted',
  }),
  'journal-version': (facts: { found: string; known: number }) => ({
    severity: 'error',
    message: `the journal has an entry of schema version ${facts.found}; this devops-flow knows ${facts.known}`,
    why: 'a journal that is misread could stop what serves',
    fix: 'finish that deploy with the version of devops-flow that began it, or end all of it: devops-flow down',
  }),
  'release-missing': (facts: { id: string }) => ({
    severity: 'error',
    message: `release ${facts.id} is not stored any more`,
    why: 'a restart and a rollback run the stored copy, never the working folder',
    fix: 'deploy a version that exists: `devops-flow up`',
  }),
  'release-version': (facts: { id: string; found: string; known: number }) => ({
    severity: 'error',
    message: `release ${facts.id} has schema version ${facts.found}; this devops-flow knows ${facts.known}`,
    why: 'a release that is misread could be started wrongly',
    fix: 'use the version of devops-flow that stored it',
  }),
  'release-changed': (facts: { id: string; folder: string }) => ({
    severity: 'error',
    message: `the stored release ${facts.id} is not what it was: files in ${facts.folder} have changed`,
    why: 'a release is immutable; running a changed one would run what nobody deployed',
    fix: `remove the folder ${facts.folder}/.. and deploy again`,
  }),
  'source-missing': (facts: { folder: string }) => ({
    severity: 'error',
    message: `the folder to run, ${facts.folder}, does not exist or cannot be read`,
    why: 'a release is a copy of this folder: the source that the documents name, or --source',
    fix: 'name an existing folder, relative to the project folder',
  }),
  'source-odd-file': (facts: { file: string; what: string }) => ({
    severity: 'error',
    message: `${facts.file} cannot be part of a release: it is ${facts.what}`,
    why: 'a release must run the same anywhere and at any time',
    fix: 'remove it from the folder, or name a source folder without it in the document',
  }),
  'source-changing': (facts: { folder: string }) => ({
    severity: 'error',
    message: `files in ${facts.folder} changed while they were copied`,
    why: 'a release must be one state of the folder, not a mixture of two',
    fix: 'run the command again when nothing writes there',
  }),
  'nothing-runs': (facts: { folder: string; environment: string }) => ({
    severity: 'error',
    message: `nothing has been deployed from ${facts.folder} to ${facts.environment}`,
    why: 'this command works on what `up` has started',
    fix: 'devops-flow up',
  }),
  'rollback-nowhere': (facts: { service: string }) => ({
    severity: 'error',
    message: `there is no earlier release of ${facts.service} to go back to`,
    why: 'a rollback goes to a release that has served before',
    fix: 'see `devops-flow history`; deploy another version with `devops-flow up`',
  }),
  'rollback-unknown': (facts: { to: string; known: readonly string[] }) => ({
    severity: 'error',
    message: `no release "${facts.to}" has served here`,
    why: 'a rollback goes to a release that has served before',
    fix: `one of ${facts.known.join(', ')}: devops-flow rollback --to ${shellWord(facts.known[0] ?? '')}`,
  }),
  'store-locked': (facts: { file: string; holder: number | undefined }) => ({
    severity: 'error',
    message: `${facts.file} is locked by ${facts.holder === undefined ? 'another process' : `pid ${facts.holder}`}, which does not let go of it`,
    why: 'a command that was stopped in the middle of a write keeps its lock until it goes on or ends',
    fix:
      facts.holder === undefined
        ? 'find the process that has the file open, and let it go on or end it'
        : `let it go on (kill -CONT ${facts.holder}) or end it (kill -9 ${facts.holder}), then run the command again`,
  }),
  'rollback-serving': (facts: { version: string }) => ({
    severity: 'error',
    message: `${facts.version} serves already`,
    why: 'a rollback goes to another release than the one that serves',
    fix: 'see `devops-flow history` for those that have served before',
  }),
  'rollback-bad': (facts: { to: string; reason: string }) => ({
    severity: 'error',
    message: `${facts.to} has never been kept: ${facts.reason}`,
    why: 'a rollback goes to a release that proved itself before',
    fix: 'see `devops-flow history` for those that have served before',
  }),
  'logs-unknown': (facts: { release: string }) => ({
    severity: 'error',
    message: `there are no logs of a release "${facts.release}"`,
    why: 'logs are kept by release, under its version or id',
    fix: 'see `devops-flow history` for the releases that ran',
  }),
} as const satisfies Catalogue;
