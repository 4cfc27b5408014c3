package net.roboconf.dm.internal.rest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import javax.servlet.ReadListener;
import javax.servlet.ServletInputStream;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletRequestWrapper;
import net.roboconf.dm.internal.login.Person;

/** A request of somebody who is known, whose body ends with an exception where it passes its limit. */
final class AdmittedRequest extends HttpServletRequestWrapper {

    private final Person person;
    private final long limit;
    private ServletInputStream body;

    /**
     * Wraps a request.
     *
     * @param person null for what needs no login
     * @param limit of the body, in bytes
     */
    AdmittedRequest(HttpServletRequest request, Person person, long limit) {
        super(request);
        this.person = person;
        this.limit = limit;
    }

    @Override
    public Principal getUserPrincipal() {
        return person;
    }

    @Override
    public String getRemoteUser() {
        return person == null ? null : person.name();
    }

    @Override
    public boolean isUserInRole(String role) {
        return person != null && person.roles().contains(role);
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        if (body == null) {
            body = new Limited(super.getInputStream(), limit);
        }
        return body;
    }

    @Override
    public BufferedReader getReader() throws IOException {
        return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
    }

    private static final class Limited extends ServletInputStream {

        private final ServletInputStream in;
        private final long limit;
        private long count;

        Limited(ServletInputStream in, long limit) {
            this.in = in;
            this.limit = limit;
        }

        @Override
        public int read() throws IOException {
            int b = in.read();
            if (b >= 0) {
                counted(1);
            }
            return b;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int n = in.read(bytes, offset, length);
            if (n > 0) {
                counted(n);
            }
            return n;
        }

        private void counted(int n) throws BodyTooLargeException {
            count += n;
            if (count > limit) {
                throw new BodyTooLargeException(limit);
            }
        }

        @Override
        public boolean isFinished() {
            return in.isFinished();
        }

        @Override
        public boolean isReady() {
            return in.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            in.setReadListener(listener);
        }
    }
}
