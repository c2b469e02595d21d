-- SPDX-FileCopyrightText: The Semel authors
-- SPDX-License-Identifier: Apache-2.0
-- Answers a row for each thing that makes the tables unfit: FAULT for what can execute a key twice, LOSS for what a crash
-- can lose or tear, which the builder can accept.
-- S7: another engine keeps the record of a transaction that was undone.
SELECT 'FAULT' AS kind, 'it or its outbox is not a table of InnoDB, and keeps what a transaction undoes. Use ALTER TABLE ... ENGINE = InnoDB'
    AS remedy
FROM information_schema.tables
WHERE concat(table_schema, '.', table_name) IN ('${table}', '${table}_outbox', concat(database(), '.', '${table}'),
  concat(database(), '.', '${table}_outbox')) AND coalesce(engine, '') <> 'InnoDB'
UNION ALL
-- S1: the key lets one claim insert.
SELECT 'FAULT', 'its primary key is not the column record_id. Create it with the schema of the dialect' FROM dual
WHERE coalesce((
  SELECT group_concat(column_name) FROM information_schema.statistics
  WHERE concat(table_schema, '.', table_name) IN ('${table}', concat(database(), '.', '${table}'))
  AND index_name = 'PRIMARY'), '') <> 'record_id'
