fn f() {
// ruleid: rules.rust.process-arguments
  let name = std::env::args().next();
// ruleid: rules.rust.process-arguments
  let rest = env::args_os().skip(1);
// ruleid: rules.rust.process-arguments
  let program = env::current_exe();
// ok: rules.rust.process-arguments
  let options = Options::parse();
// ok: rules.rust.process-arguments
  let value = env::var("HOME");
}
