public class Page {
  public void page(HttpServletRequest request, HttpServletResponse response) throws Exception {
    // ruleid: flow.java.command
    Runtime.getRuntime().exec("ping " + request.getParameter("host"));
    String file = request.getParameter("file");
    // ruleid: flow.java.command
    new ProcessBuilder("sh", "-c", "tar cf " + file).start();
    String[] line = {"sh", "-c", request.getParameter("line")};
    // ruleid: flow.java.command
    Runtime.getRuntime().exec(line);
    // ok: flow.java.command
    Runtime.getRuntime().exec("ls -l");
    String program = "ls";
    // ok: flow.java.command
    new ProcessBuilder(program, "-l").start();
  }
}
