-- SPDX-FileCopyrightText: The Semel authors
-- SPDX-License-Identifier: Apache-2.0
-- Fails if a column is missing; answers nothing.
SELECT record_id, format, state, revision, claim_id, fence, attempt, generation, claimed_at, source,
    algorithm, fingerprint, certainty, lease_until, ends_at, state_at, points,
    result_kind, result_digest, result, detail
FROM ${table} WHERE 1 = 0
;
SELECT message_id, record_id, effect_key, name, payload, created_at, taken_until, tries
FROM ${table}_outbox WHERE 1 = 0
