package net.roboconf.benchmarks.scale;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** What {@code benchmarks/fleet} and {@code benchmarks/propagation} run: see the scripts. */
public final class Fleet {

    private Fleet() {}

    /**
     * The first argument is the mode: {@code simulated N FOLDER}, {@code shape N SHAPE}, {@code status-change N FOLDER}, or
     * {@code propagation N FOLDER KEY=VALUE...} with the settings of a broker.
     */
    public static void main(String[] args) throws Exception {
        int n = Integer.parseInt(args[1]);
        switch (args[0]) {
            case "simulated" -> SimulatedFleet.run(Path.of(args[2]), n);
            case "shape" ->
                CountedFleet.run(Shape.valueOf(args[2].toUpperCase(Locale.ROOT).replace('-', '_')), n, 1);
            case "status-change" -> StatusChange.run(Path.of(args[2]), n);
            case "propagation" -> Propagation.run(Path.of(args[2]), n, settings(args, 3));
            default -> throw new IllegalArgumentException("There is no mode " + args[0]);
        }
    }

    private static Map<String, String> settings(String[] args, int from) {
        Map<String, String> settings = new HashMap<>();
        for (int i = from; i < args.length; i++) {
            int equals = args[i].indexOf('=');
            settings.put(args[i].substring(0, equals), args[i].substring(equals + 1));
        }
        return settings;
    }
}
