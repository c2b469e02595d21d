-- SPDX-FileCopyrightText: The Semel authors
-- SPDX-License-Identifier: Apache-2.0
-- One call takes a message, for as long as a sending may take; a call that read an older row takes nothing.
UPDATE ${table}_outbox SET tries = tries + 1, taken_until = ${now} + :taken_ms WHERE message_id = :message_id AND tries = :tries
