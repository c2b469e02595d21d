-- SPDX-FileCopyrightText: The Semel authors
-- SPDX-License-Identifier: Apache-2.0
-- S5: only the unfinished record of that claim. Neither lease nor retention is shortened, and the retention covers the
-- lease. A renewal that changes nothing is a repetition and writes nothing.
UPDATE ${table} SET
  revision = revision + 1,
  lease_until = CASE WHEN ${now} + CAST(:lease_ms AS bigint) > lease_until THEN ${now} + CAST(:lease_ms AS bigint) ELSE lease_until END,
  ends_at = CASE
    WHEN ((${now} + CAST(:keep_ms AS bigint) + 999) - (${now} + CAST(:keep_ms AS bigint) + 999) % 1000) > ends_at AND CAST(:keep_ms AS bigint) >= CAST(:lease_ms AS bigint) THEN ((${now} + CAST(:keep_ms AS bigint) + 999) - (${now} + CAST(:keep_ms AS bigint) + 999) % 1000)
    WHEN ((${now} + CAST(:lease_ms AS bigint) + 999) - (${now} + CAST(:lease_ms AS bigint) + 999) % 1000) > ends_at AND CAST(:lease_ms AS bigint) > CAST(:keep_ms AS bigint) THEN ((${now} + CAST(:lease_ms AS bigint) + 999) - (${now} + CAST(:lease_ms AS bigint) + 999) % 1000)
    ELSE ends_at END
WHERE record_id = :record_id AND claim_id = :claim_id AND format = 1 AND state = 'IN_PROGRESS' AND ends_at > ${now}
  AND (${now} + CAST(:lease_ms AS bigint) > lease_until OR ((${now} + CAST(:keep_ms AS bigint) + 999) - (${now} + CAST(:keep_ms AS bigint) + 999) % 1000) > ends_at)
RETURNING *
