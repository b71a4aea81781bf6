fn f(bytes: [u8; 4]) {
// ruleid: rules.rust.transmute
  let number: u32 = unsafe { std::mem::transmute(bytes) };
// ruleid: rules.rust.transmute
  let text = unsafe { mem::transmute::<&[u8], &str>(data) };
// ruleid: rules.rust.transmute
  let copy: u8 = unsafe { std::mem::transmute_copy(&number) };
// ok: rules.rust.transmute
  let number = u32::from_ne_bytes(bytes);
// ok: rules.rust.transmute
  let other = number as f64;
}
