-- SPDX-FileCopyrightText: The Semel authors
-- SPDX-License-Identifier: Apache-2.0
-- S5: only the unfinished record of that claim. Certainty accumulates: the least certain attempt counts.

-- UPDATE answers no rows here. The SELECT takes the row's exclusive right and computes from the row before, so the order of
-- the assignments, which are made one after the other, does not matter.
INSERT INTO ${table} (record_id, format, state, revision, claim_id, fence, attempt, generation, claimed_at, source,
    algorithm, fingerprint, certainty, lease_until, ends_at, state_at, points,
    result_kind, result_digest, result, detail)
SELECT
    r.record_id, r.format, 'RELEASED', r.revision + 1,
    r.claim_id, r.fence, r.attempt, r.generation,
    r.claimed_at, r.source, r.algorithm, r.fingerprint,
    CASE
    WHEN 'UNKNOWN' IN (r.certainty, :certainty) THEN 'UNKNOWN'
    WHEN 'NOT_EXECUTED' IN (r.certainty, :certainty) THEN 'NOT_EXECUTED'
    ELSE 'NOT_STARTED' END,
    NULL,
    r.ends_at,
    ${now},
    r.points, r.result_kind, r.result_digest, r.result,
    r.detail
FROM ${table} r
WHERE r.record_id = :record_id AND r.claim_id = :claim_id AND r.format = 1 AND r.state = 'IN_PROGRESS' AND r.ends_at > ${now}
FOR UPDATE
ON DUPLICATE KEY UPDATE state = VALUES(state), revision = VALUES(revision), certainty = VALUES(certainty), lease_until = VALUES(lease_until), state_at = VALUES(state_at)
RETURNING *
