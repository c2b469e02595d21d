-- SPDX-FileCopyrightText: The Semel authors
-- SPDX-License-Identifier: Apache-2.0
-- In the order of the ids, which are compared byte by byte; a page begins after the last id of the page before.
SELECT r.* FROM ${table} r
WHERE r.record_id > :after AND r.record_id >= :prefix AND r.record_id < :prefix_end
ORDER BY r.record_id LIMIT :most
