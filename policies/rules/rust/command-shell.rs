fn f(host: &str) {
// ruleid: rules.rust.command-shell
  Command::new("sh").arg("-c").arg(format!("ping {}", host)).output();
// ruleid: rules.rust.command-shell
  Command::new("bash").args(["-c", &line]).spawn();
// ruleid: rules.rust.command-shell
  Command::new("cmd").arg("/C").arg(&line).status();
// ok: rules.rust.command-shell
  Command::new("sh").arg("-c").arg("ls -l").output();
// ok: rules.rust.command-shell
  Command::new("ping").arg("-c").output();
// ok: rules.rust.command-shell
  Command::new("ping").arg(host).output();
}
