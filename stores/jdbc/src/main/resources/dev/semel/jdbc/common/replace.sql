-- SPDX-FileCopyrightText: The Semel authors
-- SPDX-License-Identifier: Apache-2.0
-- Compare-and-swap: take-over of a released or lapsed claim (S2), a new start over an expired record (S9), quarantine and
-- its end. Claim, fence and revision are those that were read: a purge and another claim may have come between (S4).
UPDATE ${table} SET
  format = :format, state = :state, revision = :revision,
  claim_id = :claim_id, fence = :fence, attempt = :attempt,
  generation = :generation, claimed_at = :claimed_at, source = :source,
  algorithm = :algorithm, fingerprint = :fingerprint, certainty = :certainty,
  lease_until = :lease_until, ends_at = :ends_at, state_at = :state_at,
  points = :points, result_kind = :result_kind, result_digest = :result_digest,
  result = :result, detail = :detail
WHERE record_id = :record_id AND claim_id = :seen_claim_id AND fence = :seen_fence AND revision = :seen_revision
