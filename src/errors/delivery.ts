import type { Catalogue } from './problem.ts';

export const deliveryErrors = {
  internal: (facts: { text: string }) => ({
    severity: 'error',
    message: `devops-flow itself failed: ${facts.text}`,
    why: 'this is a bug of ours, not a mistake of yours',
    fix: 'run the command again; if it happens again, report it with the lines above',
  }),
  'deploy-in-progress': (facts: { service: string; environment: string; holder: number; since: string }) => ({
    severity: 'error',
    message: `another command is changing ${facts.service} in ${facts.environment} (pid ${facts.holder}, since ${facts.since})`,
    why: 'one lease per service and environment: two deploys at once would fight over the traffic',
    fix: `wait for it to end, or stop it with Ctrl-C there; a lease whose holder died is taken over at once`,
  }),
  'control-in-use': (facts: { path: string }) => ({
    severity: 'error',
    message: `another process already serves, or a file stands in the way of, the control socket ${facts.path}`,
    why: 'each router and supervisor is one process; a second one would take its commands away',
    fix: 'use the process that runs (devops-flow status), or stop it first (devops-flow down)',
  }),
  'socket-path-long': (facts: { path: string }) => ({
    severity: 'error',
    message: `the path of the control socket is longer than 107 bytes: ${facts.path}`,
    why: 'the kernel keeps the path of a Unix socket in 108 bytes',
    fix: 'set TMPDIR or XDG_RUNTIME_DIR to a folder with a shorter path',
  }),
  'port-taken': (facts: { host: string; port: number; holder: string | undefined }) => ({
    severity: 'error',
    message: `port ${facts.port} on ${facts.host} is taken${facts.holder === undefined ? '' : ` by ${facts.holder}`}`,
    why: 'the router listens on this port for the service, and only one process can',
    fix: 'stop that process, or give the service another port',
  }),
  'port-forbidden': (facts: { host: string; port: number; code: string }) => ({
    severity: 'error',
    message: `cannot listen on ${facts.host}:${facts.port} (${facts.code})`,
    why: 'the address must belong to this machine, and ports below 1024 need rights that this user lacks',
    fix: 'give the service a port from 1024 up, and an address of this machine such as 127.0.0.1',
  }),
  'table-invalid': (facts: { reason: string }) => ({
    severity: 'error',
    message: `the router refuses a table that is not well formed: ${facts.reason}`,
    why: 'a table that the router cannot follow must not replace one that it can',
    fix: 'this is a bug of ours: the table in force stays; report it with the lines above',
  }),
  'table-version-unknown': (facts: { found: string; known: number; place: string }) => ({
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
  'journal-version': (facts: { found: string; known: number }) => ({
    severity: 'error',
    message: `the journal has an entry of schema version ${facts.found}; this devops-flow knows ${facts.known}`,
    why: 'a journal that is misread could stop what serves',
    fix: 'use the version of devops-flow that wrote it',
  }),
} as const satisfies Catalogue;
