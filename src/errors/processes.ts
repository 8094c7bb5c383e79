import type { Catalogue } from './problem.ts';

/** About the processes that outlive a command. */
export const processErrors = {
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
  'port-taken': (facts: {
    host: string;
    port: number;
    holder: string | undefined;
    free?: number | undefined;
  }) => ({
    severity: 'error',
    message: `port ${facts.port} on ${facts.host} is taken${facts.holder === undefined ? '' : ` by ${facts.holder}`}`,
    why: 'the router listens on this port for the service, and only one process can',
    fix: /\brouter --socket\b/.test(facts.holder ?? '')
      ? `that is a router of ours, for another service or environment; take another port: devops-flow up --port ${facts.free ?? facts.port + 1}`
      : `stop that process, or take another port: devops-flow up --port ${facts.free ?? facts.port + 1}`,
  }),
  'port-forbidden': (facts: { host: string; port: number; code: string }) => ({
    severity: 'error',
    message: `cannot listen on ${facts.host}:${facts.port} (${facts.code})`,
    why: 'the address must belong to this machine, and ports below 1024 need rights that this user lacks',
    fix: 'give the service a port from 1024 up, and an address of this machine such as 127.0.0.1',
  }),
  'supervisor-version': (facts: { file: string; found: string; known: number }) => ({
    severity: 'error',
    message: `${facts.file} has schema version ${facts.found}; this devops-flow knows ${facts.known}`,
    why: 'a supervisor that misreads what runs could stop what serves',
    fix: 'use the version of devops-flow that wrote it',
  }),
  'supervisor-failed': (facts: { logFile: string }) => ({
    severity: 'error',
    message: 'the supervisor did not start',
    why: 'it owns the instances and must outlive this command',
    fix: `read ${facts.logFile}`,
  }),
  'router-failed': (facts: { host: string; port: number }) => ({
    severity: 'error',
    message: `the router did not start on ${facts.host}:${facts.port}`,
    why: 'all traffic goes through it; its last log lines stand above',
    fix: 'mend what they say, or choose another port with --port',
  }),
  'router-elsewhere': (facts: { running: number; wanted: number }) => ({
    severity: 'error',
    message: `the router already listens on port ${facts.running}; ${facts.wanted} was asked for`,
    why: 'moving the router would cut the requests on the old port',
    fix: 'leave --port away, or `devops-flow down` first',
  }),
  'service-down': (facts: { service: string; environment: string; sentence: string }) => ({
    severity: 'error',
    message: `${facts.service} is down in ${facts.environment}: ${facts.sentence}`,
    why: 'a service is up while its router runs and at least one instance is ready',
    fix: 'start it: devops-flow up',
  }),
  'port-next': (facts: { taken: string; using: number }) => ({
    severity: 'note',
    message: `${facts.taken}; using ${facts.using}`,
    why: 'the demo takes the next port that is free, so that it runs anywhere',
    fix: 'nothing needs to be done',
  }),
  'load-ended': (facts: { how: string }) => ({
    severity: 'error',
    message: `the load generator ended before it was told to (${facts.how})`,
    why: 'requests are counted at the client; without its count nothing can be said about lost ones',
    fix: 'read its last words above and run the demo again',
  }),
  'supervisor-running': (facts: { folder: string; pid: number }) => ({
    severity: 'error',
    message: `another supervisor (pid ${facts.pid}) owns ${facts.folder}, and does not answer`,
    why: 'two supervisors of one state would each start what the other stops',
    fix: `end that process (kill ${facts.pid}); what it runs goes on and is adopted by the next command`,
  }),
  'supervisor-lingers': (facts: { pid: number }) => ({
    severity: 'error',
    message: `the supervisor (pid ${facts.pid}) was told to end and did not`,
    why: 'down has done its work only when everything is gone',
    fix: `look at its log, then end it: kill ${facts.pid}`,
  }),
  'socket-folder-unsafe': (facts: { folder: string }) => ({
    severity: 'error',
    message: `${facts.folder} is not a folder that only you can open`,
    why: 'control sockets lie there, and values of secret variables pass through them',
    fix: `remove it, or set XDG_RUNTIME_DIR to a folder of your own`,
  }),
} as const satisfies Catalogue;
