package net.roboconf.testkit.karaf;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import net.roboconf.core.messaging.Address;
import net.roboconf.core.messaging.Call;
import net.roboconf.core.messaging.Message;
import net.roboconf.core.messaging.MessageCodec;
import net.roboconf.core.messaging.MessageFormatException;
import net.roboconf.core.messaging.Messaging;
import net.roboconf.core.messaging.MessagingListener;
import net.roboconf.core.messaging.Participant;
import net.roboconf.core.messaging.RecipeManifest;
import net.roboconf.core.messaging.RecipeRef;
import net.roboconf.core.messaging.Reply;
import net.roboconf.core.messaging.memory.MemoryHub;
import net.roboconf.core.model.Sha256;

/** The recipes that a test has written, from where an agent fetches them as from a Deployment Manager. */
final class RecipeSource implements MessagingListener {

    private final Map<Sha256, byte[]> blobs = new ConcurrentHashMap<>();
    private final Messaging channel;

    RecipeSource(MemoryHub hub) {
        channel = hub.open(new Participant.ManagerBlobs(), this);
    }

    /** A recipe with these files: name to content. */
    RecipeRef recipe(Map<String, String> files) {
        List<RecipeManifest.File> entries = new TreeMap<>(files)
                .entrySet().stream()
                        .map(file -> entry(file.getKey(), file.getValue().getBytes(StandardCharsets.UTF_8)))
                        .toList();
        try {
            Sha256 manifest = add(new MessageCodec().encode(new RecipeManifest(entries)));
            return new RecipeRef(
                    manifest,
                    entries.stream().mapToLong(RecipeManifest.File::size).sum());
        } catch (MessageFormatException e) {
            throw new IllegalArgumentException("No recipe can have these files: " + files.keySet(), e);
        }
    }

    private RecipeManifest.File entry(String name, byte[] content) {
        return new RecipeManifest.File(name, content.length, add(content), false);
    }

    private Sha256 add(byte[] content) {
        Sha256 hash = Sha256.of(content);
        blobs.put(hash, content);
        return hash;
    }

    @Override
    public void connected() {
        // Nothing is said before it is asked for.
    }

    @Override
    public void disconnected(String why) {
        throw new IllegalStateException(why);
    }

    @Override
    public void received(Delivery delivery) {
        delivery.acknowledge();
        if (delivery.message() instanceof Call call && call.question() instanceof Call.ReadBlob wanted) {
            channel.publish(new Address.Machine(call.machine()), new Reply(call.id(), call.machine(), read(wanted)));
        }
    }

    private Reply.Answer read(Call.ReadBlob wanted) {
        byte[] blob = blobs.get(wanted.blob());
        if (blob == null) {
            return new Reply.Refused("No file of a recipe of this test has the hash " + wanted.blob());
        }
        int from = (int) Math.min(blob.length, wanted.offset());
        int to = Math.min(blob.length, from + wanted.length());
        return new Reply.BlobChunk(wanted.blob(), from, blob.length, Arrays.copyOfRange(blob, from, to));
    }

    @Override
    public void unconfirmed(Address to, Message message) {
        throw new IllegalStateException("Nothing is lost in one process");
    }
}
