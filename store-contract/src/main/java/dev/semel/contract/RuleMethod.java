// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.contract;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;

/**
 * One test of a contract, run on an instance of its own.
 *
 * @param method the method of the test
 */
record RuleMethod(Method method) {

    /** {@return the tests of the rules' class and of the classes above it, by name} */
    static List<RuleMethod> of(ContractRules rules) {
        List<RuleMethod> found = new ArrayList<>();
        for (Class<?> type = rules.getClass(); type != null; type = type.getSuperclass()) {
            Arrays.stream(type.getDeclaredMethods())
                    .filter(method -> method.isAnnotationPresent(Test.class))
                    .map(RuleMethod::new)
                    .forEach(found::add);
        }
        found.sort(Comparator.comparing(RuleMethod::name));
        return found;
    }

    String name() {
        return method.getName();
    }

    DynamicTest test(Supplier<ContractRules> rules, Certificate certificate) {
        return DynamicTest.dynamicTest(name(), () -> {
            try {
                run(rules.get());
                certificate.passed(name());
            } catch (Throwable failure) {
                certificate.failed(name());
                throw failure;
            }
        });
    }

    private void run(ContractRules rules) throws Throwable {
        if (rules instanceof FormatContract format) {
            format.plant();
        }
        try {
            method.invoke(rules);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
