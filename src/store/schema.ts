/** Version of the tables below, kept in `user_version`. */
export const storeVersion = 2;

/** Tables that an older version has otherwise, or not at all. */
export const newInVersion2 = `
  CREATE TABLE token (last INTEGER NOT NULL) STRICT;
  CREATE TABLE lease (
    environment TEXT NOT NULL, service TEXT NOT NULL, token INTEGER NOT NULL, pid INTEGER, start_time TEXT NOT NULL,
    acquired_at INTEGER NOT NULL, silent_at INTEGER NOT NULL, PRIMARY KEY (environment, service)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX lease_by_token ON lease (token);
  CREATE TABLE deploy (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, started_at INTEGER NOT NULL, ended_at INTEGER,
    plan TEXT NOT NULL, record TEXT
  ) STRICT;
  CREATE TABLE member (
    environment TEXT NOT NULL, service TEXT NOT NULL, deploy INTEGER NOT NULL, serving TEXT,
    PRIMARY KEY (environment, service, deploy)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX member_by_deploy ON member (deploy);
  CREATE TABLE current (
    environment TEXT NOT NULL, service TEXT NOT NULL, newest INTEGER NOT NULL, running INTEGER, serving TEXT, last TEXT,
    PRIMARY KEY (environment, service)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE state (
    deploy INTEGER PRIMARY KEY, seq INTEGER NOT NULL, state TEXT NOT NULL, sum INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE request (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, environment TEXT NOT NULL, service TEXT NOT NULL, deploy TEXT,
    kind TEXT NOT NULL, asked_by TEXT NOT NULL, asked_at INTEGER NOT NULL, data TEXT, entry INTEGER, refusal TEXT
  ) STRICT;
  CREATE INDEX request_waiting ON request (deploy, seq) WHERE entry IS NULL AND refusal IS NULL;
`;

export const tables = `
  ${newInVersion2}
  INSERT INTO token VALUES (0);
  CREATE TABLE journal (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, deploy TEXT NOT NULL, token INTEGER NOT NULL, entry TEXT NOT NULL, sum INTEGER
  ) STRICT;
  CREATE INDEX journal_by_deploy ON journal (deploy, seq);
`;
