import type { Catalogue } from './problem.ts';
import { shellWord } from './shell-word.ts';

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
    fix: `stop that process, or take another port: devops-flow up --port ${facts.port + 1}`,
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
    why: 'a release is a copy of this folder (implementation.source of the SPEC, or --source)',
    fix: 'name an existing folder, relative to the project folder',
  }),
  'source-odd-file': (facts: { file: string; what: string }) => ({
    severity: 'error',
    message: `${facts.file} cannot be part of a release: it is ${facts.what}`,
    why: 'a release must run the same anywhere and at any time',
    fix: 'remove it from the folder, or point implementation.source at a folder without it',
  }),
  'source-changing': (facts: { folder: string }) => ({
    severity: 'error',
    message: `files in ${facts.folder} changed while they were copied`,
    why: 'a release must be one state of the folder, not a mixture of two',
    fix: 'run the command again when nothing writes there',
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
  'variable-missing': (facts: { name: string }) => ({
    severity: 'error',
    message: `${facts.name} is not set`,
    why: 'the SPEC declares this variable as required and gives no value for it',
    fix: `set it for this command: ${facts.name}=… devops-flow up`,
  }),
  'environment-unknown': (facts: { name: string; known: readonly string[] }) => ({
    severity: 'error',
    message: `there is no environment "${facts.name}"`,
    why: 'environments are the rows of REQ 9.5.2, and "local"',
    fix: `one of ${facts.known.join(', ')}: devops-flow up --env ${facts.known[0] ?? 'local'}`,
  }),
  'strategy-not-yet': (facts: { strategy: string; environment: string }) => ({
    severity: 'error',
    message: `"${facts.strategy}" cannot be carried out on this machine yet (environment ${facts.environment})`,
    why: 'up knows blue-green so far; nothing was started',
    fix: `set the strategy of this environment in REQ 9.5.2 to Blue-Green${facts.environment === 'local' ? '' : ', or run another: devops-flow up --env local'}`,
  }),
  'approval-needed': (facts: { environment: string }) => ({
    severity: 'error',
    message: `${facts.environment} needs an approval before anything is changed`,
    why: 'REQ 9.5.2 gives it the strategy Manual: a person decides when',
    fix: 'say yes on the command line: devops-flow up --approve',
  }),
  'router-elsewhere': (facts: { running: number; wanted: number }) => ({
    severity: 'error',
    message: `the router already listens on port ${facts.running}; ${facts.wanted} was asked for`,
    why: 'moving the router would cut the requests on the old port',
    fix: 'leave --port away, or `devops-flow down` first',
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
  'start-failed': (facts: { version: string; sentence: string; serves: string }) => ({
    severity: 'error',
    message: `${facts.version} did not start: ${facts.sentence}`,
    why: 'a version gets no traffic before its readiness endpoint has answered 200',
    fix: `mend the service and run \`devops-flow up\` again; ${facts.serves}`,
  }),
  'deploy-rolled-back': (facts: { version: string; sentence: string }) => ({
    severity: 'error',
    message: `${facts.version} was rolled back: ${facts.sentence}`,
    why: 'a version is kept only when it passes its smoke tests, stays within the error limit for the whole bake time, and nothing stops the deploy before its deadline',
    fix: `look at what it wrote: devops-flow logs --release ${shellWord(facts.version)}`,
  }),
  'deploy-failed': (facts: { version: string; sentence: string; serves: string | undefined }) => ({
    severity: 'error',
    message: `${facts.version} failed: ${facts.sentence}`,
    why:
      facts.serves === undefined
        ? 'there was no version that the traffic could go back to; nothing serves'
        : `${facts.serves} served before, and not all could be put back as it was`,
    fix: `look at what it wrote: devops-flow logs --release ${shellWord(facts.version)}`,
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
  'story-broken': (facts: { figure: string; found: string; wanted: string }) => ({
    severity: 'error',
    message: `the story did not hold: ${facts.figure}: ${facts.found}, not ${facts.wanted}`,
    why: 'two versions are promoted and a bad one is rolled back, and at both ends every request and every write is accounted for',
    fix: 'run it again while the machine is idle; if it happens again, report it with the figures above',
  }),
  'load-ended': (facts: { how: string }) => ({
    severity: 'error',
    message: `the load generator ended before it was told to (${facts.how})`,
    why: 'requests are counted at the client; without its count nothing can be said about lost ones',
    fix: 'read its last words above and run the demo again',
  }),
  'demo-folder-taken': (facts: { folder: string }) => ({
    severity: 'error',
    message: `${facts.folder} exists and was not made by the demo`,
    why: 'the demo works on a copy of the example there, and throws an earlier copy away',
    fix: `move ${facts.folder} elsewhere, or run the demo in another folder`,
  }),
  'demo-interrupted': (_facts: Record<string, never>) => ({
    severity: 'error',
    message: 'interrupted; everything that the demo had started is stopped',
    why: 'Ctrl-C ends the story before its end',
    fix: 'npm start',
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
  'service-renamed': (facts: { before: string; now: string }) => ({
    severity: 'error',
    message: `this folder runs ${facts.before}; its documents now call the service ${facts.now}`,
    why: 'router, lease and history belong to one service',
    fix: `stop the old one first: devops-flow down`,
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
} as const satisfies Catalogue;
