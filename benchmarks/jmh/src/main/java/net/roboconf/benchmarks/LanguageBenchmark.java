package net.roboconf.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** What {@code benchmarks/language} runs: measures the reading of projects, and tells how it grows with their size. */
public final class LanguageBenchmark {

    private static final int ROUNDS = 5;

    private LanguageBenchmark() {}

    /** Prints a table, and as the last line a JSON object. The arguments are names of projects; none means all. */
    public static void main(String[] projects) throws RunnerException, JsonProcessingException {
        OptionsBuilder options = new OptionsBuilder();
        if (projects.length > 0) {
            options.param("project", projects);
        }
        Options chosen = options.include(ReadingProject.class.getSimpleName())
                .forks(1)
                .jvmArgsAppend("-Xms2g", "-Xmx2g", "-XX:+UseSerialGC")
                .warmupIterations(ROUNDS)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(ROUNDS)
                .measurementTime(TimeValue.seconds(1))
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                .build();
        System.out.printf(
                "%-28s %7s %9s %10s %10s %12s %8s%n",
                "project", "types", "instances", "best ms", "mean ms", "processor ms", "µs each");
        List<Map<String, Object>> measured = new ArrayList<>();
        for (RunResult result : new Runner(chosen).run()) {
            measured.add(report(result));
        }
        System.out.println(new ObjectMapper().writeValueAsString(Map.of("reading", measured)));
    }

    private static Map<String, Object> report(RunResult result) {
        DescribedProject project = DescribedProject.valueOf(result.getParams().getParam("project"));
        Collection<IterationResult> rounds = result.getAggregatedResult().getIterationResults();
        double best = best(rounds, round -> round.getPrimaryResult().getScore());
        double mean = result.getPrimaryResult().getScore();
        double processor = best(rounds, round -> event(round, "nanos") / event(round, "reads") / 1e6);
        double each = 1000 * processor / (project.types() + project.instances());
        System.out.printf(
                Locale.ROOT,
                "%-28s %7d %9d %10.2f %10.2f %12.2f %8.2f%n",
                project.shape(),
                project.types(),
                project.instances(),
                best,
                mean,
                processor,
                each);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("project", project.shape());
        json.put("types", project.types());
        json.put("instances", project.instances());
        json.put("bestMs", rounded(best));
        json.put("meanMs", rounded(mean));
        json.put("processorMs", rounded(processor));
        json.put("microsEach", rounded(each));
        return json;
    }

    private static double best(Collection<IterationResult> rounds, ToDoubleFunction<IterationResult> score) {
        return rounds.stream().mapToDouble(score).min().orElseThrow();
    }

    private static double event(IterationResult round, String name) {
        return round.getSecondaryResults().get(name).getScore();
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
