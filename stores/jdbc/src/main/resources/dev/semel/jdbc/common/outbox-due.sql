-- SPDX-FileCopyrightText: The Semel authors
-- SPDX-License-Identifier: Apache-2.0
-- Messages that no call is sending, those first that have waited longest.
SELECT message_id, record_id, effect_key, name, payload, tries FROM ${table}_outbox WHERE taken_until <= ${now} ORDER BY taken_until, created_at, record_id, name LIMIT :most
