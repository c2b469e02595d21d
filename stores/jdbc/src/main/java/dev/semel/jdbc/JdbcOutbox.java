// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

import dev.semel.store.StoreCall;
import dev.semel.store.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * Messages that were stored in the transactions of operations and are sent afterwards, each at least once with the same
 * effect key. A message is sent by the call that stored it, right after its commit; what is not sent then is sent by a
 * duplicate of the call, or by {@link #sweep}. Messages of one record are sent in the order of their names; there is no
 * order between records. Thread-safe.
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
        return send(store.inCall("sweep", call, session -> OutboxSteps.due(session, most)), call);
    }

    /** Sends what is left of a record's messages; what fails is left for later. */
    void sendOf(String id, StoreCall call) {
        try {
            send(store.inCall("outbox", call, session -> OutboxSteps.unsent(session, id)), call);
        } catch (StoreException e) {
            LOG.log(System.Logger.Level.WARNING, "Messages of the outbox were not read; a sweep will send them", e);
        }
    }

    private int send(List<OutboxMessage> messages, StoreCall call) {
        int sent = 0;
        for (OutboxMessage message : messages) {
            boolean mine = store.inCall(
                    "outbox", call, session -> OutboxSteps.isTaken(session, message, RowCodec.millis(sendingTime)));
            if (mine && isSent(message)) {
                store.inCall("outbox", call, session -> {
                    OutboxSteps.acknowledge(session, message);
                    return true;
                });
                sent++;
            }
        }
        return sent;
    }

    private boolean isSent(OutboxMessage message) {
        try {
            sender.send(message);
            return true;
        } catch (Exception e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            LOG.log(
                    System.Logger.Level.WARNING,
                    "A message of the outbox was not sent (" + e.getClass().getName() + "); it will be sent again");
            return false;
        }
    }
}
