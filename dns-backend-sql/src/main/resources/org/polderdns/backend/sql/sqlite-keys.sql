-- Keys, metadata and TSIG keys of zones whose records are in files, as PowerDNS lays them out.
CREATE TABLE domainmetadata (
  id         INTEGER PRIMARY KEY,
  domain     VARCHAR(255) COLLATE NOCASE,
  kind       VARCHAR(32) COLLATE NOCASE,
  content    TEXT
);

CREATE INDEX domainmetanameindex ON domainmetadata (domain);

CREATE TABLE cryptokeys (
  id         INTEGER PRIMARY KEY,
  domain     VARCHAR(255) COLLATE NOCASE,
  flags      INT NOT NULL,
  active     BOOL,
  published  BOOL DEFAULT 1,
  content    TEXT
);

CREATE INDEX domainnameindex ON cryptokeys (domain);

CREATE TABLE tsigkeys (
  id         INTEGER PRIMARY KEY,
  name       VARCHAR(255) COLLATE NOCASE,
  algorithm  VARCHAR(50) COLLATE NOCASE,
  secret     VARCHAR(255)
);

CREATE UNIQUE INDEX namealgoindex ON tsigkeys (name, algorithm);
