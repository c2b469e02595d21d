// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import dev.semel.codec.ContentIdentity;

/**
 * A record of an event source that comes in batches. Every one declares what a batch's policies ask for, so that a new
 * source cannot be left out in silence.
 */
sealed interface Delivered extends ContentIdentity
        permits ActiveMqMessage,
                DocumentDbChange,
                DynamoDbStreamRecord,
                EventBridgeEvent,
                KafkaRecord,
                KinesisRecord,
                RabbitMqMessage,
                S3Object,
                SnsNotification,
                SqsMessage {}
