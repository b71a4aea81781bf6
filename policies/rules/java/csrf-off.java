class A {
  void f(HttpSecurity http) throws Exception {
// ruleid: rules.java.csrf-off
    http.csrf().disable();
// ruleid: rules.java.csrf-off
    http.csrf(csrf -> csrf.disable());
// ruleid: rules.java.csrf-off
    http.csrf(AbstractHttpConfigurer::disable);
// ok: rules.java.csrf-off
    http.csrf(Customizer.withDefaults());
// ok: rules.java.csrf-off
    http.cors().disable();
  }
}
