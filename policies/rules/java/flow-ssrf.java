public class Page {
  public void page(HttpServletRequest request, HttpServletResponse response) throws Exception {
    // ruleid: flow.java.ssrf
    new URL(request.getParameter("url")).openStream();
    String target = "https://" + request.getParameter("host") + "/status";
    // ruleid: flow.java.ssrf
    restTemplate.getForObject(target, String.class);
    // ruleid: flow.java.ssrf
    new HttpGet(request.getParameter("callback"));
    // ok: flow.java.ssrf
    restTemplate.getForObject("https://api.example.com/users/" + request.getParameter("id"), String.class);
    // ok: flow.java.ssrf
    new HttpGet("https://api.example.com/status");
  }
}
