package net.roboconf.target.azure.server;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** An answer that is an error, in the words of Azure. */
public final class ApiError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final Integer retryAfter;

    public ApiError(int status, String code, String message) {
        this(status, code, message, null);
    }

    /** @param retryAfter seconds; null for none */
    public ApiError(int status, String code, String message, Integer retryAfter) {
        super(message);
        this.status = status;
        this.code = code;
        this.retryAfter = retryAfter;
    }

    /** The client's fault. */
    static ApiError bad(String code, String message) {
        return new ApiError(400, code, message);
    }

    static ApiError absent(String code, String message) {
        return new ApiError(404, code, message);
    }

    static ApiError conflict(String code, String message) {
        return new ApiError(409, code, message);
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    Optional<Integer> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    ObjectNode body() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("error").put("code", code).put("message", getMessage());
        return body;
    }
}
