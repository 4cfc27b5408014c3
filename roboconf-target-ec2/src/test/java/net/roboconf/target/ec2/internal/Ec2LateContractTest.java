package net.roboconf.target.ec2.internal;

import java.time.Duration;
import java.util.stream.IntStream;
import net.roboconf.target.ec2.server.Behaviour;
import org.junit.jupiter.api.Tag;

/** The contract with an EC2 that shows only after 5 s what it has made, and a target as it is delivered. */
@Tag("slow")
class Ec2LateContractTest extends Ec2Contract {

    Ec2LateContractTest() {
        super(Behaviour.quick().seenAfter(Duration.ofSeconds(5)), Timing.OF_EC2);
    }

    /** How many looks there are until a machine runs is a matter of time; the last requests give it its address. */
    @Override
    public IntStream chosen(int number) {
        return IntStream.of(0, 1, number - 2, number - 1);
    }
}
