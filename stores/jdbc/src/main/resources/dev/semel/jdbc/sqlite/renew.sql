-- SPDX-FileCopyrightText: The Semel authors
-- SPDX-License-Identifier: Apache-2.0
-- S5: only the unfinished record of that claim. Neither lease nor retention is shortened, and the retention covers the
-- lease. A renewal that changes nothing is a repetition and writes nothing.
UPDATE ${table} SET
  revision = revision + 1,
  lease_until = CASE WHEN ${now} + :lease_ms > lease_until THEN ${now} + :lease_ms ELSE lease_until END,
  ends_at = CASE
    WHEN ((${now} + :keep_ms + 999) - (${now} + :keep_ms + 999) % 1000) > ends_at AND :keep_ms >= :lease_ms THEN ((${now} + :keep_ms + 999) - (${now} + :keep_ms + 999) % 1000)
    WHEN ((${now} + :lease_ms + 999) - (${now} + :lease_ms + 999) % 1000) > ends_at AND :lease_ms > :keep_ms THEN ((${now} + :lease_ms + 999) - (${now} + :lease_ms + 999) % 1000)
    ELSE ends_at END
WHERE record_id = :record_id AND claim_id = :claim_id AND format = 1 AND state = 'IN_PROGRESS' AND ends_at > ${now}
  AND (${now} + :lease_ms > lease_until OR ((${now} + :keep_ms + 999) - (${now} + :keep_ms + 999) % 1000) > ends_at)
RETURNING *
