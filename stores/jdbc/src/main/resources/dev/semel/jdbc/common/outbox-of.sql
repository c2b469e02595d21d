-- SPDX-FileCopyrightText: The Semel authors
-- SPDX-License-Identifier: Apache-2.0
-- The messages of a record that no call is sending.
SELECT message_id, record_id, effect_key, name, payload, tries FROM ${table}_outbox WHERE record_id = :record_id AND taken_until <= ${now} ORDER BY name
