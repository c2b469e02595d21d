-- SPDX-FileCopyrightText: The Semel authors
-- SPDX-License-Identifier: Apache-2.0
-- S5: only the unfinished record of that claim. S6: a point of that name is there once: otherwise nothing is written here.

-- UPDATE answers no rows here. The SELECT takes the row's exclusive right and computes from the row before, so the order of
-- the assignments, which are made one after the other, does not matter.
INSERT INTO ${table} (record_id, format, state, revision, claim_id, fence, attempt, generation, claimed_at, source,
    algorithm, fingerprint, certainty, lease_until, ends_at, state_at, points,
    result_kind, result_digest, result, detail)
SELECT
    r.record_id, r.format, r.state, r.revision + 1,
    r.claim_id, r.fence, r.attempt, r.generation,
    r.claimed_at, r.source, r.algorithm, r.fingerprint,
    r.certainty, r.lease_until, r.ends_at, r.state_at,
    CONCAT(r.points, :line), r.result_kind, r.result_digest, r.result,
    r.detail
FROM ${table} r
WHERE r.record_id = :record_id AND r.claim_id = :claim_id AND r.format = 1 AND r.state = 'IN_PROGRESS' AND r.ends_at > ${now}
  AND INSTR(r.points, :mark) = 0
FOR UPDATE
ON DUPLICATE KEY UPDATE revision = VALUES(revision), points = VALUES(points)
RETURNING *
