@Controller
class A {
// ruleid: rules.java.mapping-without-method
  @RequestMapping("/a")
  public String a() { return "x"; }
// ruleid: rules.java.mapping-without-method
  @RequestMapping(value = "/b")
  public String b() { return "x"; }
// ruleid: rules.java.mapping-without-method
  @RequestMapping(path = "/c", produces = "text/plain")
  public String c() { return "x"; }
// ok: rules.java.mapping-without-method
  @RequestMapping(value = "/d", method = RequestMethod.GET)
  public String d() { return "x"; }
// ok: rules.java.mapping-without-method
  @GetMapping("/e")
  public String e() { return "x"; }
}
