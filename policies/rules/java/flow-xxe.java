public class Page {
  public void page(HttpServletRequest request, HttpServletResponse response) throws Exception {
    // ruleid: flow.java.xxe
    builder.parse(request.getInputStream());
    InputSource source = new InputSource(new StringReader(request.getParameter("xml")));
    // ruleid: flow.java.xxe
    builder.parse(source);
    // ruleid: flow.java.xxe
    reader.read(request.getReader());
    // ok: flow.java.xxe
    builder.parse(new File("settings.xml"));
    // ok: flow.java.xxe
    mapper.readValue(request.getParameter("json"), User.class);
  }
}
