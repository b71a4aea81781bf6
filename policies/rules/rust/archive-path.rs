fn unzip(archive: &mut ZipArchive<File>, target: &Path) {
  let mut file = archive.by_index(0).unwrap();
// ruleid: rules.rust.archive-path
  let out = target.join(file.name());
}
fn untar(archive: &mut Archive<File>, target: &Path) {
  for entry in archive.entries().unwrap() {
// ruleid: rules.rust.archive-path
      let out = target.join(entry.path().unwrap());
  }
}
fn all(zip: &mut ZipArchive<File>, out: &mut PathBuf) {
  let file = zip.by_index(1).unwrap();
// ruleid: rules.rust.archive-path
  out.push(file.name());
}
fn safe(archive: &mut ZipArchive<File>, target: &Path) {
  let file = archive.by_index(0).unwrap();
// ok: rules.rust.archive-path
  let out = target.join(file.enclosed_name().unwrap());
}
fn list(target: &Path, file: &Item) {
// ok: rules.rust.archive-path
  let out = target.join(file.name());
}
