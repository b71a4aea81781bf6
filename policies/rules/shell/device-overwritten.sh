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
# --- case
# ruleid: shell.device-overwritten
dd if=/dev/zero of=/dev/sda bs=1M
# --- case
# ruleid: shell.device-overwritten
mkfs.ext4 /dev/sdb1
# --- case
# ruleid: shell.device-overwritten
wipefs -a /dev/nvme0n1
# --- case
# ruleid: shell.device-overwritten
cat image.img > /dev/sda
# --- case
# ruleid: shell.device-overwritten
shred -n 1 /dev/sdc
# --- case
# ok: shell.device-overwritten
dd if=/dev/zero of=disk.img bs=1M count=64
# --- case
# ok: shell.device-overwritten
mkfs.ext4 disk.img
# --- case
# ok: shell.device-overwritten
lsblk /dev/sda
# --- case
# ok: shell.device-overwritten
wipefs /dev/sda
