package net.roboconf.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;
import net.roboconf.core.dsl.LoadedProject;
import net.roboconf.core.dsl.MemoryFiles;
import net.roboconf.core.dsl.ProjectLoader;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Parses, resolves and validates a project whose files are in memory. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class ReadingProject {

    @Param
    public DescribedProject project;

    private MemoryFiles files;

    @Setup
    public void describe() {
        files = project.files();
        LoadedProject loaded = load();
        if (loaded.template().isEmpty()) {
            throw new IllegalStateException("The project " + project + " is not valid: "
                    + loaded.errors().get(0));
        }
    }

    /** What the processor did for it: on a machine that does other things as well, the number to trust. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Processor {
        public long nanos;
        public long reads;
    }

    @Benchmark
    public LoadedProject load(Processor processor) {
        ThreadMXBean thread = ManagementFactory.getThreadMXBean();
        long before = thread.getCurrentThreadCpuTime();
        LoadedProject loaded = load();
        processor.nanos += thread.getCurrentThreadCpuTime() - before;
        processor.reads++;
        return loaded;
    }

    private LoadedProject load() {
        return new ProjectLoader().load(files);
    }
}
