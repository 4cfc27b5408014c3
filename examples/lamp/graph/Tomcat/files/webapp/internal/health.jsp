<%@ page contentType="text/plain; charset=UTF-8" session="false" trimDirectiveWhitespaces="true"
    import="java.sql.*, javax.naming.*, javax.sql.DataSource" %>
<%
  /* Whether this Tomcat can do its work: the balancer asks before it sends the first request. The answer is yes only
     when the whole pool of sessions in the database is open: the first look-up that succeeds has opened them. */
  response.setHeader("Cache-Control", "no-store");
  try {
    DataSource database = (DataSource) new InitialContext().lookup("java:comp/env/jdbc/lamp");
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT id FROM visits LIMIT 1")) {
      out.println("ok");
    }
  } catch (NamingException | SQLException e) {
    Throwable cause = e instanceof NamingException && e.getCause() != null ? e.getCause() : e;
    response.setStatus(503);
    out.println(cause.getMessage());
  }
%>
