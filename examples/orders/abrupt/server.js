import { createServer } from 'node:http';
import { createApp } from './app.js';
import { createLog } from './log.js';
import { createMetrics } from './metrics.js';
import { openOrders } from './orders.js';
import { shutDownOn } from './shutdown.js';

const { PORT = '8080', HOST = '0.0.0.0', DATA_DIR = './data', LOG_LEVEL = 'info' } = process.env;
const graceMs = Number(process.env.SHUTDOWN_GRACE_MS ?? 10_000);

const log = createLog(LOG_LEVEL);
const life = { started: false, stopping: false, inHand: 0 };

function die(what, error) {
  log.error(what, { error: String(error) });
  process.exit(1);
}

const orders = await openOrders(DATA_DIR).catch(error => die('cannot open the orders', error));
const server = createServer(createApp({ orders, log, life, metrics: createMetrics() }));
server.on('error', error => die('cannot listen', error));
server.listen(Number(PORT), HOST, async () => {
  // Health answers from the first moment; ready only once the orders on disk are known.
  await orders.catchUp().catch(error => die('cannot read the orders', error));
  life.started = true;
  log.info('ready', { port: server.address().port, orders: orders.size });
});

shutDownOn(['SIGTERM', 'SIGINT'], { server, life, log, graceMs, close: orders.close });
