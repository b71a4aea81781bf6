class A {
  void f(HttpServletRequest request) throws Exception {
// ruleid: rules.java.request-url-fetched
    URL u = new URL(request.getParameter("url"));
// ruleid: rules.java.request-url-fetched
    String s = restTemplate.getForObject(request.getParameter("u"), String.class);
// ruleid: rules.java.request-url-fetched
    InputStream in = new URL(address).openStream();
// ok: rules.java.request-url-fetched
    URL v = new URL("https://api.example.com");
// ok: rules.java.request-url-fetched
    String t = restTemplate.getForObject(API, String.class);
  }
}
