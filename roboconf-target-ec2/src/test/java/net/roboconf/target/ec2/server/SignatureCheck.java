package net.roboconf.target.ec2.server;

import com.sun.net.httpserver.Headers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signature Version 4, from the side of who checks it. */
final class SignatureCheck {

    private static final Pattern AUTHORIZATION = Pattern.compile("AWS4-HMAC-SHA256 Credential=([^/,]+)/(\\d{8})/"
            + "([a-z0-9-]+)/ec2/aws4_request, ?SignedHeaders=([a-z0-9;-]+), ?Signature=([0-9a-f]{64})");

    private final String accessKey;
    private final String secretKey;
    private final String region;
    private final String sessionToken;

    /** @param sessionToken null for credentials that last */
    SignatureCheck(String accessKey, String secretKey, String region, String sessionToken) {
        this.accessKey = accessKey;
        this.secretKey = secretKey;
        this.region = region;
        this.sessionToken = sessionToken;
    }

    void check(String method, String path, Headers headers, String body) {
        String header = headers.getFirst("Authorization");
        Matcher given = AUTHORIZATION.matcher(header == null ? "" : header);
        if (!given.matches()) {
            throw ApiError.of("MissingAuthenticationToken", "The request has no signature of version 4");
        }
        String time = String.valueOf(headers.getFirst("X-Amz-Date"));
        Instant sent = LocalDateTime.parse(time, DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'"))
                .toInstant(ZoneOffset.UTC);
        if (Duration.between(sent, Instant.now()).abs().toMinutes() >= 5) {
            throw ApiError.of("RequestExpired", "Request has expired.");
        }
        String expected = signature(
                given,
                time,
                method + "\n" + path + "\n\n" + canonical(given, headers) + "\n" + given.group(4) + "\n" + hash(body));
        boolean signed = given.group(4).contains("host") && given.group(4).contains("x-amz-date");
        boolean tokenRight = sessionToken == null || sessionToken.equals(headers.getFirst("X-Amz-Security-Token"));
        if (!given.group(1).equals(accessKey) || !tokenRight) {
            throw new ApiError(401, "AuthFailure", "AWS was not able to validate the provided access credentials");
        }
        if (!signed || !given.group(3).equals(region) || !expected.equals(given.group(5))) {
            throw new ApiError(
                    403,
                    "SignatureDoesNotMatch",
                    "The request signature we calculated does not match the signature you provided.");
        }
    }

    private static String canonical(Matcher given, Headers headers) {
        StringBuilder lines = new StringBuilder();
        for (String name : given.group(4).split(";")) {
            // A proxy on the way says which host was asked.
            boolean forwarded = name.equals("host") && headers.containsKey("X-Forwarded-Host");
            String value = headers.getFirst(forwarded ? "X-Forwarded-Host" : name);
            if (value == null) {
                throw ApiError.of("IncompleteSignature", "The signed header " + name + " is missing");
            }
            lines.append(name)
                    .append(':')
                    .append(value.strip().replaceAll(" +", " "))
                    .append('\n');
        }
        return lines.toString();
    }

    private String signature(Matcher given, String time, String request) {
        byte[] key = ("AWS4" + secretKey).getBytes(StandardCharsets.UTF_8);
        key = mac(mac(mac(mac(key, given.group(2)), given.group(3)), "ec2"), "aws4_request");
        return HexFormat.of()
                .formatHex(mac(
                        key,
                        "AWS4-HMAC-SHA256\n" + time + "\n" + given.group(2) + "/" + given.group(3)
                                + "/ec2/aws4_request\n" + hash(request)));
    }

    private static byte[] mac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
