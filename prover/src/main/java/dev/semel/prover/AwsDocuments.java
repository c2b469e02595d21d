// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import dev.semel.prover.delivery.Unaccepted;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;

/** Reads events and writes answers of typed handlers as AWS's own runtime does. */
final class AwsDocuments {

    private static final String METHOD = "handleRequest";

    private AwsDocuments() {}

    /** {@return a stream handler that calls a typed one, as the runtime does} */
    static <I, O> RequestStreamHandler handler(RequestHandler<I, O> typed, Class<I> event) {
        return (input, output, context) -> handle(typed, event, input, output, context);
    }

    private static <I, O> void handle(
            RequestHandler<I, O> typed, Class<I> type, InputStream input, OutputStream output, Context context) {
        O answer = typed.handleRequest(read(type, input), context);
        if (answer != null) {
            write(answer, output);
        }
    }

    private static <I> I read(Class<I> type, InputStream input) {
        try {
            return serializer(type).fromJson(input);
        } catch (RuntimeException e) { // its message may quote the event
            throw Unaccepted.wrongEvent(
                    "The event cannot be read as " + type.getName() + " by AWS's own serialisation ("
                            + e.getClass().getSimpleName()
                            + "): give an event of this kind, such as one of SampleEvents, and declare its source",
                    e);
        }
    }

    @SuppressWarnings("unchecked") // the class of an object serialises it
    private static <O> void write(O answer, OutputStream output) {
        serializer((Class<O>) answer.getClass()).toJson(answer, output);
    }

    private static <T> PojoSerializer<T> serializer(Class<T> type) {
        return LambdaEventSerializers.isLambdaSupportedEvent(type.getName())
                ? LambdaEventSerializers.serializerFor(type, type.getClassLoader())
                : JacksonFactory.getInstance().getSerializer(type);
    }

    /**
     * {@return the event class of a typed handler}
     *
     * @throws IllegalArgumentException if its method does not tell
     */
    static Class<?> eventOf(Class<?> handler) {
        List<Class<?>> declared = eventsOf(handler, false);
        // what a public class inherits from a class of its package, it has as a bridge
        List<Class<?>> events = declared.isEmpty() ? eventsOf(handler, true) : declared;
        if (events.size() != 1) {
            throw new IllegalArgumentException(handler.getName() + " must have one public method " + METHOD
                    + " with an event class and a Context, from which the prover takes how to read the event");
        }
        return events.get(0);
    }

    private static List<Class<?>> eventsOf(Class<?> handler, boolean bridges) {
        return Arrays.stream(handler.getMethods())
                .filter(method -> method.getName().equals(METHOD) && method.isBridge() == bridges)
                .filter(method -> method.getParameterCount() == 2 && method.getParameterTypes()[1] == Context.class)
                .<Class<?>>map(method -> method.getParameterTypes()[0])
                .filter(type -> type != Object.class)
                .distinct()
                .toList();
    }
}
