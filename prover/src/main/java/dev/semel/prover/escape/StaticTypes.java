// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.escape;

import java.util.regex.Pattern;

/** The types of the platform whose objects can change. */
final class StaticTypes {

    private static final Pattern CHANGEABLE =
            Pattern.compile("java/util/(\\w*(Map|Set|List|Queue|Deque|Collection|Vector|"
                    + "Stack|Properties|BitSet|Random))|java/util/concurrent/(atomic/)?\\w+|java/lang/(ThreadLocal|StringBuilder|"
                    + "StringBuffer)|java/lang/ref/\\w+");

    private StaticTypes() {}

    static boolean isChangeable(String type) {
        return CHANGEABLE.matcher(type).matches() && !type.equals("java/util/concurrent/TimeUnit");
    }
}
