public class Page {
  public void page(HttpServletRequest request, HttpServletResponse response) throws Exception {
    // ruleid: flow.java.header
    response.setHeader("X-Name", request.getParameter("name"));
    String tag = "tag-" + request.getParameter("tag");
    // ruleid: flow.java.header
    response.addHeader("X-Tag", tag);
    // ruleid: flow.java.header
    response.setHeader("X-Lang", request.getParameter("lang").trim());
    // ok: flow.java.header
    response.setHeader("X-Name", "shop");
    // ok: flow.java.header
    response.setHeader("X-Name", URLEncoder.encode(request.getParameter("name"), UTF_8));
  }
}
