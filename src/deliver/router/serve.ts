import { answerItself, type Exchange } from './exchange.ts';
import { faultOf } from './headers.ts';
import { type Desk, type End, Journey } from './journey.ts';
import { noRelease } from './ledger.ts';
import { dropRest, openBody, type RequestBody } from './request-body.ts';

/** Serves one request from its head to the last byte of its answer, and counts it exactly once. */
export async function serve(exchange: Exchange, desk: Desk): Promise<void> {
  const end = await settle(exchange, desk);
  dropRest(exchange.request);
  desk.ledger.ended(end.group, performance.now() - exchange.begunAt, end.cause);
}

async function settle(exchange: Exchange, desk: Desk): Promise<End> {
  const fault = faultOf(exchange.request);
  if (fault !== undefined) {
    answerItself(exchange, 'bad-request', fault);
    return { group: noRelease };
  }
  const body = openBody(exchange.request);
  if (body && !(await begins(body, exchange))) return { group: noRelease, cause: 'client-gone' };
  return new Journey(exchange, desk, body).run();
}

/** False when the client leaves before the first byte of the body. */
async function begins(body: RequestBody, { response }: Exchange): Promise<boolean> {
  const gone = new Promise<boolean>(resolve => {
    response.once('close', () => resolve(false));
  });
  return Promise.race([body.begun.then(() => true), gone]);
}
