// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The gate: who gets in, and requests that are refused before a page sees them. */
class ConsoleGateTest {

    private final SampleKeys keys = new SampleKeys();
    private ConsoleVisit reading;
    private ConsoleVisit changing;

    @BeforeEach
    void open() throws Exception {
        keys.quarantine(SampleKeys.key("order-1"), "reserve", "no answer");
        reading = ConsoleVisit.open(keys.console());
        changing = ConsoleVisit.open(keys.changing());
    }

    @AfterEach
    void close() {
        reading.close();
        changing.close();
    }

    /** The header is of the form name=value; LONG stands for what is too long, OWN for the console's own origin. */
    @ParameterizedTest(name = "{0} {1} with {2}: {3}")
    @CsvSource({
        "GET,  keys,            no cookie,                       403",
        "GET,  keys,            Cookie=semel-console=00,         403",
        "GET,  keys,            Origin=OWN,                      200",
        "GET,  keys,            Origin=http://evil.example,      403",
        "GET,  keys,            Origin=null,                     403",
        "GET,  keys,            Sec-Fetch-Site=cross-site,       403",
        "GET,  keys,            Sec-Fetch-Site=same-site,        403",
        "GET,  keys,            Sec-Fetch-Site=same-origin,      200",
        "GET,  keys,            X-Long=LONG,                     431",
        "GET,  keys?state=odd,  ,                                400",
        "GET,  keys?older=odd,  ,                                400",
        "GET,  keys?state=%ff,  ,                                400",
        "GET,  keys?a=1&a=2,    ,                                400",
        "GET,  keys?operation=LONG, ,                            414",
        "GET,  ?counts=1-2,     ,                                400",
        "GET,  ?counts=x-0-0-0-0-0-0-0-0-0-0-0, ,                400",
        "GET,  key,             ,                                400",
        "GET,  key?id=,         ,                                400",
        "GET,  key?key=a,       ,                                400",
        "GET,  key?key=&operation=charge, ,                      400",
        "GET,  key?id=a/b/c,    ,                                404",
        "GET,  nowhere,         ,                                404",
        "GET,  ../keys,         ,                                404",
        "POST, keys,            Origin=OWN,                      405",
        "POST, keys,            ,                                403",
        "PUT,  keys,            Origin=OWN,                      405",
        "DELETE, key?id=a/b/c,  Origin=OWN,                      405",
        "POST, change,          Origin=OWN,                      404",
        "GET,  change,          ,                                404"
    })
    void aRequestGetsItsStatus(String method, String page, String header, int status) throws Exception {
        assertThat(send(reading, method, page, header, "").status()).isEqualTo(status);
    }

    /** The form is that of the quarantined key, changed as it says. */
    @ParameterizedTest(name = "{0} with {1}: {3}")
    @CsvSource({
        "GET,  ,                              ,                                           405",
        "POST, Origin=OWN,                    Content-Type=text/plain,                    415",
        "POST, ,                              ,                                           403",
        "POST, Origin=http://127.0.0.1:1,     ,                                           403",
        "POST, Origin=OWN,                    no form-token,                              403",
        "POST, Origin=OWN,                    too long,                                   413",
        "POST, Origin=OWN,                    no revision,                                409",
        "POST, Origin=OWN,                    no sure,                                    422",
        "POST, Origin=OWN,                    no reason,                                  422",
        "POST, Origin=OWN,                    no days,                                    422",
        "POST, Origin=OWN,                    no change,                                  400",
        "POST, Origin=OWN,                    no id,                                      400"
    })
    void aFormThatIsNotOursOrNotWholeChangesNothing(String method, String header, String form, int status)
            throws Exception {
        Map<String, String> fields =
                new HashMap<>(changing.get("key?id=acme/charge/order-1").form("It did not happen"));
        fields.putAll(Map.of("reason", "TICKET-7", "days", "14", "sure", "on"));
        String change = form == null ? "" : form;
        if (change.startsWith("no ")) {
            fields.remove(change.substring(3));
        }
        String body = ConsoleVisit.encoded(fields)
                + (change.equals("too long") ? "&more=" + "x".repeat(ConsolePages.LONGEST_FORM) : "");
        String type = change.startsWith("Content-Type=") ? change : "Content-Type=application/x-www-form-urlencoded";
        assertThat(send(changing, method, "change", (header == null ? "" : header + ";") + type, body)
                        .status())
                .isEqualTo(status);
        assertThat(keys.audit()).isEmpty();
        assertThat(keys.store().read("acme/charge/order-1", keys.call()).orElseThrow())
                .isInstanceOf(dev.semel.model.IdempotencyRecord.Quarantined.class);
    }

