fn f() {
// ruleid: rules.rust.temp-dir
  let dir = std::env::temp_dir();
// ruleid: rules.rust.temp-dir
  let file = File::create("/tmp/report.txt");
// ruleid: rules.rust.temp-dir
  fs::write(format!("/tmp/{}.txt", name), text);
// ok: rules.rust.temp-dir
  let file = tempfile::NamedTempFile::new();
// ok: rules.rust.temp-dir
  let other = File::create("report.txt");
}
