// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.samples;

import java.lang.reflect.Method;

/** Bad on purpose: finds and calls code by name. */
final class Reflects {
    private Reflects() {}

    static Object call(Method method, Object target) throws ReflectiveOperationException {
        return method.invoke(target);
    }

    static Class<?> find(String name) throws ClassNotFoundException {
        return Class.forName(name);
    }
}
