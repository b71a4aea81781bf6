public class Page {
  public void page(HttpServletRequest request, HttpServletResponse response) throws Exception {
    // ruleid: flow.java.deserialization
    new ObjectInputStream(request.getInputStream()).readObject();
    byte[] bytes = Base64.getDecoder().decode(request.getParameter("state"));
    // ruleid: flow.java.deserialization
    new ObjectInputStream(new ByteArrayInputStream(bytes)).readObject();
    // ruleid: flow.java.deserialization
    xstream.fromXML(request.getParameter("xml"));
    // ok: flow.java.deserialization
    new ObjectInputStream(new FileInputStream("state.bin")).readObject();
    // ok: flow.java.deserialization
    mapper.readValue(request.getParameter("state"), State.class);
  }
}
