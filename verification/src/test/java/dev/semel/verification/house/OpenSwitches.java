// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.house;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The switches with a {@code default} over a sealed type or an enum of the repository, found by their text: a new
 * alternative would take the default in silence. A switch whose labels are of several types is one over an open type.
 * Alternatives are recognised by the name of their sealed type, before a dot or in an import.
 *
 * @param sealed the names of the sealed types
 * @param enums the constants of each enum
 */
record OpenSwitches(Set<String> sealed, List<Set<String>> enums) {

    private static final Pattern NO_CODE = Pattern.compile(
            "/\\*.*?\\*/|//[^\\n]*|\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*\"|'(?:\\\\.|[^'\\\\])+'", Pattern.DOTALL);
    private static final Pattern SEALED = Pattern.compile("\\bsealed (?:abstract )?(?:interface|class) (\\w+)");
    private static final Pattern ENUM = Pattern.compile("\\benum \\w+[^{]*\\{([^;}]*)");
    private static final Pattern CONSTANT = Pattern.compile("(?<=^|,)\\s*(?:@\\w+\\s+)*([A-Z][A-Z0-9_]*)\\b");
    private static final Pattern SWITCH = Pattern.compile("\\bswitch \\(");
    private static final Pattern LABEL = Pattern.compile("\\b(case|default)\\b");
    private static final Pattern TYPE = Pattern.compile("([A-Z][\\w.]*)(?:<[^ ]*>)?(?:\\(| \\w).*", Pattern.DOTALL);
    private static final Pattern NAME = Pattern.compile("[A-Z][A-Z0-9_]*");

    /** Collects what the sources declare. */
    static OpenSwitches of(Collection<String> sources) {
        Set<String> sealed = new HashSet<>();
        List<Set<String>> enums = new ArrayList<>();
        for (String source : sources) {
            String code = code(source);
            SEALED.matcher(code).results().forEach(found -> sealed.add(found.group(1)));
            ENUM.matcher(code)
                    .results()
                    .map(found -> CONSTANT.matcher(found.group(1).replaceAll("\\([^)]*\\)", ""))
                            .results()
                            .map(constant -> constant.group(1))
                            .collect(Collectors.toSet()))
                    .forEach(enums::add);
        }
        return new OpenSwitches(Set.copyOf(sealed), List.copyOf(enums));
    }

    /** Blanks comments and texts, and keeps the lines. */
    private static String code(String source) {
        return NO_CODE.matcher(source).replaceAll(found -> found.group().replaceAll("[^\\n]", " "));
    }

    /** {@return the lines of such switches in one source} */
    List<Integer> in(String source) {
        List<Integer> found = new ArrayList<>();
        String code = code(source);
        Matcher matcher = SWITCH.matcher(code);
        while (matcher.find()) {
            int open = code.indexOf('{', end(code, matcher.end() - 1));
            Set<String> labels = labels(code.substring(open + 1, end(code, open) - 1));
            if (labels.remove("default") && isOverOwnType(code, labels)) {
                found.add((int) code.substring(0, matcher.start()).lines().count());
            }
        }
        return found;
    }

    /** {@return the place after the bracket that closes the one at a place} */
    private static int end(String code, int open) {
        int depth = 0;
        for (int i = open; i < code.length(); i++) {
            char c = code.charAt(i);
            depth += c == '(' || c == '{' ? 1 : c == ')' || c == '}' ? -1 : 0;
            if (depth == 0) {
                return i + 1;
            }
        }
        throw new IllegalArgumentException("a bracket is not closed");
    }

    /** {@return the labels of a switch itself, not those of switches within} */
    private static Set<String> labels(String body) {
        Set<String> labels = new TreeSet<>();
        int at = 0;
        Matcher label = LABEL.matcher(body);
        while (label.find(at)) {
            int brace = body.indexOf('{', at);
            if (brace >= 0 && brace < label.start()) {
                at = end(body, brace);
                continue;
            }
            int arrow = body.indexOf("->", label.end());
            String text = body.substring(label.end(), Math.max(arrow, label.end()));
            labels.add(label.group(1).equals("default") ? "default" : text.strip());
            at = arrow < 0 ? body.length() : arrow + 2;
        }
        return labels.stream()
                .flatMap(each -> Pattern.compile(",(?![^(]*\\))").splitAsStream(each))
                .map(String::strip)
                .filter(each -> !each.equals("null"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private boolean isOverOwnType(String code, Set<String> labels) {
        Set<Optional<String>> owners =
                labels.stream().map(label -> owner(code, label)).collect(Collectors.toSet());
        if (owners.size() == 1 && owners.iterator().next().isPresent()) {
            return true;
        }
        return !labels.isEmpty()
                && labels.stream().allMatch(label -> NAME.matcher(label).matches())
                && enums.stream().anyMatch(constants -> constants.containsAll(labels));
    }

    /** {@return the sealed type that the type of a pattern is an alternative of} */
    private Optional<String> owner(String code, String label) {
        Matcher type = TYPE.matcher(label);
        if (!type.matches()) {
            return Optional.empty();
        }
        String name = type.group(1);
        if (!name.contains(".")) {
            Matcher imported = Pattern.compile("import [\\w.]*\\b([A-Z]\\w*)\\." + name + ";")
                    .matcher(code);
            return imported.find() ? Optional.of(imported.group(1)).filter(sealed::contains) : Optional.empty();
        }
        return Optional.of(name.substring(0, name.indexOf('.'))).filter(sealed::contains);
    }
}
