package net.roboconf.broker.embedded.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.*;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.*;
import net.roboconf.core.messaging.*;
import net.roboconf.core.messaging.amqp.*;
import net.roboconf.core.model.MachineKey;
import net.roboconf.messaging.rabbitmq.RabbitMqMessaging;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QpidBrokerTest {
    static class L implements MessagingListener {
        final LinkedBlockingQueue<Delivery> got = new LinkedBlockingQueue<>();
        final CountDownLatch up = new CountDownLatch(1);
        volatile CountDownLatch upAll;

        public void connected() {
            up.countDown();
            if (upAll != null) upAll.countDown();
        }

        public void disconnected(String why) {
            System.out.println("DOWN " + why);
        }

        public void received(Delivery d) {
            got.add(d);
            d.acknowledge();
        }

        public void unconfirmed(Address to, Message m) {
            System.out.println("UNCONFIRMED " + to + m);
        }
    }

    @Test
    void works(@TempDir Path folder) throws Exception {
        for (int go = 0; go < 2; go++) {
            long t = System.nanoTime();
            AccountBook book = new AccountBook("roboconf", "secret");
            AmqpTopology topology = new AmqpTopology("roboconf");
            book.put("one", "pw", AgentRights.of(new Accounts.Account(new MachineKey("one"), "app", "pw"), topology));
            QpidBroker broker = QpidBroker.start(folder, 25701, book);
            System.out.println("started " + (System.nanoTime() - t) / 1e6);
            java.net.ServerSocket held = new java.net.ServerSocket(25701, 1, java.net.InetAddress.getLoopbackAddress());
            try {
                broker.open();
            } catch (java.io.IOException e) {
                System.out.println("as expected " + e);
            }
            held.close();
            broker.open();
            System.out.println("open " + (System.nanoTime() - t) / 1e6);
            Map<String, String> settings =
                    Map.of("host", "127.0.0.1", "port", "25701", "username", "roboconf", "password", "secret");
            L dmL = new L();
            Messaging dm = new RabbitMqMessaging().open(new Participant.Manager(3), settings, dmL);
            dm.serve(Set.of("app"));
            assertThat(dmL.up.await(10, TimeUnit.SECONDS)).isTrue();
            L oneL = new L();
            Messaging one = new RabbitMqMessaging()
                    .open(
                            new Participant.Agent(new MachineKey("one"), "app"),
                            Map.of(
                                    "host",
                                    "127.0.0.1",
                                    "port",
                                    "25701",
                                    "username",
                                    "one",
                                    "password",
                                    "pw",
                                    "manager-username",
                                    "roboconf"),
                            oneL);
            assertThat(oneL.up.await(10, TimeUnit.SECONDS)).isTrue();
            for (int i = 0; i < 5; i++) {
                long s = System.nanoTime();
                int n = 5000;
                for (int k = 0; k < n; k++)
                    one.publish(new Address.Manager(), new Call("c" + k, new MachineKey("one"), new Call.Ping()));
                for (int k = 0; k < n; k++)
                    assertThat(dmL.got.poll(10, TimeUnit.SECONDS).sender()).isEqualTo("one");
                System.out.println("msg/s " + n * 1e9 / (System.nanoTime() - s));
            }
            long s = System.nanoTime();
            broker.disconnect(Set.of("one"));
            one.close();
            dm.close();
            System.out.println("closed " + (System.nanoTime() - s) / 1e6);
            s = System.nanoTime();
            broker.close();
            System.out.println("broker closed " + (System.nanoTime() - s) / 1e6);
            Thread.getAllStackTraces().keySet().forEach(x -> System.out.println("thread " + x.getName()));
        }
    }
}
