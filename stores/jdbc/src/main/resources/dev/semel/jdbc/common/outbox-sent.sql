-- SPDX-FileCopyrightText: The Semel authors
-- SPDX-License-Identifier: Apache-2.0
-- Sent once without an exception: the message leaves.
DELETE FROM ${table}_outbox WHERE message_id = :message_id
