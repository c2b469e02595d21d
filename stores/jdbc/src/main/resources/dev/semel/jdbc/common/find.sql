-- SPDX-FileCopyrightText: The Semel authors
-- SPDX-License-Identifier: Apache-2.0
-- S8: the record as it was committed last.
SELECT r.*, ${now} AS moment, 1 = 1 AS free FROM ${table} r WHERE r.record_id IN ({, |:record_id})
