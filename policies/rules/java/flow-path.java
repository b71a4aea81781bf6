public class Page {
  public void page(HttpServletRequest request, HttpServletResponse response) throws Exception {
    // ruleid: flow.java.path
    new FileInputStream("files/" + request.getParameter("name"));
    File file = new File("files", request.getParameter("file"));
    // ruleid: flow.java.path
    new FileReader(file);
    // ruleid: flow.java.path
    Files.readString(Paths.get("files", request.getParameter("page")));
    // ok: flow.java.path
    new FileInputStream("settings.json");
    // ok: flow.java.path
    new FileInputStream("files/" + FilenameUtils.getName(request.getParameter("name")));
    Path target = ROOT.resolve(request.getParameter("target")).normalize();
    if (!target.startsWith(ROOT)) throw new SecurityException();
    // ok: flow.java.path
    Files.readString(target);
  }
}
