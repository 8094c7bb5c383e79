import {
  type handleUnaryCall,
  Server,
  ServerCredentials,
  status,
  type UntypedServiceImplementation,
} from '@grpc/grpc-js';
import type { ProviderSchema } from '../schema.ts';
import { type Answer, answers, type Request, type Session } from './answers.ts';
import { providerService } from './protocol.ts';

export interface Served {
  /** For TF_REATTACH_PROVIDERS: where Terraform finds them. */
  readonly reattach: string;
  readonly stop: () => void;
}

/** Serves providers by their source (`hashicorp/aws`), each at a port of this machine alone. */
export async function serve(schemas: ReadonlyMap<string, ProviderSchema>): Promise<Served> {
  const servers: Server[] = [];
  const reattach: Record<string, object> = {};
  for (const [source, schema] of schemas) {
    const server = new Server({ 'grpc.max_receive_message_length': -1 });
    servers.push(server);
    server.addService(providerService, implementation(schema));
    const port = await listen(server);
    reattach[`registry.terraform.io/${source}`] = {
      Protocol: 'grpc',
      ProtocolVersion: 5,
      Pid: process.pid,
      // Terraform leaves the process alone then.
      Test: true,
      Addr: { Network: 'tcp', String: `127.0.0.1:${port}` },
    };
  }
  return {
    reattach: JSON.stringify(reattach),
    stop: () => servers.forEach(server => server.forceShutdown()),
  };
}

/** Terraform connects once for each configuration of a provider, so that a peer is a session. */
function implementation(schema: ProviderSchema): UntypedServiceImplementation {
  const sessions = new Map<string, Session>();
  const sessionOf = (peer: string): Session => {
    const session = sessions.get(peer) ?? { config: {} };
    sessions.set(peer, session);
    return session;
  };
  const handler =
    (answer: Answer): handleUnaryCall<Request, object> =>
    (call, callback) => {
      try {
        callback(null, answer(call.request, sessionOf(call.getPeer())));
      } catch (error) {
        callback({ code: status.INTERNAL, details: String((error as Error).stack) });
      }
    };
  return Object.fromEntries(Object.entries(answers(schema)).map(([name, answer]) => [name, handler(answer)]));
}

const listen = (server: Server): Promise<number> =>
  new Promise((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, port) =>
      error ? reject(error) : resolve(port),
    );
  });
