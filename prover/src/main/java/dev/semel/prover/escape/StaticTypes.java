// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.escape;

import java.util.Set;
import java.util.regex.Pattern;

/** The types of the platform whose objects can change. */
final class StaticTypes {

    private static final Pattern CHANGEABLE =
            Pattern.compile("java/util/(\\w*(Map|Set|List|Queue|Deque|Collection|Vector|"
                    + "Stack|Properties|BitSet|Random))|java/util/concurrent/(atomic/)?\\w+|java/lang/(ThreadLocal|StringBuilder|"
                    + "StringBuffer)|java/lang/ref/\\w+");

    private static final Set<String> INTERFACES =
            Set.of("java/util/List", "java/util/Set", "java/util/Map", "java/util/Collection");

    private StaticTypes() {}

    /** {@return whether a collection's type says nothing about whether it can change} */
    static boolean isInterface(String type) {
        return INTERFACES.contains(type);
    }

    static boolean isChangeable(String type) {
        return CHANGEABLE.matcher(type).matches() && !type.equals("java/util/concurrent/TimeUnit");
    }
}
