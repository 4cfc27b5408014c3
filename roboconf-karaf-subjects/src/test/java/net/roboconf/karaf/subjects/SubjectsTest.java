package net.roboconf.karaf.subjects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.security.AccessControlContext;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;
import java.util.concurrent.FutureTask;
import javax.security.auth.Subject;
import javax.security.auth.SubjectDomainCombiner;
import org.junit.jupiter.api.Test;

@SuppressWarnings("removal") // it is about what was removed
class SubjectsTest {

    private final Subject somebody = new Subject();

    private static AccessControlContext of(Subject subject) {
        return new AccessControlContext(AccessController.getContext(), new SubjectDomainCombiner(subject));
    }

    private static Subject current() {
        return Subjects.getSubject(AccessController.getContext());
    }

    @Test
    void nobody_is_current_until_somebody_is_entered_and_again_afterwards() {
        assertThat(current()).isNull();
        Subject seen = Subjects.doPrivileged((PrivilegedAction<Subject>) SubjectsTest::current, of(somebody));
        assertThat(seen).isSameAs(somebody);
        assertThat(current()).isNull();
    }

    @Test
    void whoever_was_current_before_is_so_again() throws Exception {
        Subject another = new Subject();
        PrivilegedExceptionAction<Subject> inner = SubjectsTest::current;
        Subject after = Subjects.doPrivileged(
                (PrivilegedExceptionAction<Subject>) () -> {
                    assertThat(Subjects.doPrivileged(inner, of(another))).isSameAs(another);
                    return current();
                },
                of(somebody));
        assertThat(after).isSameAs(somebody);
    }

    @Test
    void a_thread_works_on_behalf_of_whom_its_starter_works_for() throws Exception {
        FutureTask<Subject> task = new FutureTask<>(SubjectsTest::current);
        Subjects.doPrivileged(
                (PrivilegedAction<Void>) () -> {
                    new Thread(task).start();
                    return null;
                },
                of(somebody));
        assertThat(task.get()).isSameAs(somebody);
    }

    @Test
    void a_context_of_nobody_is_nobody() {
        PrivilegedAction<Subject> question = SubjectsTest::current;
        assertThat(Subjects.doPrivileged(question, null)).isNull();
        assertThat(Subjects.doPrivileged(question)).isNull();
    }

    @Test
    void failures_come_out_as_the_jdk_wraps_them_and_leave_nobody_behind() {
        IOException declared = new IOException("declared");
        assertThatThrownBy(() -> Subjects.doPrivileged(
                        (PrivilegedExceptionAction<Void>) () -> {
                            throw declared;
                        },
                        of(somebody)))
                .isInstanceOf(PrivilegedActionException.class)
                .hasCause(declared);
        assertThatThrownBy(() -> Subjects.doPrivileged(
                        (PrivilegedExceptionAction<Void>) () -> {
                            throw new IllegalStateException("not declared");
                        },
                        of(somebody)))
                .isInstanceOf(IllegalStateException.class);
        assertThat(current()).isNull();
    }
}
