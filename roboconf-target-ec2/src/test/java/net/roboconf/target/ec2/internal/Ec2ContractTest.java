package net.roboconf.target.ec2.internal;

import java.time.Duration;
import net.roboconf.target.ec2.server.Behaviour;

/** The contract with an EC2 that shows after a moment what it has made. */
class Ec2ContractTest extends Ec2Contract {

    Ec2ContractTest() {
        super(
                Behaviour.quick(),
                // Whoever looks for the first time sees an instance that runs: a creation has always as many requests.
                new Timing(Duration.ofMillis(300), Duration.ofMillis(100), Duration.ofSeconds(30)));
    }
}
