// ruleid: rules.java.cors-any-origin
@CrossOrigin(origins = "*")
class A {
  void f() {
// ruleid: rules.java.cors-any-origin
    registry.addMapping("/**").allowedOrigins("*");
// ruleid: rules.java.cors-any-origin
    response.setHeader("Access-Control-Allow-Origin", "*");
// ruleid: rules.java.cors-any-origin
    config.setAllowedOrigins(List.of("*"));
// ok: rules.java.cors-any-origin
    registry.addMapping("/**").allowedOrigins("https://app.example.com");
// ok: rules.java.cors-any-origin
    response.setHeader("X-Frame-Options", "*");
  }
}
