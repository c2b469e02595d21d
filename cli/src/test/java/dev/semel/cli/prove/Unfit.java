// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.prove;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.semel.prover.Event;
import dev.semel.prover.World;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/** Classes of which {@code semel prove} can say nothing, each for one reason. */
public final class Unfit {

    private Unfit() {}

    private static void charge(World world) {
        world.effect("charge").happen("order-1", "order-1");
    }

    /** Has no objects. */
    public abstract static class Abstract implements RequestStreamHandler {
        /** Makes the handler in a world. */
        protected Abstract(World world) {
            charge(world);
        }
    }

    /** Can be made in its package only. */
    static final class Hidden implements RequestStreamHandler {
        /** Makes the handler in a world. */
        public Hidden(World world) {
            charge(world);
        }

        @Override
        public void handleRequest(InputStream input, OutputStream output, Context context) {}
    }

    /** Has no constructor for a world. */
    public static final class Worldless implements RequestStreamHandler {
        @Override
        public void handleRequest(InputStream input, OutputStream output, Context context) {}
    }

    /** Does not tell its event class. */
    public static final class Untold implements RequestHandler<Object, String> {
        /** Makes the handler in a world. */
        public Untold(World world) {
            charge(world);
        }

        @Override
        public String handleRequest(Object event, Context context) {
            return "";
        }
    }

    /** Cannot be initialised. */
    public static final class Uninitialised implements RequestStreamHandler {
        private static final int REGION = Integer.parseInt("no region");

        /** Makes the handler in a world. */
        public Uninitialised(World world) {
            world.effect("charge").happen("order-" + REGION, "");
        }

        @Override
        public void handleRequest(InputStream input, OutputStream output, Context context) {}
    }

    /** Cannot be made. */
    public static final class Unmade implements RequestStreamHandler {
        /** Makes the handler in a world. */
        public Unmade(World world) {
            throw new IllegalStateException("no table of " + world.clock().instant());
        }

        @Override
        public void handleRequest(InputStream input, OutputStream output, Context context) {}
    }

    /** Does something with the world. */
    interface Work {
        void in(World world);
    }

    /** Does something beside its charge. */
    abstract static class Charging implements RequestStreamHandler {
        private final World world;
        private final Work work;

        Charging(World world, Work work) {
            this.world = world;
            this.work = work;
        }

        @Override
        public void handleRequest(InputStream input, OutputStream output, Context context) {
            work.in(world);
            charge(world);
        }
    }

    /** Reads the machine's clock. */
    public static final class Escaping extends Charging {
        /** Makes the handler in a world. */
        public Escaping(World world) {
            super(
                    world,
                    there -> there.effect("charge").happen("at " + Instant.now().getEpochSecond() / 1_000_000, ""));
        }
    }

    /** Differs from run to run. */
    public static final class Undetermined extends Charging {
        private static final AtomicInteger RUNS = new AtomicInteger();

        /** Makes the handler in a world. */
        public Undetermined(World world) {
            super(world, there -> there.effect("look").happen("run " + RUNS.incrementAndGet(), ""));
        }
    }

    /** Sends a message to a caller, who takes none. */
    public static final class Sending extends Charging {
        /** Makes the handler in a world. */
        public Sending(World world) {
            super(world, there -> there.send(Event.of("order-1", "order-1")));
        }
    }

    /** Shares an object that is of its package. */
    public static final class Sharing extends Charging {
        /** Makes the handler in a world. */
        public Sharing(World world) {
            super(
                    world,
                    there -> there.shared("work", Work.class, () -> other -> {}).in(there));
        }
    }

    /** Fails by itself: that is its behaviour, and broken. */
    public static final class Failing extends Charging {
        /** Makes the handler in a world. */
        public Failing(World world) {
            super(world, there -> {
                throw new IllegalStateException("no price");
            });
        }
    }
}
