public class Page {
  public void page(HttpServletRequest request, HttpServletResponse response) throws Exception {
    // ruleid: flow.java.template
    Velocity.evaluate(model, writer, "page", request.getParameter("page"));
    String source = "<h1>" + request.getParameter("title") + "</h1>";
    // ruleid: flow.java.template
    new Template("page", source, configuration);
    // ruleid: flow.java.template
    templateEngine.process(request.getParameter("view"), model);
    // ok: flow.java.template
    Velocity.evaluate(model, writer, "page", "<h1>$title</h1>");
    // ok: flow.java.template
    templateEngine.process("page", model);
  }
}
