-- SPDX-FileCopyrightText: The Semel authors
-- SPDX-License-Identifier: Apache-2.0
-- Claim, or commit, of a key that is absent; answers the row that is there instead.
-- S1: of concurrent calls the primary key lets one insert. S4: the fence is the moment. S2, S9: retention covers the lease,
-- in whole seconds. keep_ms is the retention of a claim, or the window of a commit, which has no lease.

-- One connection writes at a time, so the row that is there cannot change before it is answered.
WITH asked (record_id, claim_id, state, source, algorithm, fingerprint, certainty, lease_ms, keep_ms,
    result_kind, result_digest, result, detail) AS (
  VALUES {, |(
      :record_id, :claim_id, :state, :source,
      :algorithm, :fingerprint, :certainty,
      :lease_ms, :keep_ms, :result_kind,
      :result_digest, :result, :detail)}),
moment (now) AS (SELECT ${now})
INSERT INTO ${table} (record_id, format, state, revision, claim_id, fence, attempt, generation, claimed_at, source,
    algorithm, fingerprint, certainty, lease_until, ends_at, state_at, points,
    result_kind, result_digest, result, detail)
SELECT a.record_id, 1, a.state, 1, a.claim_id, m.now, 1, m.now, m.now, a.source,
    a.algorithm, a.fingerprint, a.certainty, m.now + a.lease_ms,
    CASE WHEN a.lease_ms > a.keep_ms THEN (m.now + a.lease_ms + 999) - (m.now + a.lease_ms + 999) % 1000 ELSE (m.now + a.keep_ms + 999) - (m.now + a.keep_ms + 999) % 1000 END,
    CASE WHEN a.lease_ms IS NULL THEN m.now END, '',
    a.result_kind, a.result_digest, a.result, a.detail
FROM moment m, asked a
WHERE true
ON CONFLICT (record_id) DO UPDATE SET record_id = ${table}.record_id
RETURNING *, ${now} AS moment, true AS free
