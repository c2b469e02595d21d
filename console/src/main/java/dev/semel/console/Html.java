// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.console;

import dev.semel.model.PrintableText;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of a page. Texts are escaped where they are written, and there is no way to write one without: so no page can
 * forget it. Names of elements and attributes are those of this module's pages, never texts of others.
 */
sealed interface Html {

    /**
     * A text. Control and format characters become question marks: an override of the writing direction would show a
     * key as another one.
     *
     * @param text the text
     */
    record Words(String text) implements Html {}

    /**
     * Several parts in a row.
     *
     * @param parts the parts
     */
    record Several(List<Html> parts) implements Html {

        /** Copies the parts. */
        public Several {
            parts = List.copyOf(parts);
        }
    }

    /**
     * An element.
     *
     * @param name the name of the element
     * @param attributes names and values in turn
     * @param content the parts inside it
     */
    record Element(String name, List<String> attributes, List<Html> content) implements Html {

        /** Copies the lists. */
        public Element {
            attributes = List.copyOf(attributes);
            content = List.copyOf(content);
        }

        /** {@return this element with an attribute more} */
        Element at(String attribute, String value) {
            List<String> more = new ArrayList<>(attributes);
            more.add(attribute);
            more.add(value);
            return new Element(name, more, content);
        }

        /** {@return this element with parts more} */
        Element with(Html... parts) {
            return withAll(List.of(parts));
        }

        /** {@return this element with parts more} */
        Element withAll(List<? extends Html> parts) {
            List<Html> more = new ArrayList<>(content);
            more.addAll(parts);
            return new Element(name, attributes, more);
        }

        /** {@return this element with a text more} */
        Element text(String text) {
            return with(new Words(text));
        }
    }

    /** {@return no part at all} */
    static Html nothing() {
        return new Several(List.of());
    }

    /** {@return an element} */
    static Element tag(String name) {
        return new Element(name, List.of(), List.of());
    }

    /** {@return an element with a class} */
    static Element tag(String name, String classes) {
        return tag(name).at("class", classes);
    }

    /** {@return a text} */
    static Html words(String text) {
        return new Words(text);
    }

    /** {@return several parts} */
    static Html several(List<? extends Html> parts) {
        return new Several(List.copyOf(parts));
    }

    /** {@return a whole document as text} */
    static String document(Element root) {
        StringBuilder page = new StringBuilder(16_384).append("<!doctype html>\n");
        write(root, page);
        return page.append('\n').toString();
    }

    private static void write(Html part, StringBuilder page) {
        switch (part) {
            case Words words -> escape(PrintableText.line(words.text(), Integer.MAX_VALUE), page);
            case Several several -> several.parts().forEach(each -> write(each, page));
            case Element element -> {
                page.append('<').append(element.name());
                for (int i = 0; i < element.attributes().size(); i += 2) {
                    page.append(' ').append(element.attributes().get(i)).append("=\"");
                    escape(element.attributes().get(i + 1), page);
                    page.append('"');
                }
                page.append('>');
                if (!isVoid(element.name())) {
                    element.content().forEach(each -> write(each, page));
                    page.append("</").append(element.name()).append(">\n");
                }
            }
        }
    }

    private static boolean isVoid(String name) {
        return switch (name) {
            case "input", "link", "meta" -> true;
            default -> false;
        };
    }

    private static void escape(String text, StringBuilder page) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> page.append("&amp;");
                case '<' -> page.append("&lt;");
                case '>' -> page.append("&gt;");
                case '"' -> page.append("&quot;");
                case '\'' -> page.append("&#39;");
                default -> {
                    boolean steers = c < 0x20 || Character.getType(c) == Character.FORMAT;
                    page.append(steers && c != 0 ? "&#" + (int) c + ";" : c == 0 ? "?" : String.valueOf(c));
                }
            }
        }
    }
}
