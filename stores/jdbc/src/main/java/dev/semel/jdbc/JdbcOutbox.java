// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

import dev.semel.model.PrintableText;
import dev.semel.store.StoreCall;
import dev.semel.store.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * Messages that were stored in the transactions of operations and are sent afterwards, each at least once with the same
 * effect key. A message is sent by the call that stored it, right after its commit; what is not sent then is sent by a
 * duplicate of the call, or by {@link #sweep}. Messages of one record are tried in the order of their names; one that
 * fails is sent after those behind it. There is no order between records. Thread-safe.
 *
 * <p>Whatever a sender throws, an {@code Error} included, leaves its message for later and ends neither the call nor
 * the sweep. An {@code InterruptedException} ends the sending too. A message that cannot be read is logged and left
 * behind the others.
 */
public final class JdbcOutbox {

    private static final System.Logger LOG = System.getLogger("dev.semel.jdbc");

    private final JdbcStore store;
    private final OutboxSender sender;
    private final Duration sendingTime;

    JdbcOutbox(JdbcStore store, OutboxSender sender, Duration sendingTime) {
        this.store = store;
        this.sender = Objects.requireNonNull(sender, "sender");
        this.sendingTime = sendingTime;
        if (!sendingTime.isPositive()) {
            throw new IllegalArgumentException("sendingTime must be positive, is " + sendingTime);
        }
    }

    /**
     * Sends messages that were stored and not sent, the oldest first. Call it from a schedule. Several may run at once.
     *
     * @param most the most messages; 1 to 1000
     * @param call the moment of the call, and the time of each of its calls to the database
     * @return the number of messages that were sent
     * @throws StoreException if the database gives no answer
     */
    public int sweep(int most, StoreCall call) {
        if (most < 1 || most > 1000) {
            throw new IllegalArgumentException("most must be 1 to 1000, is " + most);
        }
        Course course = new Course(call, store.nanos(), false);
        return send(store.inCall("sweep", call, session -> OutboxSteps.due(session, most)), course);
    }

    /**
     * Sends what is left of a record's messages, until the time of the call is over. Throws nothing: the record is
     * committed, and what fails here is left for later.
     */
    void sendOf(String id, StoreCall call) {
        try {
            Course course = new Course(call, store.nanos(), true);
            send(store.inCall("outbox", call, session -> OutboxSteps.unsent(session, id)), course);
        } catch (Throwable e) { // an Error is no reason either to tell the caller that the operation failed
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Messages of the outbox were not sent (" + e.getClass().getName() + "); a sweep will send them");
        }
    }

    /**
     * The course of a sending: a message is taken at its own moment, however long those before it took.
     *
     * @param call the moment of the beginning, and the time
     * @param beganNanos the beginning
     * @param ends whether the time of the call is that of the whole sending
     */
    private record Course(StoreCall call, long beganNanos, boolean ends) {

        private StoreCall at(long nanos) {
            Duration gone = Duration.ofNanos(nanos - beganNanos);
            return new StoreCall(call.now().plus(gone), ends ? call.timeout().minus(gone) : call.timeout());
        }

        private boolean isOver(long nanos) {
            return ends && call.timeout().compareTo(Duration.ofNanos(nanos - beganNanos)) <= 0;
        }
    }

    private int send(List<StoredMessage> messages, Course course) {
        int sent = 0;
        for (StoredMessage message : messages) {
            long now = store.nanos();
            if (course.isOver(now)) {
                return sent;
            }
            boolean mine = store.inCall(
                    "outbox",
                    course.at(now),
                    session -> OutboxSteps.isTaken(session, message, RowCodec.millis(sendingTime)));
            if (!mine) {
                continue;
            }
            switch (sent(message)) {
                case SENT -> {
                    acknowledge(message, course.call());
                    sent++;
                }
                case FAILED -> {}
                case INTERRUPTED -> {
                    return sent;
                }
            }
        }
        return sent;
    }

    /** A message that was sent leaves, even if the time of the call is over, or if another call is sending it now. */
    private void acknowledge(StoredMessage message, StoreCall call) {
        store.inCall("outbox", call, session -> {
            OutboxSteps.acknowledge(session, message);
            return true;
        });
    }

    /** The end of one sending. */
    private enum Sending {
        SENT,
        FAILED,
        INTERRUPTED
    }

    private Sending sent(StoredMessage stored) {
        return switch (stored) {
            case StoredMessage.Intact intact -> sent(intact.message());
            case StoredMessage.Unreadable unreadable -> {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "Message " + PrintableText.shown(unreadable.id()) + " of the outbox cannot be read: "
                                + unreadable.reason() + ". It is left behind the others: mend its row, or delete it");
                yield Sending.FAILED;
            }
        };
    }

    private Sending sent(OutboxMessage message) {
        try {
            sender.send(message);
            return Sending.SENT;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Sending.INTERRUPTED;
        } catch (Throwable e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "A message of the outbox was not sent (" + e.getClass().getName() + "); it will be sent again");
            return Sending.FAILED;
        }
    }
}
