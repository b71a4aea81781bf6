pub fn first(pointer: *const u8) -> u8 {
// ruleid: rules.rust.pointer-from-caller
  unsafe { *pointer }
}
pub extern "C" fn store(target: *mut u32, value: u32) {
// ruleid: rules.rust.pointer-from-caller
  unsafe { *target = value; }
}
fn sum(start: *const i32) -> i32 {
  let other = 1;
// ruleid: rules.rust.pointer-from-caller
  unsafe { other + *start }
}
pub unsafe fn documented(pointer: *const u8) -> u8 {
// ok: rules.rust.pointer-from-caller
  unsafe { *pointer }
}
pub extern "C" fn checked(pointer: *const u8) -> u8 {
  if pointer.is_null() { return 0; }
// ok: rules.rust.pointer-from-caller
  unsafe { *pointer }
}
