import type { Catalogue } from './problem.ts';

/** What the checks find in Compose files. Ids are those of KICS (its queries for Docker Compose) and of dclint. */
export const composeRuleErrors = {
  'no-version-field': () => ({
    severity: 'warning',
    message: 'the file says its version',
    why: 'Compose reads the key no longer and says so at every command',
    fix: 'take version: out',
  }),
  'require-project-name-field': () => ({
    severity: 'warning',
    message: 'the file has no name',
    why: 'containers, volumes and networks are called after the folder then, and those of another checkout are called the same',
    fix: 'put name: at the top',
  }),
  'service-image-require-explicit-tag': (facts: { service: string; image: string }) => ({
    severity: 'warning',
    message: `${facts.service} has the image ${facts.image}`,
    why: 'without a tag that stays, each developer has the image of another day',
    fix: 'name an exact tag or a digest',
  }),
  'container-traffic-not-bound-to-host-interface': (facts: { service: string; port: string }) => ({
    severity: 'warning',
    message: `${facts.service} publishes ${facts.port} on every address of the machine`,
    why: 'whoever is in the same network reaches it, past most firewalls',
    fix: 'begin it with 127.0.0.1:',
  }),
  'privileged-ports-mapped-in-container': (facts: { service: string; port: string }) => ({
    severity: 'warning',
    message: `${facts.service} publishes ${facts.port} below 1024`,
    why: 'such a port of the machine belongs to the system, and is often in use',
    fix: 'publish it on a port from 1024 on',
  }),
  'healthcheck-not-set': (facts: { service: string }) => ({
    severity: 'warning',
    message: `${facts.service} has no healthcheck`,
    why: 'what depends on it starts before it answers, and a service that hangs is not seen',
    fix: 'add healthcheck with the liveness endpoint',
  }),
  'limits-not-set': (facts: { service: string; missing: readonly string[] }) => ({
    severity: 'warning',
    message: `${facts.service} has no limit of ${facts.missing.join(', ')}`,
    why: 'one container can then take all that the machine has (KICS: memory, CPUs and pids not limited)',
    fix: 'set deploy.resources.limits: cpus, memory and pids',
  }),
  'no-new-privileges-not-set': (facts: { service: string }) => ({
    severity: 'warning',
    message: `${facts.service} may gain privileges`,
    why: 'a program with the setuid bit makes its caller root',
    fix: 'set security_opt: ["no-new-privileges:true"]',
  }),
  'container-capabilities-unrestricted': (facts: { service: string }) => ({
    severity: 'warning',
    message: `${facts.service} keeps the capabilities that Docker gives`,
    why: 'a service needs none of them, and an intruder does',
    fix: 'set cap_drop: [ALL], and cap_add for those that it needs',
  }),
  'privileged-containers-enabled': (facts: { service: string; what: string }) => ({
    severity: 'warning',
    message: `${facts.service} has ${facts.what}`,
    why: 'the container can do what root of the machine can',
    fix: 'take it out, or say in the documents that the service needs it (container.privileged)',
  }),
  'networks-not-set': (facts: { service: string }) => ({
    severity: 'warning',
    message: `${facts.service} is in the network that all containers share`,
    why: 'every container reaches every other there',
    fix: 'name its networks',
  }),
  'restart-policy-not-set': (facts: { service: string }) => ({
    severity: 'warning',
    message: `${facts.service} does not say what happens when it ends`,
    why: 'without restart it stays away after its first crash',
    fix: 'set restart: unless-stopped, or "no" for what runs to its end',
  }),
} as const satisfies Catalogue;
