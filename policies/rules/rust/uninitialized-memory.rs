fn f(n: usize) {
// ruleid: rules.rust.uninitialized-memory
  let a: u32 = unsafe { std::mem::uninitialized() };
// ruleid: rules.rust.uninitialized-memory
  let b: Packet = unsafe { MaybeUninit::uninit().assume_init() };
// ruleid: rules.rust.uninitialized-memory
  let c = unsafe { std::mem::zeroed::<&str>() };
// ok: rules.rust.uninitialized-memory
  let d: libc::stat = unsafe { std::mem::zeroed() };
// ok: rules.rust.uninitialized-memory
  let e = [0u8; 16];
}
fn g(n: usize) {
  let mut buffer: Vec<u8> = Vec::with_capacity(n);
// ruleid: rules.rust.uninitialized-memory
  unsafe { buffer.set_len(n) };
  read(&mut buffer);
}
