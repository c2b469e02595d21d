// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.contract;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** One run of a contract, and which of its tests failed. */
final class ContractRun implements TestExecutionListener {

    private final Set<String> passed = ConcurrentHashMap.newKeySet();
    private final Set<String> failed = ConcurrentHashMap.newKeySet();

    private ContractRun() {}

    /** Runs all tests of a class. */
    static ContractRun of(Class<?> contract) {
        ContractRun run = new ContractRun();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectClass(contract))
                                .build(),
                        run);
        return run;
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        test.getSource().filter(MethodSource.class::isInstance).ifPresent(source -> {
            boolean successful = result.getStatus() == TestExecutionResult.Status.SUCCESSFUL;
            (successful ? passed : failed).add(((MethodSource) source).getMethodName());
        });
    }

    /** {@return the names of the tests that passed} */
    Set<String> passed() {
        return new TreeSet<>(passed);
    }

    /** {@return the names of the tests that failed} */
    Set<String> failed() {
        return new TreeSet<>(failed);
    }
}
