fn f() -> u32 {
// ruleid: rules.rust.unsafe-block
  let pid = unsafe { libc::getpid() as u32 };
// ruleid: rules.rust.unsafe-block
  unsafe { touch(pid); }
// ruleid: rules.rust.unsafe-block
  unsafe {
    touch(pid)
  };
// ok: rules.rust.unsafe-block
  let other = std::process::id();
// ok: rules.rust.unsafe-block
  let word = "unsafe { }";
  other
}
