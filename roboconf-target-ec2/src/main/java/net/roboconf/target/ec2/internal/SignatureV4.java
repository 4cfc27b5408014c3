package net.roboconf.target.ec2.internal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs a request as <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">
 * AWS Signature Version 4</a> has it. Immutable.
 */
final class SignatureV4 {

    static final String CONTENT_TYPE = "application/x-www-form-urlencoded; charset=utf-8";

    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final String SERVICE = "ec2";
    private static final String END = "aws4_request";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final Credentials credentials;
    private final String region;

    SignatureV4(Credentials credentials, String region) {
        this.credentials = credentials;
        this.region = region;
    }

    /**
     * The headers that a form needs beside its host.
     *
     * @param host as it is sent: with its port, unless it is the protocol's own
     * @param path encoded; {@code /} for none
     */
    Map<String, String> headers(String host, String path, String body, Instant now) {
        String time = TIME.format(now);
        String day = time.substring(0, 8);
        Map<String, String> headers = new TreeMap<>();
        headers.put("content-type", CONTENT_TYPE);
        headers.put("host", host);
        headers.put("x-amz-date", time);
        credentials.sessionToken().ifPresent(token -> headers.put("x-amz-security-token", token));
        String names = String.join(";", headers.keySet());
        String canonical = "POST\n" + path + "\n\n"
                + headers.entrySet().stream()
                        .map(header -> header.getKey() + ":" + header.getValue().strip() + "\n")
                        .collect(Collectors.joining())
                + "\n" + names + "\n" + sha256(body);
        String scope = day + "/" + region + "/" + SERVICE + "/" + END;
        String toSign = ALGORITHM + "\n" + time + "\n" + scope + "\n" + sha256(canonical);
        byte[] key = ("AWS4" + credentials.secretKey()).getBytes(StandardCharsets.UTF_8);
        for (String part : new String[] {day, region, SERVICE, END}) {
            key = hmac(key, part);
        }
        headers.put(
                "authorization",
                ALGORITHM + " Credential=" + credentials.accessKey() + "/" + scope + ", SignedHeaders=" + names
                        + ", Signature=" + HexFormat.of().formatHex(hmac(key, toSign)));
        // Every client of HTTP sends it by itself.
        headers.remove("host");
        return headers;
    }

    /** In lower case hexadecimal digits. */
    static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HmacSHA256", e);
        }
    }
}
