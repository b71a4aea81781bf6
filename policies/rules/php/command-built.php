<?php
// ruleid: rules.php.command-built
exec("ping -c 1 " . $host);
// ruleid: rules.php.command-built
system("ls $dir");
// ruleid: rules.php.command-built
$out = shell_exec('convert ' . $_GET['file'] . ' out.png');
// ok: rules.php.command-built
exec("ping -c 1 " . escapeshellarg($host));
// ok: rules.php.command-built
system("ls -la");
