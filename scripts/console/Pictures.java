// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Uses the console in headless Chromium as a person would, over its DevTools protocol: takes pictures of every page,
 * wide and narrow, light and dark; resolves a quarantined key by clicking, and another one without JavaScript; checks
 * that no page is wider than a narrow screen, that the first stop of the keyboard is the skip link, and that the
 * content policy refused nothing.
 */
public final class Pictures implements WebSocket.Listener {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int WIDE = 1280;
    private static final int NARROW = 320;

    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    private final StringBuilder partial = new StringBuilder();
    private final Path folder;
    private WebSocket socket;
    private String session = "";
    private int sent;
    private int taken;

    private Pictures(Path folder) {
        this.folder = folder;
    }

    /** Arguments: the program of Chromium, the address of the console, the folder for pictures, the audit log. */
    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[2]);
        Files.createDirectories(folder);
        Path profile = Files.createTempDirectory("semel-chromium");
        // Without a sandbox, because it does not start as root, and the pages are our own.
        Process chromium = new ProcessBuilder(
                        args[0],
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--hide-scrollbars",
                        "--no-first-run",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectErrorStream(true)
                .start();
        try {
            Pictures pictures = new Pictures(folder);
            pictures.connect(devTools(chromium));
            pictures.use(args[1], Path.of(args[3]));
            System.out.println(pictures.taken + " pictures are in " + folder);
        } finally {
            chromium.destroy();
            if (!chromium.waitFor(10, TimeUnit.SECONDS)) {
                chromium.destroyForcibly();
            }
        }
    }

    private static String devTools(Process chromium) throws IOException {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(chromium.getInputStream(), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("DevTools listening on ")) {
                return line.substring("DevTools listening on ".length());
            }
        }
        throw new IllegalStateException("Chromium ended without an address");
    }

    // ---- the course ----

    private void use(String address, Path audit) throws Exception {
        size(WIDE, false);
        open(address);
        require(evaluate("location.search === '' && location.pathname.length > 10"), "the token leaves the address");
        String base = value("location.origin + location.pathname");

        key("Tab");
        require(evaluate("document.activeElement.className === 'skip'"), "the first stop is the skip link");

        // More of the store, without another page where scripts run.
        evaluate("window.stays = true");
        click("a.more");
        until("document.querySelector('#survey .read').textContent.includes('These are all')");
        require(evaluate("window.stays === true"), "the next part of the store comes into the same page");

        pages(base);

        // A quarantined key, found on the work list and resolved by clicking.
        size(WIDE, false);
        open(base + "quarantine");
        click("a.button[href*='order-4120']");
        until("document.querySelector('#decide') !== null");
        click("#e-reason");
        type("TICKET-7: the provider has no such request");
        click("#e-sure");
        picture("decide");
        click("form[aria-label='It did not happen'] button");
        until("document.querySelector('.notice') !== null");
        require(evaluate("document.querySelector('.key-head .badge').textContent === 'released'"), "it is released");
        pictures("decided");
        String log = Files.readString(audit);
        require(log.contains("\"change\":\"resolve-to-execute\"") && log.contains("TICKET-7") && log.contains("MADE"),
                "the audit line is there");

        // The page of another key, shown before somebody else decides: nothing is changed.
        open(base + "key?id=acme%2Fcharge%2Forder-4117");
        String stale = value("document.querySelector('form.change').outerHTML");
        // Without JavaScript, with a result.
        call("Emulation.setScriptExecutionDisabled", "\"value\":true");
        open(base + "key?id=acme%2Fcharge%2Forder-4117");
        click("#r-result");
        type("{\"receipt\":\"ch_81\"}");
        click("#r-reason");
        type("TICKET-8: charged, ch_81");
        click("#r-sure");
        click("form[aria-label='It happened'] button");
        until("document.querySelector('.notice') !== null");
        require(evaluate("document.querySelector('.key-head .badge').textContent === 'completed'"), "it is completed");
        call("Emulation.setScriptExecutionDisabled", "\"value\":false");
        open(base + "key?id=acme%2Fcharge%2Forder-4117");
        evaluate("(() => { document.querySelector('main').insertAdjacentHTML('beforeend', " + quoted(stale)
                + "); for (const name of ['result', 'reason']) document.querySelector(`[name=${name}]`).value = '1';"
                + " document.querySelector('[name=sure]').checked = true; return true; })()");
        click("form.change button");
        until("document.querySelector('.alert') !== null");
        require(evaluate("document.querySelector('.alert').textContent.includes('Nothing was changed')"), "it is stale");
        pictures("outdated");

        require(problems.isEmpty(), "the browser complains of nothing" + problems);
    }

    private void pages(String base) throws Exception {
        List<String[]> pages = List.of(
                new String[] {"overview", ""},
                new String[] {"keys", "keys"},
                new String[] {"keys-filtered", "keys?state=needs-a-person&operation=charge"},
                new String[] {"quarantine", "quarantine"},
                new String[] {"key-quarantined", "key?id=acme%2Fcharge%2Forder-4117&effects=charge"},
                new String[] {"key-lapsed", "key?id=acme%2Fcharge%2Forder-4122"},
                new String[] {"key-in-progress", "key?id=acme%2Fcharge%2Forder-4123"},
                new String[] {"key-completed", "key?operation=charge&tenant=acme&key=order-4003"},
                new String[] {"key-absent", "key?operation=charge&key=order-1"},
                new String[] {"duplicates", "duplicates"},
                new String[] {"windows", "windows"},
                new String[] {"error", "nowhere"},
                new String[] {"refused", "../"});
        for (String[] each : pages) {
            size(WIDE, false);
            open(base + each[1]);
            pictures(each[0]);
        }
    }

    private void pictures(String name) throws Exception {
        for (int width : new int[] {WIDE, NARROW}) {
            for (boolean dark : new boolean[] {false, true}) {
                size(width, dark);
                require(
                        evaluate("document.documentElement.scrollWidth <= innerWidth"),
                        name + " fits into " + width + " pixels");
                picture(name + (width == WIDE ? "-wide" : "-narrow") + (dark ? "-dark" : ""));
            }
        }
        size(WIDE, false);
    }

    // ---- the browser ----

    private final StringBuilder problems = new StringBuilder();

    private void connect(String address) throws Exception {
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create(address), this)
                .get(20, TimeUnit.SECONDS);
        String target = text(call("Target.createTarget", "\"url\":\"about:blank\""), "targetId");
        session = text(call("Target.attachToTarget", "\"flatten\":true,\"targetId\":" + quoted(target)), "sessionId");
        call("Page.enable", "");
        call("Log.enable", "");
        call("Runtime.enable", "");
    }

    private void size(int width, boolean dark) throws Exception {
        call("Emulation.setDeviceMetricsOverride", "\"width\":" + width
                + ",\"height\":" + (width == WIDE ? 800 : 640) + ",\"deviceScaleFactor\":1,\"mobile\":false");
        call("Emulation.setEmulatedMedia", "\"features\":[{\"name\":\"prefers-color-scheme\",\"value\":\""
                + (dark ? "dark" : "light") + "\"},{\"name\":\"prefers-reduced-motion\",\"value\":\"reduce\"}]");
    }

    private void open(String address) throws Exception {
        call("Page.navigate", "\"url\":" + quoted(address));
        until("document.readyState === 'complete' && location.href !== 'about:blank'");
    }

    private void click(String selector) throws Exception {
        String place = value("(() => { const found = document.querySelector(" + quoted(selector)
                + "); found.scrollIntoView({block: 'center'}); const box = found.getBoundingClientRect();"
                + " return (box.x + box.width / 2) + ' ' + (box.y + box.height / 2); })()");
        String[] at = place.split(" ");
        for (String type : new String[] {"mousePressed", "mouseReleased"}) {
            call("Input.dispatchMouseEvent", String.format(Locale.ROOT,
                    "\"type\":\"%s\",\"x\":%s,\"y\":%s,\"button\":\"left\",\"clickCount\":1", type, at[0], at[1]));
        }
    }

    private void type(String text) throws Exception {
        call("Input.insertText", "\"text\":" + quoted(text));
    }

    private void key(String name) throws Exception {
        for (String type : new String[] {"keyDown", "keyUp"}) {
            call("Input.dispatchKeyEvent", "\"type\":\"" + type + "\",\"key\":" + quoted(name) + ",\"code\":"
                    + quoted(name) + ",\"windowsVirtualKeyCode\":9");
        }
    }

    private void picture(String name) throws Exception {
        String answer = call("Page.captureScreenshot", "\"format\":\"png\",\"captureBeyondViewport\":true");
        Files.write(folder.resolve(name + ".png"), Base64.getDecoder().decode(text(answer, "data")));
        taken++;
    }

    private void until(String condition) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!evaluate(condition)) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("In vain: " + condition);
            }
            Thread.sleep(50);
        }
    }

    private boolean evaluate(String expression) throws Exception {
        return answerTo(expression).contains("\"value\":true");
    }

    private String value(String expression) throws Exception {
        return text(answerTo(expression), "value");
    }

    private String answerTo(String expression) throws Exception {
        return call("Runtime.evaluate", "\"returnByValue\":true,\"expression\":" + quoted(expression));
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalStateException("Not so: " + what);
        }
        System.out.println("seen: " + what);
    }

    // ---- the protocol ----

    private String call(String method, String parameters) throws Exception {
        int id = ++sent;
        socket.sendText(
                        "{\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":{" + parameters + "}"
                                + (session.isEmpty() ? "" : ",\"sessionId\":\"" + session + "\"") + "}",
                        true)
                .get(20, TimeUnit.SECONDS);
        while (true) {
            String message = messages.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (message == null) {
                throw new IllegalStateException("No answer to " + method);
            }
            if (message.startsWith("{\"id\":" + id + ",")) {
                if (message.contains("\"error\":{\"code\"")) {
                    throw new IllegalStateException(method + ": " + message);
                }
                return message;
            }
            boolean complains = message.contains("\"Log.entryAdded\"") && message.contains("\"level\":\"error\"")
                    || message.contains("\"Runtime.exceptionThrown\"");
            if (complains && !message.contains("status of 4")) { // pages of refusals are errors on purpose
                problems.append(message).append('\n');
            }
        }
    }

    private static String text(String json, String name) {
        Matcher found = Pattern.compile("\"" + name + "\":\"((?:[^\"\\\\]|\\\\.)*+)\"").matcher(json);
        if (!found.find()) {
            throw new IllegalStateException("No " + name + " in " + json.substring(0, Math.min(json.length(), 500)));
        }
        return unquoted(found.group(1));
    }

    private static String unquoted(String text) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\') {
                plain.append(c);
                continue;
            }
            char escaped = text.charAt(++i);
            if (escaped == 'u') {
                plain.append((char) Integer.parseInt(text.substring(i + 1, i + 5), 16));
                i += 4;
            } else {
                plain.append(escaped == 'n' ? '\n' : escaped == 't' ? '\t' : escaped);
            }
        }
        return plain.toString();
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            messages.add(partial.toString());
            partial.setLength(0);
        }
        from.request(1);
        return null;
    }
}
