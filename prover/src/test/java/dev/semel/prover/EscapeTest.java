// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.example.shop.EscapingOrders;
import dev.semel.prover.history.Switches;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A handler that leaves the world gets no verdict unless each finding is accepted by its word. */
final class EscapeTest {

    private static final Switches WITHOUT_SCAN =
            new Switches(Set.of(), true, true, true, true, false, true, true, true);

    /** Names a handler factory for the table of cases. */
    interface Handler extends Function<World, RequestStreamHandler> {}

    static Stream<Arguments> escaping() {
        return Stream.of(
                escaping("clock", "clock:Instant.now", EscapingOrders::clock),
                escaping("clock", "clockPassedOn:InstantSource.system", EscapingOrders::clockPassedOn),
                escaping("draws randomness", "randomness:UUID.randomUUID", EscapingOrders::randomness),
                escaping("draws randomness", "drawn:Math.random", EscapingOrders::methodReference),
                escaping("uses threads", "threads:Executors.newSingleThreadExecutor", EscapingOrders::threads),
                escaping(
                        "uses threads",
                        "taskOfTheCommonPool:CompletableFuture.runAsync",
                        EscapingOrders::taskOfTheCommonPool),
                escaping("sleeps", "sleep:Thread.sleep", EscapingOrders::sleep),
                escaping("sleeps", "waitsByTheClock:CountDownLatch.await", EscapingOrders::waitsByTheClock),
                escaping("uses threads", "keepsByThread:ThreadLocal.withInitial", EscapingOrders::keepsByThread),
                escaping("makes a client", "network:HttpClient.newHttpClient", EscapingOrders::network),
                escaping("static state", "staticCounter:EscapingOrders.count", EscapingOrders::staticCounter),
                escaping("static state", "staticList:EscapingOrders.SEEN", EscapingOrders::staticList),
                escaping("static state", "staticCache:EscapingOrders$Cache.OF_ORDERS", EscapingOrders::staticCache),
                escaping("environment", "environment:System.getenv", EscapingOrders::environment),
                escaping("uses files", "files:Files.exists", EscapingOrders::files),
                escaping("locale", "locale:String.toUpperCase", EscapingOrders::locale),
                escaping("identity", "identity:System.identityHashCode", EscapingOrders::identity),
                escaping("identity", "hashOfAnEnum:EscapingOrders$Size.hashCode", EscapingOrders::hashOfAnEnum),
                escaping("identity", "hashOfValues:Objects.hash", EscapingOrders::hashOfValues),
                escaping("identity", "hashOfARecord:EscapingOrders$Parcel.hashCode", EscapingOrders::hashOfARecord),
                escaping("environment", "machine:InetAddress.getLocalHost", EscapingOrders::machine),
                escaping("environment", "process:ProcessHandle.current", EscapingOrders::process),
                escaping("environment", "processors:Runtime.availableProcessors", EscapingOrders::processors),
                escaping("uses threads", "nameOfTheThread:Thread.getName", EscapingOrders::nameOfTheThread),
                escaping("locale", "dateOfTheLocale:DateFormat.getDateInstance", EscapingOrders::dateOfTheLocale));
    }

    private static Arguments escaping(String words, String place, Handler handler) {
        return Arguments.of(words, "com.example.shop.EscapingOrders." + place, handler);
    }

    private static ProverBuilder proof(Function<World, RequestStreamHandler> handler) {
        return Prover.of(handler)
                .event("order-1", "order-1")
                .rules(Rule.oneKey("charge"))
                .systematic(50_000, 1)
                .random(0, 1);
    }

    @ParameterizedTest
    @MethodSource("escaping")
    void findingIsNamedAndRefused(String words, String word, Handler handler) {
        assertThatThrownBy(() -> proof(handler).prove())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no verdict is possible")
                .hasMessageContaining(words)
                .hasMessageContaining("word: " + word)
                .hasMessageFindingMatch("\\(line \\d+\\)");
        assertThat(proof(handler).switches(WITHOUT_SCAN).prove()).isInstanceOf(Proof.Held.class);
    }

    @ParameterizedTest
    @MethodSource("escaping")
    void acceptedFindingIsInTheReport(String words, String word, Handler handler) {
        ProverBuilder accepted = proof(handler).accept(word);
        assertThat(accepted.prove().toString()).endsWith("\nNot controlled, as accepted: " + word);
    }

    @Test
    void wordWithoutAFindingIsRefused() {
        assertThatThrownBy(() -> proof(EscapingOrders::staying)
                        .accept("com.example.shop.Gone.gone:Instant.now")
                        .prove())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("accepts nothing");
    }

    @Test
    void handlerThatStaysInItsWorldIsNotRefused() {
        assertThat(proof(EscapingOrders::staying).prove()).isInstanceOf(Proof.Held.class);
    }
}
