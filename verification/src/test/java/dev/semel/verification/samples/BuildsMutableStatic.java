// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.samples;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Bad on purpose: hides what can change behind a type that may also be a value's. */
final class BuildsMutableStatic {
    private BuildsMutableStatic() {}

    static final class Plain {
        static final Map<String, String> MAP = new HashMap<>();

        private Plain() {}
    }

    static final class Wrapped {
        static final List<String> LIST = Collections.synchronizedList(new ArrayList<>());

        private Wrapped() {}
    }

    static final class Anonymous {
        static final Map<String, String> MAP = new HashMap<>() {};

        private Anonymous() {}
    }

    static final class Factory {
        static final Set<String> SET = ConcurrentHashMap.newKeySet();

        private Factory() {}
    }

    static final class Count {
        static final Number NUMBER = new AtomicInteger();

        private Count() {}
    }

    enum Choice {
        ONLY;

        static final Map<String, Choice> BY_NAME = new HashMap<>();
    }
}
