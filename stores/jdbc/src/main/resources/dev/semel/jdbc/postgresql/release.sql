-- SPDX-FileCopyrightText: The Semel authors
-- SPDX-License-Identifier: Apache-2.0
-- S5: only the unfinished record of that claim. Certainty accumulates: the least certain attempt counts.
UPDATE ${table} SET
  state = 'RELEASED',
  revision = revision + 1,
  certainty = CASE
    WHEN 'UNKNOWN' IN (certainty, CAST(:certainty AS text)) THEN 'UNKNOWN'
    WHEN 'NOT_EXECUTED' IN (certainty, CAST(:certainty AS text)) THEN 'NOT_EXECUTED'
    ELSE 'NOT_STARTED' END,
  lease_until = NULL,
  state_at = ${now}
WHERE record_id = :record_id AND claim_id = :claim_id AND format = 1 AND state = 'IN_PROGRESS' AND ends_at > ${now}
RETURNING *
