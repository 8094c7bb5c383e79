import type { Catalogue } from './problem.ts';
import { list } from './words.ts';

const again = 'take it back from version control, or delete it and run devops-flow pin';

/** Digests of images and commits of actions: the file that holds them, and asking for them. */
export const pinErrors = {
  'pins-broken': (facts: { what: string }) => ({
    severity: 'error',
    message: facts.what,
    why: 'what generated files run is chosen by this file, so that nothing in it is guessed',
    fix: again,
  }),
  'pins-version-unknown': (facts: { version: string; known: number }) => ({
    severity: 'error',
    message: `the pins have schemaVersion ${facts.version}; this devops-flow knows ${facts.known}`,
    why: 'another version of devops-flow wrote it, and may mean something else by it',
    fix: 'use the version of devops-flow that wrote it, or delete the file and run devops-flow pin',
  }),
  'pin-major-differs': (facts: { action: string; pinned: string; used: string }) => ({
    severity: 'warning',
    message: `the pin of ${facts.action} is ${facts.pinned}, the workflow uses ${facts.used}: the pin is not taken`,
    why: 'another major version may take other inputs than those that the workflow gives',
    fix: `run devops-flow pin: it keeps the newest release of the major version of ${facts.used}`,
  }),
  'pin-not-had': (facts: { names: readonly string[]; from: string; reason: string; kept: boolean }) => ({
    severity: 'warning',
    message: `${facts.from} gave no pin for ${list(facts.names)}: ${facts.reason}`,
    why: facts.kept
      ? 'the pins that are there stay, and may be old'
      : 'without a pin, the files name what devops-flow or the document knows, by its tag',
    fix: 'run devops-flow pin again where it answers; what is private needs docker login, or GITHUB_TOKEN',
  }),
  'pin-nothing-had': (facts: { asked: number; hosts: readonly string[] }) => ({
    severity: 'error',
    message: `none of the ${facts.asked} pins could be had from ${list(facts.hosts)}`,
    why: 'digests and commits are asked of those who publish them, over the network',
    fix: 'run devops-flow pin where they can be reached, and commit devops-flow.pins.json for everybody else',
  }),
  'pin-action-inputs': (facts: { action: string; version: string; inputs: readonly string[] }) => ({
    severity: 'warning',
    message: `${facts.action} ${facts.version} is not taken: it knows no input ${list(facts.inputs)}`,
    why: 'the workflow gives that input, which the new version would ignore',
    fix: 'stay with the version that is pinned; a later devops-flow may say it in another way',
  }),
  'pin-tag-moved': (facts: { action: string; version: string; before: string; now: string }) => ({
    severity: 'warning',
    message: `the tag ${facts.version} of ${facts.action} was ${facts.before} and is ${facts.now} now: it is not taken`,
    why: 'a release that becomes another commit is a mistake of its makers, or an attack',
    fix: 'look at what changed between the two; delete the entry from devops-flow.pins.json to take the new one',
  }),
  'pin-credential-helper': (facts: { host: string; helper: string }) => ({
    severity: 'note',
    message: `the password for ${facts.host} lies in ${facts.helper}, which devops-flow pin does not start`,
    why: 'it asks without a password, which is enough for public images',
    fix: 'for a private image, log in with a file of its own: DOCKER_CONFIG=folder docker login',
  }),
} as const satisfies Catalogue;
