// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.platform.jars.JarCache;
import dev.semel.prover.Counterexample;
import dev.semel.prover.Coverage;
import dev.semel.prover.Proof;
import dev.semel.prover.Reach;
import dev.semel.prover.TimelineStep;
import dev.semel.prover.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CORE")
    void recordsShowNoContent(PublishedModule module) throws Exception {
        Map<String, String> faults = new TreeMap<>();
        for (Class<?> type : module.types()) {
            if (type.isRecord() && !REPORTS.contains(type)) {
                String shown;
                try {
                    shown = ContentSamples.of(type).toString();
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
