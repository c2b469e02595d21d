-- SPDX-FileCopyrightText: The Semel authors
-- SPDX-License-Identifier: Apache-2.0
-- S9: only frees space. S4: the margin keeps what a client with a slow clock could still see. A row that another call works
-- on ends the batch at once instead of making it wait.
SET STATEMENT innodb_lock_wait_timeout = 0 FOR
DELETE FROM ${table} WHERE ends_at <= ${now} - :margin_ms ORDER BY ends_at LIMIT :most
