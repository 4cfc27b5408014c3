package net.roboconf.target.ec2.internal;

import java.time.Duration;
import net.roboconf.target.ec2.server.Behaviour;

/** The contract with an EC2 that shows after a moment what it has made. */
class Ec2ContractTest extends Ec2Contract {

    Ec2ContractTest() {
        super(
                Behaviour.quick(),
                new Timing(Duration.ofMillis(500), Duration.ofMillis(40), Duration.ofSeconds(30)));
    }
}
