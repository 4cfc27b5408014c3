package net.roboconf.target.azure.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.roboconf.core.target.TargetException;
import net.roboconf.core.target.kit.TargetProperties;

/** What machines are made of. */
sealed interface ImageName {

    /** Adds it to the storage of a machine. */
    void addTo(ObjectNode storage);

    /** One of the market place. */
    record Marketplace(String publisher, String offer, String sku, String version) implements ImageName {

        @Override
        public void addTo(ObjectNode storage) {
            storage.putObject("imageReference")
                    .put("publisher", publisher)
                    .put("offer", offer)
                    .put("sku", sku)
                    .put("version", version);
        }
    }

    /**
     * One of the user's own, or of a gallery, in any version or the newest.
     *
     * @param field of an image's reference, which tells what kind of identifier it is
     */
    record Identified(String field, String id) implements ImageName {

        @Override
        public void addTo(ObjectNode storage) {
            storage.putObject("imageReference").put(field, id);
        }
    }

    static ImageName read(String key, String text) throws TargetException {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.startsWith("/communitygalleries/")) {
            return new Identified("communityGalleryImageId", text);
        }
        if (lower.startsWith("/sharedgalleries/")) {
            return new Identified("sharedGalleryImageId", text);
        }
        boolean own = lower.contains("/providers/microsoft.compute/images/");
        boolean gallery = lower.contains("/providers/microsoft.compute/galleries/") && lower.contains("/images/");
        if (lower.startsWith("/subscriptions/") && (own || gallery) && !text.contains(" ")) {
            return new Identified("id", text);
        }
        String[] parts = text.split(":", -1);
        boolean words = Stream.of(parts).allMatch(part -> part.matches("[A-Za-z0-9_.-]+"));
        if (parts.length == 4 && words) {
            return new Marketplace(parts[0], parts[1], parts[2], parts[3]);
        }
        throw TargetProperties.wrong(
                key,
                "is '" + text + "'; write publisher:offer:sku:version, such as Debian:debian-12:12-gen2:latest, or the"
                        + " identifier of an image, or of an image or version of a gallery");
    }

    /** The image of a machine, for people. */
    static String told(JsonNode reference) {
        for (String field : new String[] {"id", "communityGalleryImageId", "sharedGalleryImageId"}) {
            if (reference.hasNonNull(field)) {
                return reference.path(field).asText();
            }
        }
        String version =
                reference.path("exactVersion").asText(reference.path("version").asText(""));
        return Stream.of(
                        reference.path("publisher").asText(""),
                        reference.path("offer").asText(""),
                        reference.path("sku").asText(""),
                        version)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(":"));
    }
}
