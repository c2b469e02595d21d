// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;

/** The count of the client's sockets does not depend on the pieces in which requests and replies travel. */
class CountedRoundTripsTest {

    private static final int ANSWERED_AT_ONCE = 1;

    @Test
    void aPipelineThatIsAnsweredBeforeItsLastPieceLeftIsOne() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                DelayingLink link = DelayingLink.to(server.getLocalPort())) {
            Thread.ofVirtual().start(() -> echo(server));
            CountedSockets sockets = new CountedSockets(link.port());
            try (Socket client = sockets.connect()) {
                OutputStream out = client.getOutputStream();
                InputStream in = client.getInputStream();
                out.write(ANSWERED_AT_ONCE);
                while (in.available() == 0) {
                    Thread.onSpinWait();
                }
                out.write(new byte[2]);
                assertThat(in.readNBytes(3)).hasSize(3);
                assertThat(sockets.roundTrips()).isEqualTo(1);
                assertThat(link.turns()).as("the link takes the pieces for two").isEqualTo(2);

                out.write(ANSWERED_AT_ONCE);
                assertThat(in.read()).isEqualTo(ANSWERED_AT_ONCE);
                assertThat(sockets.roundTrips()).isEqualTo(2);
            }
        }
    }

    private static void echo(ServerSocket server) {
        try (Socket client = server.accept()) {
            client.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException closed) {
            // the test is over
        }
    }
}
