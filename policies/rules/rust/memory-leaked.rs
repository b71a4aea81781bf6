fn f(value: Vec<u8>) {
// ruleid: rules.rust.memory-leaked
  std::mem::forget(value);
// ruleid: rules.rust.memory-leaked
  let a: &'static mut [u8] = Box::leak(boxed);
// ruleid: rules.rust.memory-leaked
  let b = ManuallyDrop::new(other);
// ok: rules.rust.memory-leaked
  drop(third);
// ok: rules.rust.memory-leaked
  let c = Box::new(1);
}
