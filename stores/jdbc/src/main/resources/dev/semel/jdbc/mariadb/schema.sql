-- SPDX-FileCopyrightText: The Semel authors
-- SPDX-License-Identifier: Apache-2.0
-- Semel idempotency records, schema version 1, MariaDB.
-- One row for each key. Moments are milliseconds since 1970-01-01 UTC.
CREATE TABLE IF NOT EXISTS ${table} (
  record_id     varchar(1154) CHARACTER SET ascii COLLATE ascii_bin PRIMARY KEY,      -- S13: injective, printable ASCII
  format        smallint NOT NULL,           -- S12: 1
  state         varchar(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,        -- IN_PROGRESS, RELEASED, COMPLETED, QUARANTINED
  revision      bigint NOT NULL,             -- every write increases it
  claim_id      varchar(22) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,        -- the claim that made the present state
  fence         bigint NOT NULL,             -- S4: grows with every claim
  attempt       integer NOT NULL,
  generation    bigint NOT NULL,             -- the fence of the first claim since the record was absent
  claimed_at    bigint NOT NULL,
  source        longtext CHARACTER SET ascii COLLATE ascii_bin NOT NULL,              -- the origin of the claim, for people
  algorithm     varchar(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,        -- S11: the fingerprint of the payload, and its algorithm
  fingerprint   longtext CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  certainty     varchar(12) CHARACTER SET ascii COLLATE ascii_bin,                 -- about the attempts before (IN_PROGRESS) or up to now (RELEASED)
  lease_until   bigint,                      -- IN_PROGRESS: the end of the lease
  ends_at       bigint,                      -- S9: the end of retention or window; NULL in quarantine
  state_at      bigint,                      -- the moment of release, completion or quarantine
  points        longtext CHARACTER SET ascii COLLATE ascii_bin NOT NULL,              -- the recovery points, one in a line: name, attempt, moment, value in base64
  result_kind   varchar(8) CHARACTER SET ascii COLLATE ascii_bin,                  -- COMPLETED: SUCCESS, FAILURE, MISSING
  result_digest varchar(64) CHARACTER SET ascii COLLATE ascii_bin,                 -- S6: recognises a repeated completion
  result        longblob,                     -- S10: byte for byte; NULL for none
  detail        longtext CHARACTER SET ascii COLLATE ascii_bin,   -- kind of failure, reason of a quarantine or of a missing result
  INDEX ${name}_ends_at (ends_at)
) ENGINE = InnoDB;

-- Messages that were stored with a record and are not yet known to be sent.
CREATE TABLE IF NOT EXISTS ${table}_outbox (
  message_id  varchar(100) CHARACTER SET ascii COLLATE ascii_bin PRIMARY KEY,   -- effect key and fence
  record_id   varchar(1154) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  effect_key  varchar(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  name        varchar(4000) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  payload     longblob NOT NULL,
  created_at  bigint NOT NULL,
  taken_until bigint NOT NULL,       -- a call is sending it until then
  tries       integer NOT NULL,
  INDEX ${name}_outbox_record (record_id),
  INDEX ${name}_outbox_due (taken_until)
) ENGINE = InnoDB;
