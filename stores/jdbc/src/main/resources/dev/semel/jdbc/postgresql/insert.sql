-- SPDX-FileCopyrightText: The Semel authors
-- SPDX-License-Identifier: Apache-2.0
-- Claim, or commit, of a key that is absent; answers the row that is there instead.
-- S1: of concurrent calls the primary key lets one insert. S4: the fence is the moment. S2, S9: retention covers the lease,
-- in whole seconds. keep_ms is the retention of a claim, or the window of a commit, which has no lease.

-- bound_ms bounds the wait for an uncommitted insert of the same key (error 55P03). In a transaction of several statements
-- exclusive_id is set instead: then nothing waits, and "free" says whether no other transaction works on the key.
-- A racing loser gets no row at all: its snapshot is older than the winner's commit. It asks once more.
WITH moment AS MATERIALIZED (
  SELECT ${now} AS now,
    CASE WHEN CAST(:bound_ms AS text) IS NULL THEN NULL ELSE set_config('lock_timeout', :bound_ms, true) END AS bound,
    CASE WHEN CAST(:exclusive_id AS text) IS NULL THEN true
      ELSE pg_try_advisory_xact_lock(hashtextextended('${table} ' || :exclusive_id, 0)) END AS free),
asked (record_id, claim_id, state, source, algorithm, fingerprint, certainty, lease_ms, keep_ms,
    result_kind, result_digest, result, detail) AS (
  VALUES {, |(
      CAST(:record_id AS text), CAST(:claim_id AS text), CAST(:state AS text), CAST(:source AS text),
      CAST(:algorithm AS text), CAST(:fingerprint AS text), CAST(:certainty AS text),
      CAST(:lease_ms AS bigint), CAST(:keep_ms AS bigint), CAST(:result_kind AS text),
      CAST(:result_digest AS text), CAST(:result AS bytea), CAST(:detail AS text))}),
inserted AS (
  INSERT INTO ${table} AS r (record_id, format, state, revision, claim_id, fence, attempt, generation, claimed_at, source,
    algorithm, fingerprint, certainty, lease_until, ends_at, state_at, points,
    result_kind, result_digest, result, detail)
  SELECT a.record_id, 1, a.state, 1, a.claim_id, m.now, 1, m.now, m.now, a.source,
    a.algorithm, a.fingerprint, a.certainty, m.now + a.lease_ms,
    CASE WHEN a.lease_ms > a.keep_ms THEN (m.now + a.lease_ms + 999) - (m.now + a.lease_ms + 999) % 1000 ELSE (m.now + a.keep_ms + 999) - (m.now + a.keep_ms + 999) % 1000 END,
    CASE WHEN a.lease_ms IS NULL THEN m.now END, '',
    a.result_kind, a.result_digest, a.result, a.detail
  FROM moment m, asked a
  WHERE m.free
  ORDER BY a.record_id
  ON CONFLICT (record_id) DO NOTHING
  RETURNING r.*)
SELECT i.*, m.now AS moment, m.free FROM inserted i, moment m
UNION ALL
SELECT r.*, m.now AS moment, m.free FROM ${table} r, moment m WHERE r.record_id IN (SELECT a.record_id FROM asked a)
