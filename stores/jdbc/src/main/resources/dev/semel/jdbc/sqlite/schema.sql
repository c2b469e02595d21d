-- SPDX-FileCopyrightText: The Semel authors
-- SPDX-License-Identifier: Apache-2.0
-- Semel idempotency records, schema version 1, SQLite.
-- One row for each key. Moments are milliseconds since 1970-01-01 UTC.
CREATE TABLE IF NOT EXISTS ${table} (
  record_id     text PRIMARY KEY,      -- S13: injective, printable ASCII
  format        integer NOT NULL,           -- S12: 1
  state         text NOT NULL,        -- IN_PROGRESS, RELEASED, COMPLETED, QUARANTINED
  revision      integer NOT NULL,             -- every write increases it
  claim_id      text NOT NULL,        -- the claim that made the present state
  fence         integer NOT NULL,             -- S4: grows with every claim
  attempt       integer NOT NULL,
  generation    integer NOT NULL,             -- the fence of the first claim since the record was absent
  claimed_at    integer NOT NULL,
  source        text NOT NULL,              -- the origin of the claim, for people
  algorithm     text NOT NULL,        -- S11: the fingerprint of the payload, and its algorithm
  fingerprint   text NOT NULL,
  certainty     text,                 -- about the attempts before (IN_PROGRESS) or up to now (RELEASED)
  lease_until   integer,                      -- IN_PROGRESS: the end of the lease
  ends_at       integer,                      -- S9: the end of retention or window; NULL in quarantine
  state_at      integer,                      -- the moment of release, completion or quarantine
  points        text NOT NULL,              -- the recovery points, one in a line: name, attempt, moment, value in base64
  result_kind   text,                  -- COMPLETED: SUCCESS, FAILURE, MISSING
  result_digest text,                 -- S6: recognises a repeated completion
  result        blob,                     -- S10: byte for byte; NULL for none
  detail        text                       -- kind of failure, reason of a quarantine or of a missing result
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS ${name}_ends_at ON ${table} (ends_at);

-- Messages that were stored with a record and are not yet known to be sent.
CREATE TABLE IF NOT EXISTS ${table}_outbox (
  message_id  text PRIMARY KEY,   -- effect key and fence
  record_id   text NOT NULL,
  effect_key  text NOT NULL,
  name        text NOT NULL,
  payload     blob NOT NULL,
  created_at  integer NOT NULL,
  taken_until integer NOT NULL,       -- a call is sending it until then
  tries       integer NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS ${name}_outbox_record ON ${table}_outbox (record_id);
CREATE INDEX IF NOT EXISTS ${name}_outbox_due ON ${table}_outbox (taken_until);
