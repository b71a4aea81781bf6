// ruleid: rules.rust.shared-mutable-state
static mut COUNT: usize = 0;
// ruleid: rules.rust.shared-mutable-state
pub static mut BUFFER: [u8; 16] = [0; 16];
// ruleid: rules.rust.shared-mutable-state
unsafe impl Send for Handle {}
// ok: rules.rust.shared-mutable-state
static LIMIT: usize = 10;
// ok: rules.rust.shared-mutable-state
static TOTAL: AtomicUsize = AtomicUsize::new(0);
