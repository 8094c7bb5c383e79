/** What lies at one path of a tree; paths are relative to its root, with `/`. */
export interface TreeEntry {
  readonly path: string;
  /** `other`: a socket, a pipe, a device. */
  readonly kind: 'file' | 'link' | 'other';
  readonly executable: boolean;
  /** SHA-256 of a file's content; the target of a link. */
  readonly content: string;
}

/** Folders, and files that are claimed or copied. What must survive a power cut is written by the Disk. */
export interface Files {
  /** With all above it; well done where it is there. */
  makeFolder(path: string): Promise<void>;
  /** Makes a file for its owner only; false where one is already. */
  create(path: string, text: string): Promise<boolean>;
  /** All files and links below a folder, sorted by path, except `leftOut` of its first level. Rejects as readdir(3) does. */
  list(folder: string, leftOut: ReadonlySet<string>): Promise<readonly TreeEntry[]>;
  /** Copies the files and links that `list` tells. */
  copy(source: string, target: string, leftOut: ReadonlySet<string>): Promise<void>;
  /** A file, or a folder with all in it; well done where there is none. */
  remove(path: string): Promise<void>;
}

/** Files that processes append to while we read and shorten them. */
export interface Logs {
  /** The last `lines` lines that begin at or after byte `since`, oldest first; none when there is no file. */
  tail(file: string, lines: number, since?: number): Promise<string[]>;
  /** Bytes; 0 when there is none. */
  size(file: string): number;
  /** The log files in a folder, sorted. */
  list(folder: string): Promise<string[]>;
  /** Keeps a log small, and the one before beside it; returns how many bytes were taken from its beginning. */
  rotate(file: string): Promise<number>;
  /** Forgets the beginning of a log that has grown too large. */
  keepEnd(file: string): Promise<void>;
}
