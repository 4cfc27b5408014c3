package net.roboconf.target.ec2.server;

/** An answer that is an error, in the words of EC2. */
public final class ApiError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    public ApiError(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    /** The client's fault. */
    public static ApiError of(String code, String message) {
        return new ApiError(400, code, message);
    }

    int status() {
        return status;
    }

    String body() {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Response><Errors><Error><Code>" + code + "</Code><Message>"
                + Xml.escaped(getMessage()) + "</Message></Error></Errors><RequestID>" + Ids.request()
                + "</RequestID></Response>";
    }
}
