class A {
  void f(HttpServletRequest request, MultipartFile file) throws Exception {
// ruleid: rules.java.path-built
    File a = new File("/data/" + request.getParameter("name"));
// ruleid: rules.java.path-built
    Path p = Paths.get(dir, file.getOriginalFilename());
// ruleid: rules.java.path-built
    File z = new File(target, entry.getName());
// ok: rules.java.path-built
    File b = new File("/data/config.yml");
// ok: rules.java.path-built
    Path q = Paths.get(dir, FilenameUtils.getName(file.getOriginalFilename()));
  }
}
