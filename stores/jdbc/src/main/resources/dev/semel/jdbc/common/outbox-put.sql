-- SPDX-FileCopyrightText: The Semel authors
-- SPDX-License-Identifier: Apache-2.0
-- In the transaction of the record: a message is there if and only if its record is. It is due at once.
INSERT INTO ${table}_outbox (message_id, record_id, effect_key, name, payload, created_at, taken_until, tries)
VALUES {, |(:message_id, :record_id, :effect_key, :name, :payload, ${now}, 0, 0)}
