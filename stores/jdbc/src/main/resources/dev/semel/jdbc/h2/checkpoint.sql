-- SPDX-FileCopyrightText: The Semel authors
-- SPDX-License-Identifier: Apache-2.0
-- S5: only the unfinished record of that claim. S6: a point of that name is there once: otherwise nothing is written here.
SELECT * FROM FINAL TABLE (
UPDATE ${table} SET
  revision = revision + 1,
  points = points || CAST(:line AS varchar)
WHERE record_id = :record_id AND claim_id = :claim_id AND format = 1 AND state = 'IN_PROGRESS' AND ends_at > ${now}
  AND INSTR(points, :mark) = 0)
