-- SPDX-FileCopyrightText: The Semel authors
-- SPDX-License-Identifier: Apache-2.0
-- S5: only the unfinished record of that claim, inside its retention. S3: the window is in whole seconds.
-- The derived table begins with the columns of the real one: a union of values alone would cut long results.

-- UPDATE answers no rows here. The SELECT takes the row's exclusive right and computes from the row before, so the order of
-- the assignments, which are made one after the other, does not matter.
INSERT INTO ${table} (record_id, format, state, revision, claim_id, fence, attempt, generation, claimed_at, source,
    algorithm, fingerprint, certainty, lease_until, ends_at, state_at, points,
    result_kind, result_digest, result, detail)
SELECT
    r.record_id, r.format, 'COMPLETED', r.revision + 1,
    r.claim_id, r.fence, r.attempt, r.generation,
    r.claimed_at, r.source, r.algorithm, r.fingerprint,
    NULL,
    NULL,
    (${now} + a.keep_ms + 999) - (${now} + a.keep_ms + 999) % 1000,
    ${now},
    '', a.result_kind, a.result_digest, a.result,
    a.detail
FROM ${table} r, (
  SELECT record_id, claim_id, ends_at AS keep_ms, result_kind, result_digest, result, detail FROM ${table} WHERE 1 = 0
  UNION ALL { UNION ALL |SELECT :record_id AS record_id, :claim_id AS claim_id, :keep_ms AS keep_ms, :result_kind AS result_kind, :result_digest AS result_digest, :result AS result, :detail AS detail}) a
WHERE r.record_id = a.record_id AND r.claim_id = a.claim_id AND r.format = 1
  AND r.state = 'IN_PROGRESS' AND r.ends_at > ${now}
FOR UPDATE
ON DUPLICATE KEY UPDATE state = VALUES(state), revision = VALUES(revision), certainty = VALUES(certainty), lease_until = VALUES(lease_until), ends_at = VALUES(ends_at), state_at = VALUES(state_at), points = VALUES(points), result_kind = VALUES(result_kind), result_digest = VALUES(result_digest), result = VALUES(result), detail = VALUES(detail)
RETURNING *
