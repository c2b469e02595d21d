-- SPDX-FileCopyrightText: The Semel authors
-- SPDX-License-Identifier: Apache-2.0
-- S5: only the unfinished record of that claim. Neither lease nor retention is shortened, and the retention covers the
-- lease. A renewal that changes nothing is a repetition and writes nothing.

-- UPDATE answers no rows here. The SELECT takes the row's exclusive right and computes from the row before, so the order of
-- the assignments, which are made one after the other, does not matter.
INSERT INTO ${table} (record_id, format, state, revision, claim_id, fence, attempt, generation, claimed_at, source,
    algorithm, fingerprint, certainty, lease_until, ends_at, state_at, points,
    result_kind, result_digest, result, detail)
SELECT
    r.record_id, r.format, r.state, r.revision + 1,
    r.claim_id, r.fence, r.attempt, r.generation,
    r.claimed_at, r.source, r.algorithm, r.fingerprint,
    r.certainty,
    CASE WHEN ${now} + :lease_ms > r.lease_until THEN ${now} + :lease_ms ELSE r.lease_until END,
    CASE
    WHEN ((${now} + :keep_ms + 999) - (${now} + :keep_ms + 999) % 1000) > r.ends_at AND :keep_ms >= :lease_ms THEN ((${now} + :keep_ms + 999) - (${now} + :keep_ms + 999) % 1000)
    WHEN ((${now} + :lease_ms + 999) - (${now} + :lease_ms + 999) % 1000) > r.ends_at AND :lease_ms > :keep_ms THEN ((${now} + :lease_ms + 999) - (${now} + :lease_ms + 999) % 1000)
    ELSE r.ends_at END,
    r.state_at,
    r.points, r.result_kind, r.result_digest, r.result,
    r.detail
FROM ${table} r
WHERE r.record_id = :record_id AND r.claim_id = :claim_id AND r.format = 1 AND r.state = 'IN_PROGRESS' AND r.ends_at > ${now}
  AND (${now} + :lease_ms > r.lease_until OR ((${now} + :keep_ms + 999) - (${now} + :keep_ms + 999) % 1000) > r.ends_at)
FOR UPDATE
ON DUPLICATE KEY UPDATE revision = VALUES(revision), lease_until = VALUES(lease_until), ends_at = VALUES(ends_at)
RETURNING *
