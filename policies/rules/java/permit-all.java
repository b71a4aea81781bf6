class A {
  void f(HttpSecurity http) throws Exception {
// ruleid: rules.java.permit-all
    http.authorizeRequests().anyRequest().permitAll();
// ruleid: rules.java.permit-all
    http.authorizeHttpRequests(a -> a.requestMatchers("/**").permitAll());
// ruleid: rules.java.permit-all
    http.authorizeHttpRequests(auth -> auth.anyRequest().permitAll());
// ok: rules.java.permit-all
    http.authorizeRequests().antMatchers("/public").permitAll().anyRequest().authenticated();
// ok: rules.java.permit-all
    http.authorizeHttpRequests(a -> a.anyRequest().hasRole("USER"));
  }
}
