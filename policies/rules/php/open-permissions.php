<?php
// ruleid: rules.php.open-permissions
chmod($path, 0777);
// ruleid: rules.php.open-permissions
mkdir($dir, 0777, true);
// ruleid: rules.php.open-permissions
umask(0);
// ok: rules.php.open-permissions
chmod($path, 0640);
// ok: rules.php.open-permissions
mkdir($dir, 0755, true);
