<%@ page contentType="text/html; charset=UTF-8" session="false" buffer="64kb" trimDirectiveWhitespaces="true"
    import="java.sql.*, javax.naming.InitialContext, javax.sql.DataSource" %>
<%!
  /* The page of the application.
     GET shows which Tomcat answers and the last rows of the database; POST adds a row (note=...) first.
     ?delay=N    waits N milliseconds before it turns to the database, as slow work would (at most 10,000).
     ?run=NAME   also counts the notes that begin with NAME and a dash: a load test sees whether each of its POSTs
                 has made exactly one row. */

  static String html(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
  }
%>
<%
  String instance = application.getInitParameter("instance");
  response.setHeader("X-Answered-By", instance);
  response.setHeader("Cache-Control", "no-store");

  String delay = request.getParameter("delay");
  if (delay != null && delay.matches("\\d{1,5}")) {
    Thread.sleep(Math.min(10_000, Integer.parseInt(delay)));
  }

  DataSource database = (DataSource) new InitialContext().lookup("java:comp/env/jdbc/lamp");
  try (Connection connection = database.getConnection()) {
    if ("POST".equals(request.getMethod())) {
      String note = request.getParameter("note");
      try (PreparedStatement insert = connection.prepareStatement("INSERT INTO visits (tomcat, note) VALUES (?, ?)")) {
        insert.setString(1, instance);
        insert.setString(2, note == null ? "" : note.substring(0, Math.min(200, note.length())));
        insert.executeUpdate();
      }
    }
%>
<!DOCTYPE html>
<html lang="en">
<head><title>Lamp</title></head>
<body>
<h1>Answered by <%= html(instance) %></h1>
<form method="post"><input name="note" maxlength="200"> <button>Leave a note</button></form>
<%
    String run = request.getParameter("run");
    if (run != null) {
      try (PreparedStatement count = connection.prepareStatement(
          "SELECT COUNT(*), COUNT(DISTINCT note) FROM visits WHERE note LIKE CONCAT(?, '-%')")) {
        count.setString(1, run);
        ResultSet rows = count.executeQuery();
        rows.next();
%>
<p>Notes of <%= html(run) %>: <b id="rows"><%= rows.getLong(1) %></b>, different: <b id="different"><%= rows.getLong(2) %></b></p>
<%
      }
    }
%>
<table>
<tr><th>id</th><th>when</th><th>written by</th><th>note</th></tr>
<%
    try (PreparedStatement last = connection.prepareStatement(
        "SELECT id, at, tomcat, note FROM visits ORDER BY id DESC LIMIT 10")) {
      ResultSet rows = last.executeQuery();
      while (rows.next()) {
%>
<tr><td><%= rows.getLong(1) %></td><td><%= rows.getTimestamp(2) %></td><td><%= html(rows.getString(3)) %></td><td><%= html(rows.getString(4)) %></td></tr>
<%
      }
    }
%>
</table>
</body>
</html>
<%
  }
%>
