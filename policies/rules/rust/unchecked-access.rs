fn f(data: &[u8], index: usize) {
// ruleid: rules.rust.unchecked-access
  let byte = unsafe { *data.get_unchecked(index) };
// ruleid: rules.rust.unchecked-access
  let text = unsafe { std::str::from_utf8_unchecked(data) };
// ruleid: rules.rust.unchecked-access
  let part = unsafe { std::slice::from_raw_parts(pointer, length) };
// ok: rules.rust.unchecked-access
  let safe = data.get(index);
// ok: rules.rust.unchecked-access
  let checked = std::str::from_utf8(data);
}
