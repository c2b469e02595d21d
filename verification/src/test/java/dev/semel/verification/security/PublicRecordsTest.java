// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.lambda.JsonDocument;
import dev.semel.lambda.http.HttpHeaders;
import dev.semel.platform.jars.JarCache;
import dev.semel.prover.Counterexample;
import dev.semel.prover.Coverage;
import dev.semel.prover.Proof;
import dev.semel.prover.Reach;
import dev.semel.prover.TimelineStep;
import dev.semel.prover.Violation;
import dev.semel.testkit.ContentSamples;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * No public type of a published module shows a payload, a whole key, a credential or a user's exception in its {@code
 * toString}, and each shows one line. (The types of core have a test beside it, with more about keys.)
 */
final class PublicRecordsTest {

    /** Their text is what they are for: the names in it are those of the program under proof. */
    private static final Set<Class<?>> REPORTS = Set.of(
            Counterexample.class,
            Coverage.class,
            JarCache.class, // folders and addresses of the build
            Proof.Broken.class,
            Proof.Held.class,
            Proof.Unfinished.class,
            Reach.class,
            TimelineStep.class,
            TimelineStep.Action.class,
            Violation.class);

    private static final Set<String> OWN_TEXT =
            Set.of("DataKey", "Dialect", "DynamoDbWrites", "HttpHeaders", "JsonDocument", "ScriptCall", "StaticKeys");

    /** Components that name a place, a kind or a part of a program. */
    private static final Set<String> LABELS = Set.of(
            "algorithm",
            "artifact",
            "brokerArn",
            "bucket",
            "call",
            "change",
            "cluster",
            "clusterArn",
            "code",
            "collection",
            "column",
            "condition",
            "consistent",
            "database",
            "destination",
            "detailType",
            "document",
            "effect",
            "eventId",
            "eventName",
            "executionId",
            "expression",
            "extension",
            "first",
            "functionArn",
            "group",
            "id",
            "itemId",
            "last",
            "messageId",
            "messageType",
            "method",
            "name",
            "operation",
            "operator",
            "outcome",
            "part",
            "path",
            "queue",
            "queueArn",
            "reason",
            "requestId",
            "resource",
            "rule",
            "sequenceNumber",
            "sequencer",
            "service",
            "sha256",
            "shardId",
            "source",
            "sourceArn",
            "stale",
            "stateName",
            "stream",
            "streamArn",
            "subject",
            "template",
            "topic",
            "topicArn",
            "type",
            "version",
            "virtualHost",
            "why");

    private static final ContentSamples SAMPLES = new ContentSamples(
            LABELS,
            Map.of(
                    InstantSource.class, InstantSource.system(),
                    OptionalLong.class, OptionalLong.of(7),
                    Path.class, Path.of("folder"),
                    JsonDocument.class, JsonDocument.of("{\"secret\": \"" + ContentSamples.SECRET + "\"}"),
                    HttpHeaders.class, HttpHeaders.none().with("Authorization", ContentSamples.SECRET),
                    byte[].class, ContentSamples.SECRET.getBytes(StandardCharsets.UTF_8),
                    AttributeValue.class, AttributeValue.fromS(ContentSamples.SECRET)),
            Map.ofEntries(
                    Map.entry("MessageAttribute.binary", Optional.empty()), // one of two
                    form("OutboxMessage.effectKey", ContentSamples.EFFECT_KEY),
                    form("Refusal.message", "ERR unknown command, with args beginning with: " + ContentSamples.SECRET),
                    form("SqlFenceGuard.column", "fence"),
                    form("RecordFilter.tenant", Optional.of(ContentSamples.LABEL)),
                    form("RecordFilter.operation", Optional.of(ContentSamples.LABEL)),
                    form("PinnedJar.group", "com.example"),
                    form("PinnedJar.artifact", "a"),
                    form("PinnedJar.extension", "jar"),
                    form("PinnedJar.version", "1"),
                    form("PinnedJar.sha256", "cd".repeat(32)),
                    form("PinnedJars.name", "engine")));

    private static Map.Entry<String, Optional<Object>> form(String component, Object sample) {
        return Map.entry(component, Optional.of(sample));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CORE")
    void recordsShowNoContent(PublishedModule module) throws Exception {
        Map<String, String> faults = new TreeMap<>();
        for (Class<?> type : module.types()) {
            if (type.isRecord() && !REPORTS.contains(type)) {
                String shown;
                try {
                    shown = SAMPLES.of(type).toString();
                } catch (IllegalStateException e) {
                    faults.put(type.getName(), String.valueOf(e.getMessage()));
                    continue;
                }
                if (!ContentSamples.isClean(shown)) {
                    faults.put(type.getName(), shown);
                }
            }
        }
        assertThat(faults).isEmpty();
    }

    /** A class with collaborators shows nothing, unless it is listed here: its text has a test of its own. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CORE")
    void otherClassesShowNothing(PublishedModule module) throws Exception {
        List<String> own = new ArrayList<>();
        for (Class<?> type : module.types()) {
            boolean isPlain = !type.isRecord() && !type.isInterface() && !Throwable.class.isAssignableFrom(type);
            if (isPlain && type.getMethod("toString").getDeclaringClass() != Object.class) {
                own.add(type.getSimpleName());
            }
        }
        assertThat(own).isSubsetOf(OWN_TEXT);
    }

    /** Else a gap of the walk would look like a success. */
    @Test
    void everyModuleIsWalked() throws Exception {
        int types = 0;
        for (PublishedModule module : PublishedModule.values()) {
            assertThat(module.types()).as(module.name()).isNotEmpty();
            types += module.types().size();
        }
        assertThat(types).isGreaterThan(400);
    }
}
