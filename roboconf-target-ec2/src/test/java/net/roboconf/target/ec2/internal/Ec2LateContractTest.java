package net.roboconf.target.ec2.internal;

import java.time.Duration;
import java.util.stream.IntStream;
import net.roboconf.target.ec2.server.Behaviour;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The contract with an EC2 that shows only after 5 s what it has made. Its tests mostly wait, where they may at the same time. */
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
class Ec2LateContractTest extends Ec2Contract {

    Ec2LateContractTest() {
        super(
                Behaviour.quick().seenAfter(Duration.ofSeconds(5)),
                new Timing(Timing.OF_EC2.seenWithin(), Duration.ofSeconds(6), Timing.OF_EC2.runsWithin()));
    }

    /** The machine itself, its address, and what comes last. */
    @Override
    public IntStream chosen(int number) {
        return IntStream.of(0, number - 2, number - 1).filter(one -> one >= 0).distinct();
    }
}
