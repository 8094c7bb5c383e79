const limit = 64 * 1024;
const discardLimit = 1024 * 1024;

export class TooLarge extends Error {}

/** The body as text. Over 64 KB it throws TooLarge, after reading a little on so that the client sees the answer. */
export async function readBody(request) {
  const chunks = [];
  let size = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    size += chunk.length;
    if (size <= limit) chunks.push(chunk);
    if (size > discardLimit) break;
  }
  if (size > limit) throw new TooLarge();
  return Buffer.concat(chunks).toString('utf8');
}
