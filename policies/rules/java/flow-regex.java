public class Page {
  public void page(HttpServletRequest request, HttpServletResponse response) throws Exception {
    // ruleid: flow.java.regex
    Pattern.compile(request.getParameter("pattern"));
    String words = "^" + request.getParameter("word") + "$";
    // ruleid: flow.java.regex
    Pattern.compile(words);
    // ruleid: flow.java.regex
    Pattern.matches(request.getParameter("pattern"), "text");
    // ok: flow.java.regex
    Pattern.compile("^a+$");
    // ok: flow.java.regex
    Pattern.compile(Pattern.quote(request.getParameter("word")));
  }
}
