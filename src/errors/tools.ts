import type { Catalogue } from './problem.ts';
import { didYouMean, list } from './words.ts';

/** Programs that check generated files, and having them installed. */
export const toolErrors = {
  'tool-unknown': (facts: { name: string; known: readonly string[]; suggestion: string | undefined }) => ({
    severity: 'error',
    message: `devops-flow knows no tool "${facts.name}"`,
    why: 'a tool is installed in the one version that the checks were written for',
    fix: didYouMean(facts.suggestion, `name some of ${list(facts.known)}, or none for all of them`),
  }),
  'tool-not-installed': (facts: { tool: string; version: string }) => ({
    severity: 'error',
    message: `${facts.tool} ${facts.version} is not here`,
    why: 'a file that was not tried is never called checked',
    fix: `devops-flow tools install ${facts.tool}`,
  }),
  'tool-finding': (facts: { tool: string; rule: string; message: string }) => ({
    severity: 'error',
    message: facts.message,
    why: `${facts.tool} has a rule for it: ${facts.rule}`,
    fix: 'mend the file, or the document that it is made of; what is meant as it is takes a suppression with its reason',
  }),
  'tool-failed': (facts: { tool: string; code: number | undefined; said: string }) => ({
    severity: 'error',
    message: `${facts.tool} ended with ${facts.code ?? 'no'} exit code and printed nothing that devops-flow can read: ${facts.said}`,
    why: 'findings that cannot be read are no proof that there are none',
    fix: `devops-flow tools list shows the version that is meant; with DEVOPS_FLOW_TOOLS, look at the ${facts.tool} there`,
  }),
  'tool-needs': (facts: { tool: string; program: string; from: string }) => ({
    severity: 'error',
    message: `${facts.tool} comes from ${facts.from}, and ${facts.program} is not here to fetch it`,
    why: 'tools are installed by the package manager that publishes them, into a cache of devops-flow',
    fix: `install ${facts.program}, or put ${facts.tool} into a folder and name the folder in DEVOPS_FLOW_TOOLS`,
  }),
  'tool-install-failed': (facts: { tool: string; command: string; reason: string }) => ({
    severity: 'error',
    message: `${facts.tool} could not be installed: ${facts.reason}`,
    why: `this command failed: ${facts.command}`,
    fix: 'mend what it names (a proxy, a full disk) and run devops-flow tools install again',
  }),
} as const satisfies Catalogue;
