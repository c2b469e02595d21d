// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.doctor;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Rules of functions: timeouts, permissions, windows, the client of the store. */
final class FunctionRules {

    private static final int SHORTEST_TIMEOUT = 5;

    /** Amazon API Gateway Developer Guide, quotas: REST APIs wait for 29 s, HTTP APIs for 30 s. */
    private static final int LONGEST_HTTP_TIMEOUT = 29;

    /** Recording time of an engine, docs/guarantees.md. */
    private static final Duration RECORDING = Duration.ofMillis(500);

    private static final List<String> SINGLE = List.of("GetItem", "PutItem", "UpdateItem");
    private static final List<String> BATCH = List.of("BatchGetItem", "PartiQLInsert", "PartiQLUpdate");

    /** Actions that no handler sends to the table of records; ConditionCheckItem and the like are for effects. */
    private static final List<String> DANGEROUS = List.of("DeleteItem", "Scan", "DeleteTable", "PartiQLDelete");

    /** Actions that a function which lists records needs no more than a handler does. */
    private static final List<String> REMOVING = List.of("DeleteItem", "DeleteTable", "PartiQLDelete");

    private final DoctorOptions options;
    private final DeploymentModel deployment;
    private final Examination examination;

    FunctionRules(DoctorOptions options, DeploymentModel deployment, Examination examination) {
        this.options = options;
        this.deployment = deployment;
        this.examination = examination;
    }

    void check(GuardedFunction function) {
        String place = function.place();
        examination.ask(function.timeout(), "timeout of " + place, timeout -> {
            if (timeout < SHORTEST_TIMEOUT) {
                examination.report(FindingKind.SHORT_TIMEOUT, place, "it is " + timeout + " s");
            }
            if (isBehindHttp(place) && timeout > LONGEST_HTTP_TIMEOUT) {
                examination.report(FindingKind.LONG_HTTP_TIMEOUT, place, "it is " + timeout + " s");
            }
            checkClient(place, timeout);
        });
        if (function.operates()) {
            examination.ask(function.grants(), "permissions of " + place, grants -> checkWide(place, REMOVING, grants));
            return;
        }
        if (function.usesRecords()) {
            examination.ask(function.grants(), "permissions of " + place, grants -> checkGrants(place, grants));
        } else {
            examination.leaveUnchecked("permissions of " + place + ": no table of records was seen to be used by it");
        }
        checkWindow(function);
    }

    private boolean isBehindHttp(String function) {
        return deployment.routes().stream()
                .anyMatch(route ->
                        route.kind() == EventRoute.Kind.HTTP && route.function().equals(function));
    }

    // ---- the client of the store ----

    private void checkClient(String place, long timeout) {
        if (options.callTimeout().isEmpty() || options.attempts().isEmpty()) {
            examination.leaveUnchecked(
                    "timeouts of the SDK in " + place + ": say --call-timeout and --attempts, as its client has them");
            return;
        }
        Duration longest =
                options.callTimeout().get().multipliedBy(options.attempts().getAsInt());
        Duration left = Duration.ofSeconds(timeout).minus(RECORDING);
        if (longest.compareTo(left) > 0) {
            examination.report(
                    FindingKind.SLOW_CLIENT,
                    place,
                    options.attempts().getAsInt() + " attempts of "
                            + Seconds.of(options.callTimeout().get()) + ", and " + Seconds.of(left) + " to use");
        }
    }

    // ---- permissions ----

    private void checkGrants(String place, List<String> grants) {
        Set<String> missing = missing(SINGLE, grants);
        if (!missing.isEmpty()) {
            examination.report(FindingKind.MISSING_PERMISSION, place, "not allowed: " + String.join(", ", missing));
        }
        Set<String> missingBatch = missing(BATCH, grants);
        if (hasBatches(place) && !missingBatch.isEmpty()) {
            examination.report(
                    FindingKind.MISSING_BATCH_PERMISSION, place, "not allowed: " + String.join(", ", missingBatch));
        }
        checkWide(place, DANGEROUS, grants);
    }

    private void checkWide(String place, List<String> dangerous, List<String> grants) {
        Set<String> wide = new TreeSet<>(dangerous);
        wide.removeAll(missing(dangerous, grants));
        if (!wide.isEmpty()) {
            examination.report(FindingKind.WIDE_PERMISSION, place, "also allowed: " + String.join(", ", wide));
        }
    }

    private boolean hasBatches(String function) {
        return deployment.mappings().stream()
                .anyMatch(mapping -> mapping.function().equals(function));
    }

    private static Set<String> missing(List<String> needed, List<String> grants) {
        Set<String> missing = new TreeSet<>(needed);
        missing.removeIf(action -> grants.stream().anyMatch(grant -> matches(grant, "dynamodb:" + action)));
        return missing;
    }

    private static boolean matches(String grant, String action) {
        String pattern = Pattern.quote(grant).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
        return Pattern.compile(pattern, Pattern.CASE_INSENSITIVE)
                .matcher(action)
                .matches();
    }

    // ---- windows ----

    private void checkWindow(GuardedFunction function) {
        String place = function.place();
        for (SourceMapping mapping : deployment.mappings()) {
            if (mapping.function().equals(place)) {
                compare(function, mapping.place(), horizon(mapping));
            }
        }
        for (EventRoute route : deployment.routes()) {
            if (route.function().equals(place)) {
                compare(function, route.place(), horizon(function, route));
            }
        }
    }

    private Setting<Duration> horizon(SourceMapping mapping) {
        if (mapping.kind() == SourceMapping.Kind.QUEUE) {
            return deployment
                    .queue(mapping.source())
                    .map(queue -> queue.retention().map(Duration::ofSeconds))
                    .orElseGet(() -> Setting.unclear("its queue is not here"));
        }
        return mapping.horizon();
    }

    private static Setting<Duration> horizon(GuardedFunction function, EventRoute route) {
        if (!route.kind().isAsynchronous()) {
            return route.horizon();
        }
        return switch (function.eventAge()) {
            case Setting.Known<Long> age -> route.horizon().map(handover -> handover.plusSeconds(age.value()));
            case Setting.Unclear<Long> unclear -> Setting.unclear(unclear.why());
        };
    }

    private void compare(GuardedFunction function, String source, Setting<Duration> horizon) {
        Setting<Duration> window =
                options.window().<Setting<Duration>>map(Setting::of).orElse(function.window());
        examination.ask(
                horizon,
                "horizon of " + source,
                longest -> examination.ask(window, "dedupe window of " + function.place(), kept -> {
                    if (kept.compareTo(longest) < 0) {
                        examination.report(
                                FindingKind.SHORT_WINDOW,
                                function.place(),
                                Seconds.of(kept) + ", and " + source + " may deliver again for " + Seconds.of(longest));
                    }
                }));
    }
}
