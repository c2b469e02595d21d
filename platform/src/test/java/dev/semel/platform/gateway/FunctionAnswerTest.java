// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.platform.http.ApiAnswer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Handlers' answers as HTTP, and paths of routes. */
class FunctionAnswerTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            HTTP_2 | {'statusCode':201,'body':'made'} | 201 {Content-Type=text/plain;charset=UTF-8} made
            HTTP_2 | {'statusCode':200,'body':'AP8=','isBase64Encoded':true} | \
            200 {Content-Type=text/plain;charset=UTF-8} \0ÿ
            HTTP_2 | {'statusCode':200,'headers':{'content-type':'a/b','X-N':7},'cookies':['a=1','b=2']} | \
            200 {Content-Type=a/b, Set-Cookie=a=1&b=2, X-N=7}
            HTTP_2 | {'order':42} | 200 {Content-Type=application/json} {'order':42}
            HTTP_2 | 'plain' | 200 {Content-Type=application/json} 'plain'
            HTTP_2 | {'statusCode':'often'} | malformed
            HTTP_2 | {'statusCode':200,'body':{'order':42}} | malformed
            HTTP_2 | {'statusCode':200,'body':'?','isBase64Encoded':true} | malformed
            HTTP_2 | {'statusCode':200,'headers':{'a b':'c'}} | malformed
            HTTP_2 | {'statusCode':200,'headers':{'a':'b\\r\\nc: d'}} | malformed
            HTTP_2 | {'statusCode':200,'headers':{'Content-Length':'1','Connection':'close'},'body':'ab'} | \
            200 {Content-Type=text/plain;charset=UTF-8} ab
            REST | {'statusCode':201,'body':'{}'} | 201 {Content-Type=application/json} {}
            REST | {'body':null} | 200 {Content-Type=application/json}
            REST | {'statusCode':200,'headers':{'a':'1','b':'3'},'multiValueHeaders':{'A':['1','2']}} | \
            200 {A=1&2, Content-Type=application/json, b=3}
            REST | {'statusCode':200,'order':42} | malformed
            REST | 'plain' | malformed
            REST | {'statusCode':200,'body':42.5} | 200 {Content-Type=application/json} 42.5
            HTTP_1 | {'order':42} | malformed
            """)
    void anAnswerIsMappedOrMalformed(ApiForm form, String response, String wanted) throws Exception {
        byte[] document = response.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        Optional<ApiAnswer> answer = FunctionAnswer.of(form, document);
        assertThat(answer.isPresent() ? text(answer.get()) : "malformed").isEqualTo(wanted);
    }

    private static String text(ApiAnswer answer) throws IOException {
        Map<String, String> headers = answer.headers().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, header -> String.join("&", header.getValue()), (a, b) -> a, TreeMap::new));
        String body = new String(answer.body().readAllBytes(), StandardCharsets.ISO_8859_1).replace('"', '\'');
        return (answer.status() + " " + headers + " " + body).strip();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /orders              | /orders       | {}
            /orders              | /orders/      | no
            /orders/{id}         | /orders/a%2Fb | {id=a/b}
            /orders/{id}         | /orders/      | no
            /orders/{id}/{proxy+}| /orders/4/a/b | {id=4, proxy=a/b}
            /{proxy+}            | /             | no
            /                    | /             | {}
            """)
    void aPathMatchesWithItsParameters(String route, String path, String wanted) {
        assertThat(RoutePath.parse(route).match(path).map(Object::toString).orElse("no"))
                .isEqualTo(wanted);
    }
}
