// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.console;

import com.sun.net.httpserver.Headers;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Hands each request to its page, after the checks of the gate. Thread-safe. */
final class ConsolePages {

    /** The most bytes of a form: a stored result of the size that a record holds, and its fields. */
    static final int LONGEST_FORM = 512 * 1024;

    private static final String CHANGE = "change";
    private static final String FORM_TYPE = "application/x-www-form-urlencoded";
    private static final Map<String, String> ASSETS = Map.of(
            "console.css",
            "text/css; charset=utf-8",
            "htmx.min.js",
            "text/javascript; charset=utf-8",
            "icon.svg",
            "image/svg+xml");

    private final ConsoleGate gate;
    private final OverviewPage overview;
    private final KeysPage keys;
    private final QuarantinePage quarantine;
    private final DuplicatesPage duplicates;
    private final WindowsPage windows;
    private final KeyPage key;
    private final Optional<ChangeRequests> changes;

    ConsolePages(
            ConsoleGate gate,
            ConsoleWork work,
            ConsoleFrame frame,
            ResultForms results,
            FiguresReading figures,
            List<SourceHorizon> horizons) {
        this.gate = gate;
        this.overview = new OverviewPage(work, frame);
        this.keys = new KeysPage(work, frame);
        this.quarantine = new QuarantinePage(work, frame);
        this.duplicates = new DuplicatesPage(figures, frame);
        this.windows = new WindowsPage(work, frame, figures, horizons);
        this.key = new KeyPage(work, frame, results, gate.formToken());
        this.changes = work.operator().map(operator -> new ChangeRequests(work, operator, key, results));
    }

    /**
     * Answers a request.
     *
     * @param method the method
     * @param path the path as it came, not decoded
     * @param query the query as it came; empty if there is none
     * @param headers the headers
     * @param body the body
     * @return the answer
     * @throws ConsoleRefusal if the request is refused
     */
    ConsoleAnswer answer(String method, String path, String query, Headers headers, InputStream body) {
        boolean isRead = method.equals("GET") || method.equals("HEAD");
        gate.checkPlace(headers, !isRead);
        if (path.startsWith("/assets/")) {
            return isRead ? asset(path.substring("/assets/".length())) : notAllowed("GET, HEAD");
        }
        if (path.equals(ConsoleGate.OPEN)) {
            return isRead ? open(query) : notAllowed("GET, HEAD");
        }
        if (!path.startsWith(gate.folder())) {
            throw new ConsoleRefusal(403, "Open the address that the command printed; it ends with a token.");
        }
        gate.checkSession(headers);
        String page = path.substring(gate.folder().length());
        if (page.equals(CHANGE) && changes.isPresent()) {
            return method.equals("POST") ? changes.get().make(form(headers, body)) : notAllowed("POST");
        }
        if (!isRead
                && List.of("", "keys", "quarantine", "key", "duplicates", "windows")
                        .contains(page)) {
            return notAllowed("GET, HEAD");
        }
        ConsoleRequest request = ConsoleRequest.of(query);
        return switch (page) {
            case "" -> ConsoleAnswer.page(200, overview.of(request));
            case "keys" -> ConsoleAnswer.page(200, keys.of(request));
            case "quarantine" -> ConsoleAnswer.page(200, quarantine.of(request));
            case "key" -> key.of(request);
            case "duplicates" -> ConsoleAnswer.page(200, duplicates.page());
            case "windows" -> ConsoleAnswer.page(200, windows.of(request));
            default -> throw new ConsoleRefusal(404, "There is no such page.");
        };
    }

    private ConsoleAnswer open(String query) {
        if (!gate.isToken(ConsoleRequest.of(query).field("token"))) {
            throw new ConsoleRefusal(403, "The token is not the one of this start. Open the address that was printed.");
        }
        return ConsoleAnswer.redirect(gate.folder(), Map.of("Set-Cookie", gate.cookie()));
    }

    private static ConsoleAnswer notAllowed(String allowed) {
        return ConsoleAnswer.page(
                        405, refusalPage("405", new ConsoleRefusal(405, "The page does not take this method.")))
                .with("Allow", allowed);
    }

    private static ConsoleAnswer asset(String name) {
        String type = ASSETS.get(name);
        if (type == null) {
            throw new ConsoleRefusal(404, "There is no such page.");
        }
        try (InputStream stream = ConsolePages.class.getResourceAsStream(name)) {
            return ConsoleAnswer.asset(
                    type, java.util.Objects.requireNonNull(stream, name).readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ConsoleRequest form(Headers headers, InputStream body) {
        String type = java.util.Objects.requireNonNullElse(headers.getFirst("Content-Type"), "");
        if (!type.split(";", 2)[0].strip().equalsIgnoreCase(FORM_TYPE)) {
            throw new ConsoleRefusal(415, "The page takes forms only.");
        }
        byte[] bytes;
        try {
            bytes = body.readNBytes(LONGEST_FORM + 1);
        } catch (IOException e) {
            throw new ConsoleRefusal(400, "The form could not be read.");
        }
        if (bytes.length > LONGEST_FORM) {
            throw new ConsoleRefusal(413, "The form is too large. Store large results with semel resolve.");
        }
        ConsoleRequest form = ConsoleRequest.of(new String(bytes, java.nio.charset.StandardCharsets.US_ASCII));
        if (!gate.isFormToken(form.field("form-token"))) {
            throw new ConsoleRefusal(403, "The form is none of this start. Load the key's page again.");
        }
        return form;
    }

    /** {@return the page of a refusal} */
    static Html.Element refusalPage(String title, ConsoleRefusal refusal) {
        return ConsoleFrame.bare(
                title,
                List.of(
                        Html.tag("h1").text(heading(refusal.status())),
                        ConsoleTexts.paragraph(refusal.sentence()),
                        refusal.status() == 403 || refusal.status() == 421
                                ? Html.nothing()
                                : Html.tag("p")
                                        .with(Html.tag("a").at("href", "./").text("To the overview"))));
    }

    private static String heading(int status) {
        return switch (status) {
            case 403, 421 -> "No entry";
            case 404 -> "Not found";
            case 405 -> "Not that way";
            case 400, 413, 414, 415, 431 -> "Not understood";
            default -> "No answer";
        };
    }
}
