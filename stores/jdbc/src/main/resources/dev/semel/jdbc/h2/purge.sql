-- SPDX-FileCopyrightText: The Semel authors
-- SPDX-License-Identifier: Apache-2.0
-- S9: only frees space. S4: the margin keeps what a client with a slow clock could still see. Rows that another call works on
-- are left for the next batch. A subquery of DELETE would be evaluated again for each row.
MERGE INTO ${table} r USING (
  SELECT e.record_id FROM ${table} e WHERE e.ends_at <= ${now} - :margin_ms ORDER BY e.ends_at LIMIT :most FOR UPDATE SKIP LOCKED) ended
ON r.record_id = ended.record_id
WHEN MATCHED THEN DELETE
