-- SPDX-FileCopyrightText: The Semel authors
-- SPDX-License-Identifier: Apache-2.0
-- Claim, or commit, of a key that is absent; answers the row that is there instead.
-- S1: of concurrent calls the primary key lets one insert. S4: the fence is the moment. S2, S9: retention covers the lease,
-- in whole seconds. keep_ms is the retention of a claim, or the window of a commit, which has no lease.

-- Under contention H2 answers 23505 although the statement says what to do with a row that is there: ask once more.
SELECT f.*, ${now} AS moment, TRUE AS free FROM FINAL TABLE (
  MERGE INTO ${table} r USING (
    SELECT a.record_id, CAST(1 AS smallint) AS format, a.state, CAST(1 AS bigint) AS revision, a.claim_id, m.now AS fence, 1 AS attempt,
    m.now AS generation, m.now AS claimed_at, a.source,
    a.algorithm, a.fingerprint, a.certainty, m.now + a.lease_ms AS lease_until,
    CASE WHEN a.lease_ms > a.keep_ms THEN (m.now + a.lease_ms + 999) - (m.now + a.lease_ms + 999) % 1000 ELSE (m.now + a.keep_ms + 999) - (m.now + a.keep_ms + 999) % 1000 END AS ends_at,
    CASE WHEN a.lease_ms IS NULL THEN m.now END AS state_at, '' AS points,
    a.result_kind, a.result_digest, a.result, a.detail
    FROM (SELECT ${now} AS now) m, (VALUES {, |(
      CAST(:record_id AS varchar), CAST(:claim_id AS varchar), CAST(:state AS varchar), CAST(:source AS varchar),
      CAST(:algorithm AS varchar), CAST(:fingerprint AS varchar), CAST(:certainty AS varchar),
      CAST(:lease_ms AS bigint), CAST(:keep_ms AS bigint), CAST(:result_kind AS varchar),
      CAST(:result_digest AS varchar), CAST(:result AS varbinary), CAST(:detail AS varchar))}) AS a (record_id, claim_id, state, source, algorithm, fingerprint, certainty, lease_ms, keep_ms,
    result_kind, result_digest, result, detail)
    ORDER BY a.record_id) s
  ON r.record_id = s.record_id
  WHEN MATCHED THEN UPDATE SET record_id = r.record_id
  WHEN NOT MATCHED THEN INSERT (record_id, format, state, revision, claim_id, fence, attempt, generation, claimed_at, source,
    algorithm, fingerprint, certainty, lease_until, ends_at, state_at, points,
    result_kind, result_digest, result, detail)
    VALUES (s.record_id, s.format, s.state, s.revision, s.claim_id, s.fence, s.attempt, s.generation, s.claimed_at, s.source, s.algorithm, s.fingerprint, s.certainty, s.lease_until, s.ends_at, s.state_at, s.points, s.result_kind, s.result_digest, s.result, s.detail)) f
