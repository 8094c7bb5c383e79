import { recoverOnly } from '../../src/app/deliver/recover.ts';
import { rollback } from '../../src/app/deliver/rollback.ts';
import { up } from '../../src/app/deliver/up.ts';
import type { StrategyName } from '../../src/model/service.ts';
import { openStore } from '../../src/store/store.ts';
import { type Kill, killingStore } from './killing-store.ts';

export type Order = {
  readonly folder: string;
  /** argv of the program, for supervisor and router. */
  readonly self: readonly string[];
  readonly kill?: Kill;
} & (
  | { readonly act: 'up'; readonly strategy: StrategyName; readonly version: string; readonly port: number }
  | { readonly act: 'rollback'; readonly to: string }
  | { readonly act: 'recover' }
);

/** What a controller says that was not killed. */
export interface Survived {
  readonly steps: number;
  readonly outcome: string | null;
}

const environment = 'local';
const impatient = { silentMs: 1_500, renewMs: 200 };

/** The use cases of the product, by a process that kills itself around one of its durable steps. */
export async function control(order: Order): Promise<void> {
  const { folder, self, kill } = order;
  let steps = 0;
  const open = (file: string) =>
    killingStore(openStore(file, kill?.isSoonSilent ? { times: impatient } : {}), kill, step => {
      steps = step;
    });
  const options = { folder, environment, self, openStore: open };
  const outcome = await carryOut(order, options);
  const said: Survived = { steps, outcome };
  process.stdout.write(JSON.stringify(said));
}

async function carryOut(order: Order, options: Parameters<typeof recoverOnly>[0]): Promise<string | null> {
  switch (order.act) {
    case 'up': {
      const { strategy, version, port } = order;
      return (await up({ ...options, strategy, version, port })).deploy?.outcome ?? null;
    }
    case 'rollback':
      return (await rollback({ ...options, to: order.to })).deploy.outcome;
    case 'recover':
      return (await recoverOnly(options)).recovered?.outcome ?? null;
  }
}
