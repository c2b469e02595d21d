-- SPDX-FileCopyrightText: The Semel authors
-- SPDX-License-Identifier: Apache-2.0
-- S9: only frees space. S4: the margin keeps what a client with a slow clock could still see. Rows that another call works on
-- are left for the next batch.
DELETE FROM ${table} WHERE record_id IN (
  SELECT r.record_id FROM ${table} r WHERE r.ends_at <= ${now} - :margin_ms ORDER BY r.ends_at LIMIT :most FOR UPDATE SKIP LOCKED)
  AND ends_at <= ${now} - :margin_ms
