package net.roboconf.agent.internal.testing;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import net.roboconf.core.messaging.Call;
import net.roboconf.core.messaging.MessageCodec;
import net.roboconf.core.messaging.MessageFormatException;
import net.roboconf.core.messaging.RecipeManifest;
import net.roboconf.core.messaging.RecipeRef;
import net.roboconf.core.messaging.Reply;
import net.roboconf.core.model.Sha256;

/** Serves blobs as a Deployment Manager does, or as one does that has a bad day. */
public final class BlobServer implements BiConsumer<FakeMessaging, FakeMessaging.Sent> {

    private final Map<Sha256, byte[]> blobs = new ConcurrentHashMap<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final Set<Call.ReadBlob> answered = ConcurrentHashMap.newKeySet();
    private volatile int deaf;
    private volatile int answersBeforeSilence = Integer.MAX_VALUE;
    private volatile UnaryOperator<Reply.Answer> twist = answer -> answer;

    /** A recipe with these files; those whose name ends with {@code .sh} are executable. */
    public RecipeRef recipe(Map<String, byte[]> files) {
        List<RecipeManifest.File> entries = new TreeMap<>(files)
                .entrySet().stream()
                        .map(each -> new RecipeManifest.File(
                                each.getKey(),
                                each.getValue().length,
                                add(each.getValue()),
                                each.getKey().endsWith(".sh")))
                        .toList();
        try {
            byte[] manifest = new MessageCodec().encode(new RecipeManifest(entries));
            long size =
                    files.values().stream().mapToLong(content -> content.length).sum();
            return new RecipeRef(add(manifest), size);
        } catch (MessageFormatException e) {
            throw new AssertionError(e);
        }
    }

    /** One more blob. */
    public Sha256 add(byte[] content) {
        Sha256 hash = Sha256.of(content);
        blobs.put(hash, content);
        return hash;
    }

    /** Does not have this blob any more. */
    public void lose(Sha256 blob) {
        blobs.remove(blob);
    }

    /** Does not hear the next questions. */
    public void ignoreNext(int questions) {
        deaf = questions;
    }

    /** Answers so many different questions and no further one; those again, if they are repeated. */
    public void fallSilentAfter(int answers) {
        answersBeforeSilence = answers;
    }

    /** Answers again. */
    public void wakeUp() {
        answersBeforeSilence = Integer.MAX_VALUE;
    }

    /** Changes each answer. */
    public void twist(UnaryOperator<Reply.Answer> change) {
        twist = change;
    }

    /** How many different questions were answered. A slow agent may repeat some. */
    public int answered() {
        return answered.size();
    }

    /** How many questions came. */
    public int asked() {
        return asked.get();
    }

    @Override
    public synchronized void accept(FakeMessaging place, FakeMessaging.Sent sent) {
        Call call = (Call) sent.message();
        Call.ReadBlob question = (Call.ReadBlob) call.question();
        asked.incrementAndGet();
        if (deaf > 0) {
            deaf--;
        } else if (answered.contains(question) || answered.size() < answersBeforeSilence) {
            answered.add(question);
            place.deliver(new Reply(call.id(), call.machine(), twist.apply(answer(question))));
        }
    }

    private Reply.Answer answer(Call.ReadBlob question) {
        byte[] blob = blobs.get(question.blob());
        if (blob == null) {
            return new Reply.Refused("No file " + question.blob() + " is stored");
        }
        int from = (int) question.offset();
        int to = (int) Math.min(blob.length, question.offset() + question.length());
        return new Reply.BlobChunk(question.blob(), from, blob.length, Arrays.copyOfRange(blob, from, to));
    }
}
