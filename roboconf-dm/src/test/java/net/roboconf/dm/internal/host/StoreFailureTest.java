package net.roboconf.dm.internal.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import net.roboconf.dm.ErrorCode;
import net.roboconf.dm.Manager;
import net.roboconf.dm.ManagerException;
import net.roboconf.dm.internal.engine.DmTuning;
import net.roboconf.dm.internal.state.Change;
import net.roboconf.dm.internal.state.DmState;
import net.roboconf.dm.internal.store.StateStore;
import net.roboconf.dm.internal.store.StoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreFailureTest {

    @TempDir
    Path folder;

    private final DmState disk = new DmState();
    private final AtomicBoolean full = new AtomicBoolean();
    private final AtomicInteger opened = new AtomicInteger();

    /** A disk that can be full. */
    private final class Store implements StateStore {

        Store() {
            opened.incrementAndGet();
        }

        @Override
        public DmState load() {
            DmState copy = new DmState();
            synchronized (disk) {
                copy.apply(new Change.Term(disk.term()));
                disk.targets().values().forEach(target -> copy.apply(new Change.PutTarget(target)));
                disk.events().forEach(event -> copy.apply(new Change.Happened(event)));
            }
            return copy;
        }

        @Override
        public void commit(List<Change> changes) throws StoreException {
            if (full.get()) {
                throw new StoreException("no space left on device", null);
            }
            synchronized (disk) {
                changes.forEach(disk::apply);
            }
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }

    @Test
    void what_cannot_be_stored_is_refused_and_forgotten_and_work_goes_on_from_the_store() throws Exception {
        try (DeploymentManager dm = DeploymentManager.open(folder, DmTuning.DEFAULT, Store::new)) {
            Manager manager = dm.manager();
            Until.isTrue("ready", () -> manager.status().ready());
            Until.done(manager.putTarget("before", Map.of("handler", "x")));
            full.set(true);
            ManagerException refusal = Until.refused(manager.putTarget("lost", Map.of("handler", "x")));
            assertThat(refusal.code()).isEqualTo(ErrorCode.UNAVAILABLE);
            assertThat(refusal).hasMessageContaining("no space left");
            Until.isTrue("it says so", () -> manager.status().notices().stream()
                    .anyMatch(notice -> notice.contains("STORE_FAILED")));
            assertThat(Until.refused(manager.putTarget("also lost", Map.of("handler", "x")))
                            .code())
                    .isIn(ErrorCode.UNAVAILABLE, ErrorCode.INVALID);
            full.set(false);
            Until.isTrue("ready again", () -> manager.status().ready());
            Until.done(manager.putTarget("after", Map.of("handler", "x")));
            assertThat(manager.targets()).extracting(target -> target.id()).containsExactly("after", "before");
            assertThat(manager.events(0, 100))
                    .noneMatch(event -> event.message().contains("lost"));
            assertThat(opened.get()).isGreaterThan(1);
        }
    }
}
