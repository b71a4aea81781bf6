fn f(program: &str) {
// ruleid: rules.rust.command-from-value
  Command::new(program).spawn();
// ruleid: rules.rust.command-from-value
  Command::new(&config.program).output();
// ruleid: rules.rust.command-from-value
  std::process::Command::new(env::var("EDITOR").unwrap()).status();
// ok: rules.rust.command-from-value
  Command::new("ls").spawn();
// ok: rules.rust.command-from-value
  Command::new(PROGRAM).spawn();
}
