-- SPDX-FileCopyrightText: The Semel authors
-- SPDX-License-Identifier: Apache-2.0
-- S9: only frees space. S4: the margin keeps what a client with a slow clock could still see. Rows that another call works on
-- are left for the next batch.
-- The planner expects one row that was found, and so deletes by the key: see complete.sql.
WITH ended (record_id, found) AS MATERIALIZED (
  SELECT r.record_id, 1 FROM ${table} r WHERE r.ends_at <= ${now} - :margin_ms ORDER BY r.ends_at LIMIT :most FOR UPDATE SKIP LOCKED)
DELETE FROM ${table} AS r USING ended e
WHERE r.record_id = e.record_id AND e.found = 1 AND r.ends_at <= ${now} - :margin_ms
