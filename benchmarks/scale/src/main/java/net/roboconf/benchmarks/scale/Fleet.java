package net.roboconf.benchmarks.scale;

import java.nio.file.Path;
import java.util.Locale;

/** What {@code benchmarks/fleet} runs: see the script. */
public final class Fleet {

    private Fleet() {}

    /** The first argument is the mode: {@code simulated}, {@code rabbitmq}, {@code shape}, {@code rest}. */
    public static void main(String[] args) throws Exception {
        int n = Integer.parseInt(args[1]);
        switch (args[0]) {
            case "simulated" -> SimulatedFleet.run(Path.of(args[2]), n);
            case "shape" ->
                CountedFleet.run(Shape.valueOf(args[2].toUpperCase(Locale.ROOT).replace('-', '_')), n, 1);
            default -> throw new IllegalArgumentException("There is no mode " + args[0]);
        }
    }
}
