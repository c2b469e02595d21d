-- SPDX-FileCopyrightText: The Semel authors
-- SPDX-License-Identifier: Apache-2.0
-- S5: only the unfinished record of that claim, inside its retention. S3: the window is in whole seconds.

-- The planner expects one row with format 1 among those asked, and so looks each record up by its key. Otherwise, while a
-- table is small or has no statistics, it would plan to read the whole table, and keep that plan while the table grows.
WITH asked (format, record_id, claim_id, keep_ms, result_kind, result_digest, result, detail) AS (
  VALUES {, |(1, CAST(:record_id AS text), CAST(:claim_id AS text), CAST(:keep_ms AS bigint), CAST(:result_kind AS text), CAST(:result_digest AS text), CAST(:result AS bytea), CAST(:detail AS text))})
UPDATE ${table} AS r SET state = 'COMPLETED', revision = r.revision + 1, certainty = NULL, lease_until = NULL,
  ends_at = (${now} + a.keep_ms + 999) - (${now} + a.keep_ms + 999) % 1000, state_at = ${now}, points = '',
  result_kind = a.result_kind, result_digest = a.result_digest, result = a.result, detail = a.detail
FROM asked a
WHERE r.record_id = a.record_id AND r.claim_id = a.claim_id AND r.format = a.format AND a.format = 1
  AND r.state = 'IN_PROGRESS' AND r.ends_at > ${now}
RETURNING r.*