    @Test
    void anotherHostIsRefused_asARebentNameWouldBring() throws Exception {
        String line = "GET " + reading.folder() + "keys HTTP/1.1";
        String cookie = "Cookie: " + reading.cookie();
        assertThat(reading.statusLine(line, "Host: 127.0.0.1:" + reading.port(), cookie))
                .contains(" 200 ");
        assertThat(reading.statusLine(line, "Host: localhost:" + reading.port(), cookie))
                .contains(" 200 ");
        for (String host : new String[] {"evil.example:" + reading.port(), "127.0.0.1", "127.0.0.1:1", ""}) {
            assertThat(reading.statusLine(line, "Host: " + host, cookie))
                    .as(host)
                    .contains(" 421 ");
        }
        assertThat(reading.statusLine(line, cookie)).contains(" 4");
    }

    @Test
    void theTokenOfAnotherStartIsNone_andTheRightOneOpensAgain() throws Exception {
        assertThat(reading.send("GET", "/open?token=", Map.of(), "").status()).isEqualTo(403);
        assertThat(reading.send("GET", "/open", Map.of(), "").status()).isEqualTo(403);
        String token = reading.address().getRawQuery();
        assertThat(reading.send("GET", "/open?" + token, Map.of(), "").status()).isEqualTo(303);
        assertThat(reading.send("GET", "/open?" + token, Map.of("Origin", "http://evil.example"), "")
                        .status())
                .isEqualTo(403);
        assertThat(reading.send("POST", "/open?" + token, Map.of("Origin", origin(reading)), "")
                        .header("Allow"))
                .isEqualTo("GET, HEAD");
        ConsoleVisit.Page outside = reading.send("GET", "/", Map.of(), "");
        assertThat(outside.status()).isEqualTo(403);
        assertThat(outside.body()).doesNotContain(reading.folder(), "order-1");
    }

    @Test
    void headHasNoBody_andAssetsNeedNoSession() throws Exception {
        assertThat(send(reading, "HEAD", "keys", "", "").body()).isEmpty();
        for (String asset : new String[] {"console.css", "htmx.min.js", "icon.svg"}) {
            ConsoleVisit.Page page = reading.send("GET", "/assets/" + asset, Map.of(), "");
            assertThat(page.status()).as(asset).isEqualTo(200);
            assertThat(page.body()).isNotEmpty();
        }
        assertThat(reading.send("GET", "/assets/module-info.class", Map.of(), "")
                        .status())
                .isEqualTo(404);
    }

    private static String origin(ConsoleVisit visit) {
        return "http://127.0.0.1:" + visit.port();
    }

    private static ConsoleVisit.Page send(ConsoleVisit visit, String method, String page, String header, String body)
            throws IOException, InterruptedException {
        Map<String, String> headers = new HashMap<>(Map.of("Cookie", visit.cookie()));
        for (String each : header == null || header.isEmpty() ? new String[0] : header.split(";", -1)) {
            int equals = each.indexOf('=');
            if (equals > 0) {
                headers.put(
                        each.substring(0, equals),
                        each.substring(equals + 1).replace("OWN", origin(visit)).replace("LONG", "x".repeat(17_000)));
            } else if (each.equals("no cookie")) {
                headers.remove("Cookie");
            }
        }
        String path = page == null ? "" : page.replace("LONG", "x".repeat(9_000));
        return visit.send(method, visit.folder() + path, headers, body);
    }
}
