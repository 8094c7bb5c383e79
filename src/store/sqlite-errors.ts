import { Failure, failure } from '../errors/index.ts';
import { lockHolder } from './lock-holder.ts';

/** What SQLite or the system said about `file`, as a failure of the catalogue; what is not known to it comes back as it is. */
export function storeFailure(error: unknown, file: string): unknown {
  if (!(error instanceof Error) || error instanceof Failure) return error;
  const reason = error.message;
  switch (kindOf(error)) {
    case 'BUSY':
      return failure('store-locked', { file, holder: lockHolder(file) });
    case 'NOTADB':
      return failure('store-foreign', { file, reason: 'it does not begin like a database' });
    case 'CORRUPT':
      return failure('store-corrupt', { file, reason });
    case 'FULL':
    case 'ENOSPC':
    case 'EDQUOT':
      return failure('store-full', { file });
    case 'READONLY':
    case 'PERM':
    case 'CANTOPEN':
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'ENOTDIR':
    case 'EEXIST':
      return failure('store-closed-to-us', { file, reason });
    case 'IOERR':
      return failure('store-io', { file, reason });
    default:
      // Of our own texts in JSON functions of SQLite.
      return reason === 'malformed JSON' ? failure('store-corrupt', { file, reason }) : error;
  }
}

/** `SQLITE_IOERR_WRITE` -> `IOERR`, `EACCES` as it is. */
function kindOf(error: Error): string {
  const { code = '' } = error as { code?: string };
  // libsql gives no code for a file that it could not open, only the number in its message: 14 is SQLITE_CANTOPEN.
  if (code === '' || code === undefined) return /database .*: 14\b/.test(error.message) ? 'CANTOPEN' : '';
  return code.replace(/^SQLITE_/, '').replace(/_.*/, '');
}
