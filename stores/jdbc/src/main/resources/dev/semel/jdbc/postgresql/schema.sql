-- SPDX-FileCopyrightText: The Semel authors
-- SPDX-License-Identifier: Apache-2.0
-- Semel idempotency records, schema version 1, PostgreSQL.
-- One row for each key. Moments are milliseconds since 1970-01-01 UTC.
CREATE TABLE IF NOT EXISTS ${table} (
  record_id     varchar(1154) COLLATE "C" PRIMARY KEY,      -- S13: injective, printable ASCII
  format        smallint NOT NULL,           -- S12: 1
  state         varchar(12) NOT NULL,        -- IN_PROGRESS, RELEASED, COMPLETED, QUARANTINED
  revision      bigint NOT NULL,             -- every write increases it
  claim_id      varchar(22) NOT NULL,        -- the claim that made the present state
  fence         bigint NOT NULL,             -- S4: grows with every claim
  attempt       integer NOT NULL,
  generation    bigint NOT NULL,             -- the fence of the first claim since the record was absent
  claimed_at    bigint NOT NULL,
  source        text NOT NULL,              -- the origin of the claim, for people
  algorithm     varchar(32) NOT NULL,        -- S11: the fingerprint of the payload, and its algorithm
  fingerprint   text NOT NULL,
  certainty     varchar(12),                 -- about the attempts before (IN_PROGRESS) or up to now (RELEASED)
  lease_until   bigint,                      -- IN_PROGRESS: the end of the lease
  ends_at       bigint,                      -- S9: the end of retention or window; NULL in quarantine
  state_at      bigint,                      -- the moment of release, completion or quarantine
  points        text NOT NULL,              -- the recovery points, one in a line: name, attempt, moment, value in base64
  result_kind   varchar(8),                  -- COMPLETED: SUCCESS, FAILURE, MISSING
  result_digest varchar(64),                 -- S6: recognises a repeated completion
  result        bytea,                     -- S10: byte for byte; NULL for none
  detail        text                       -- kind of failure, reason of a quarantine or of a missing result
);
CREATE INDEX IF NOT EXISTS ${name}_ends_at ON ${table} (ends_at);

-- Messages that were stored with a record and are not yet known to be sent.
CREATE TABLE IF NOT EXISTS ${table}_outbox (
  message_id  varchar(100) PRIMARY KEY,   -- effect key and fence
  record_id   varchar(1154) NOT NULL,
  effect_key  varchar(64) NOT NULL,
  name        text NOT NULL,
  payload     bytea NOT NULL,
  created_at  bigint NOT NULL,
  taken_until bigint NOT NULL,       -- a call is sending it until then
  tries       integer NOT NULL
);
CREATE INDEX IF NOT EXISTS ${name}_outbox_record ON ${table}_outbox (record_id);
CREATE INDEX IF NOT EXISTS ${name}_outbox_due ON ${table}_outbox (taken_until);
