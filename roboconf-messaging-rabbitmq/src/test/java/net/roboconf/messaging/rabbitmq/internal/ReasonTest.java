package net.roboconf.messaging.rabbitmq.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import org.junit.jupiter.api.Test;

class ReasonTest {

    @Test
    void the_brokers_own_words_come_first() {
        AMQP.Channel.Close close = new AMQP.Channel.Close.Builder()
                .replyCode(404)
                .replyText("no exchange 'x'")
                .build();
        IOException wrapped = new IOException(new ShutdownSignalException(false, false, close, null));

        assertThat(Reason.of(wrapped)).isEqualTo("no exchange 'x'");
    }

    @Test
    void otherwise_the_deepest_cause_speaks() {
        assertThat(Reason.of(new IOException("outer", new ConnectException("Connection refused"))))
                .isEqualTo("Connection refused");
        assertThat(Reason.of(new IOException())).isEqualTo("IOException");
        assertThat(Reason.of(new IOException(new EOFException()))).isEqualTo("it ended without a word");
    }

    @Test
    void a_cause_that_the_client_wrote_into_its_text_is_taken_out_of_it() {
        String text =
                "connection is already closed due to connection error; cause: java.net.SocketException: Broken pipe";

        assertThat(Reason.of(new IOException(text))).isEqualTo("Broken pipe");
        assertThat(Reason.of(new IOException("closed; cause: java.io.EOFException")))
                .isEqualTo("it ended without a word");
    }
}
