-- SPDX-FileCopyrightText: The Semel authors
-- SPDX-License-Identifier: Apache-2.0
-- Removal by an operator, on condition that the record is the one that was read.
DELETE FROM ${table}
WHERE record_id = :record_id AND claim_id = :seen_claim_id AND fence = :seen_fence AND revision = :seen_revision
