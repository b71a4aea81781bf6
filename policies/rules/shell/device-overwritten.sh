# ruleid: shell.device-overwritten
dd if=/dev/zero of=/dev/sda
# --- case
# ruleid: shell.device-overwritten
shred /dev/sdb
# --- case
# ruleid: shell.device-overwritten
cat image.iso > /dev/sda
# --- case
# ok: shell.device-overwritten
dd if=/dev/zero of=swapfile bs=1M count=512
# --- case
# ok: shell.device-overwritten
cat a > /dev/null
