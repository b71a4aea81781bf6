class A {
// ruleid: rules.java.mass-assignment
  void f(@ModelAttribute User user) {
  }
// ruleid: rules.java.mass-assignment
  void g(@RequestBody Account account) {
  }
  void h() {
// ruleid: rules.java.mass-assignment
    BeanUtils.populate(user, request.getParameterMap());
  }
// ok: rules.java.mass-assignment
  void i(@RequestBody UserForm form) {
  }
// ok: rules.java.mass-assignment
  void j(User user) {
  }
}
