-- SPDX-FileCopyrightText: The Semel authors
-- SPDX-License-Identifier: Apache-2.0
-- Answers a row for each thing that makes the tables unfit: FAULT for what can execute a key twice, LOSS for what a crash
-- can lose or tear, which the builder can accept.
SELECT 'LOSS' AS kind, 'it is UNLOGGED or temporary, and a crash of the server empties it while the effects stay. Use'
    || ' ALTER TABLE ... SET LOGGED, or acceptingLosses()' AS remedy
FROM pg_class
WHERE oid IN (to_regclass('${table}'), to_regclass('${table}_outbox')) AND relpersistence <> 'p'
UNION ALL
-- S1: the key lets one claim insert.
SELECT 'FAULT', 'its column record_id is not a unique key by itself. Create it with the schema of the dialect'
WHERE NOT EXISTS (
  SELECT 1 FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
  WHERE i.indrelid = to_regclass('${table}') AND i.indisunique AND i.indisvalid AND i.indnkeyatts = 1
  AND i.indpred IS NULL AND a.attname = 'record_id')
