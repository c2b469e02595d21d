// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.console;

import java.util.List;

/** The frame of every page: head, skip link, navigation, main part and foot. Immutable and thread-safe. */
final class ConsoleFrame {

    /** The pages of the navigation: address and title. */
    enum Place {
        OVERVIEW("./", "Overview"),
        KEYS("keys", "Keys"),
        QUARANTINE("quarantine", "Quarantine"),
        DUPLICATES("duplicates", "Duplicates"),
        WINDOWS("windows", "Windows"),
        NONE("", "");

        private final String address;
        private final String title;

        Place(String address, String title) {
            this.address = address;
            this.title = title;
        }
    }

    private final String store;
    private final boolean changes;
    private final String foot;

    /**
     * Makes a frame.
     *
     * @param store the name of the store, for people
     * @param changes whether changes are allowed
     * @param foot a sentence on bounds
     */
    ConsoleFrame(String store, boolean changes, String foot) {
        this.store = store;
        this.changes = changes;
        this.foot = foot;
    }

    Html.Element page(String title, Place place, List<? extends Html> main) {
        return Html.tag("html")
                .at("lang", "en")
                .with(
                        head(title),
                        Html.tag("body")
                                .with(
                                        Html.tag("a", "skip")
                                                .at("href", "#main")
                                                .text("Skip to the content"),
                                        header(place),
                                        Html.tag("main")
                                                .at("id", "main")
                                                .at("tabindex", "-1")
                                                .withAll(main),
                                        Html.tag("footer").text(foot)));
    }

    /** {@return a page without navigation, for those who have no session} */
    static Html.Element bare(String title, List<? extends Html> main) {
        return Html.tag("html")
                .at("lang", "en")
                .with(
                        head(title),
                        Html.tag("body", "bare")
                                .with(Html.tag("main")
                                        .at("id", "main")
                                        .with(Html.tag("p", "brand").text("semel console"))
                                        .withAll(main)));
    }

    private static Html.Element head(String title) {
        return Html.tag("head")
                .with(
                        Html.tag("meta").at("charset", "utf-8"),
                        Html.tag("meta").at("name", "viewport").at("content", "width=device-width, initial-scale=1"),
                        Html.tag("meta").at("name", "color-scheme").at("content", "light dark"),
                        Html.tag("meta").at("name", "htmx-config").at("content", HTMX),
                        Html.tag("title").text(title + " · semel console"),
                        Html.tag("link").at("rel", "icon").at("href", "/assets/icon.svg"),
                        Html.tag("link").at("rel", "stylesheet").at("href", "/assets/console.css"),
                        Html.tag("script").at("src", "/assets/htmx.min.js").at("defer", ""));
    }

    /** Nothing is evaluated or styled by the script, it keeps no copy of a page, and asks this server only. */
    private static final String HTMX = "{\"allowEval\":false,\"includeIndicatorStyles\":false,\"historyCacheSize\":0,"
            + "\"allowScriptTags\":false,\"selfRequestsOnly\":true,\"timeout\":60000}";

    private Html.Element header(Place place) {
        Html.Element list = Html.tag("ul");
        for (Place each : Place.values()) {
            if (each != Place.NONE) {
                Html.Element link = Html.tag("a").at("href", each.address).text(each.title);
                list = list.with(Html.tag("li").with(each == place ? link.at("aria-current", "page") : link));
            }
        }
        return Html.tag("header")
                .with(
                        Html.tag("a", "brand")
                                .at("href", "./")
                                .text("semel ")
                                .with(Html.tag("span").text("console")),
                        Html.tag("nav").at("aria-label", "Pages").with(list),
                        Html.tag("p", "store")
                                .with(
                                        Html.tag("span", "name").text(store),
                                        Html.tag("span", changes ? "mode changes" : "mode")
                                                .text(changes ? "changes allowed" : "read only")));
    }
}
