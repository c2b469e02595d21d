-- SPDX-FileCopyrightText: The Semel authors
-- SPDX-License-Identifier: Apache-2.0
-- Answers a row for each thing that makes the tables unfit: FAULT for what can execute a key twice, LOSS for what a crash
-- can lose or tear, which the builder can accept.
SELECT 'LOSS' AS kind, 'H2 is in a file, and a crash of its process can leave parts of transactions'
    || '. Use a database in memory, another database, or acceptingLosses()' AS remedy
WHERE DATABASE_PATH() IS NOT NULL
UNION ALL
-- S1: the key lets one claim insert.
SELECT 'FAULT', 'its column record_id is not a unique key by itself. Create it with the schema of the dialect'
WHERE NOT EXISTS (
  SELECT 1 FROM INFORMATION_SCHEMA.INDEXES i
  WHERE UPPER(i.TABLE_SCHEMA || '.' || i.TABLE_NAME) IN (UPPER('${table}'), UPPER(CURRENT_SCHEMA || '.' || '${table}'))
  AND i.INDEX_TYPE_NAME IN ('PRIMARY KEY', 'UNIQUE INDEX')
  AND (SELECT LISTAGG(UPPER(c.COLUMN_NAME), ',') FROM INFORMATION_SCHEMA.INDEX_COLUMNS c
    WHERE c.INDEX_SCHEMA = i.INDEX_SCHEMA AND c.INDEX_NAME = i.INDEX_NAME) = 'RECORD_ID')
