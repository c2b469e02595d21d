// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One thing that a random handler does, with what it has seen so far; of what it sees it tells the next ones. */
enum Instruction {
    READ_CLOCK,
    READ_TABLE,
    WRITE_TABLE,
    CLAIM,
    DELETE,
    DRAW,
    TAKE_A_CLAIM_ID,
    EFFECT,
    EFFECT_AT_A_RECEIVER_THAT_HONOURS_KEYS,
    PAY_AT_A_BANK_THAT_COUNTS,
    WAIT;

    /** A receiver with a memory. */
    public interface Bank {
        int pay(String account);
    }

    /** Counts what it is asked for, over all accounts. */
    static final class Memory implements Bank {

        private final AtomicInteger payments = new AtomicInteger();

        @Override
        public int pay(String account) {
            return payments.incrementAndGet();
        }
    }

    static final String KEY = "order-1";

    static List<Instruction> program(Random random, int length) {
        return random.ints(length, 0, values().length)
                .mapToObj(number -> values()[number])
                .toList();
    }

    /** Returns all that has been seen. */
    String run(World world, GuardTable table, Bank bank, String seen) throws InterruptedException {
        return switch (this) {
            case READ_CLOCK -> seen + " at " + world.clock().millis();
            case READ_TABLE -> seen + " read " + told(table.get(KEY));
            case WRITE_TABLE -> {
                table.put(KEY, item(seen));
                yield seen;
            }
            case CLAIM ->
                seen + " claimed " + table.claim(KEY, item(seen), world.clock().instant());
            case DELETE -> {
                table.delete(KEY);
                yield seen;
            }
            case DRAW -> seen + " drew " + world.random().nextInt(100);
            case TAKE_A_CLAIM_ID -> seen + " took " + world.claimIds().next().value();
            case EFFECT -> {
                world.effect("charge").happen("subject" + Math.floorMod(seen.hashCode(), 2), "key" + seen);
                yield seen;
            }
            case EFFECT_AT_A_RECEIVER_THAT_HONOURS_KEYS -> {
                world.effect("mail")
                        .honouringKeys()
                        .happen("subject" + seen, "key" + Math.floorMod(seen.hashCode(), 2));
                yield seen;
            }
            case PAY_AT_A_BANK_THAT_COUNTS -> seen + " paid " + bank.pay("account" + Math.floorMod(seen.hashCode(), 2));
            case WAIT -> {
                world.waiting().await(Duration.ofSeconds(1));
                yield seen;
            }
        };
    }

    private static GuardTable.Item item(String seen) {
        return new GuardTable.Item("state", "owner", Instant.EPOCH, Integer.toHexString(seen.hashCode()));
    }

    private static String told(GuardTable.@Nullable Item item) {
        return item == null ? "nothing" : item.result();
    }
}
