// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.doctor;

import dev.semel.lambda.KafkaSource;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.services.lambda.model.EventSourceMappingConfiguration;
import software.amazon.awssdk.services.lambda.model.FunctionResponseType;

/** Mapping as Lambda lists it. */
final class LiveMapping {

    private static final Duration TABLE_STREAM_RETENTION = Duration.ofHours(24);

    private final EventSourceMappingConfiguration mapping;
    private final String function;

    LiveMapping(EventSourceMappingConfiguration mapping, String function) {
        this.mapping = mapping;
        this.function = function;
    }

    SourceMapping read() {
        SourceMapping.Kind kind = kind();
        return new SourceMapping(
                "mapping " + mapping.uuid(),
                function,
                kind,
                kind == SourceMapping.Kind.TABLE_STREAM ? table() : arn(),
                Setting.of(mapping.functionResponseTypes().contains(FunctionResponseType.REPORT_BATCH_ITEM_FAILURES)),
                Setting.of(number(mapping.maximumBatchingWindowInSeconds(), 0)),
                Setting.of(Boolean.TRUE.equals(mapping.bisectBatchOnFunctionError())),
                Setting.of(number(mapping.maximumRetryAttempts(), -1)),
                Setting.of(destination().isPresent()),
                Setting.of(mapping.provisionedPollerConfig() != null),
                Horizons.atMost(retention(kind), Setting.of(number(mapping.maximumRecordAgeInSeconds(), -1))));
    }

    private static long number(Integer value, int usual) {
        return Optional.ofNullable(value).orElse(usual);
    }

    private String arn() {
        return Optional.ofNullable(mapping.eventSourceArn()).orElse("");
    }

    /** {@return the name in {@code arn:aws:dynamodb:region:account:table/NAME/stream/time}} */
    private String table() {
        String arn = arn();
        int start = arn.indexOf("table/") + "table/".length();
        int end = arn.indexOf('/', start);
        return end < 0 ? arn : arn.substring(start, end);
    }

    private SourceMapping.Kind kind() {
        String arn = arn();
        if (arn.contains(":sqs:")) {
            return SourceMapping.Kind.QUEUE;
        }
        if (arn.contains(":kinesis:")) {
            return SourceMapping.Kind.KINESIS;
        }
        if (arn.contains(":dynamodb:")) {
            return SourceMapping.Kind.TABLE_STREAM;
        }
        return mapping.topics().isEmpty() ? SourceMapping.Kind.OTHER : SourceMapping.Kind.KAFKA;
    }

    private static Setting<Duration> retention(SourceMapping.Kind kind) {
        return switch (kind) {
            case TABLE_STREAM -> Setting.of(TABLE_STREAM_RETENTION);
            case KAFKA -> Setting.of(KafkaSource.retryHorizon().longest());
            case KINESIS -> Setting.unclear("Kinesis is not asked; check a template");
            case QUEUE, OTHER -> Setting.unclear("its source says it");
        };
    }

    Optional<String> queue() {
        return kind() == SourceMapping.Kind.QUEUE ? Optional.of(arn()) : Optional.empty();
    }

    Optional<String> destination() {
        return Optional.ofNullable(mapping.destinationConfig())
                .map(config -> config.onFailure())
                .map(failure -> failure.destination())
                .filter(arn -> !arn.isEmpty());
    }
}
