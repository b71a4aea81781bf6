fn f() {
// ruleid: rules.rust.files-listed
  let a = Files::new("/static", "static").show_files_listing();
// ruleid: rules.rust.files-listed
  let b = ServeDir::new(".");
// ruleid: rules.rust.files-listed
  let c = Files::new("/", "/");
// ok: rules.rust.files-listed
  let d = ServeDir::new("static");
// ok: rules.rust.files-listed
  let e = Files::new("/static", "static");
}
