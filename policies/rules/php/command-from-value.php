<?php
// ruleid: rules.php.command-from-value
exec($command);
// ruleid: rules.php.command-from-value
system($cmd, $code);
// ruleid: rules.php.command-from-value
$p = popen($line, "r");
// ok: rules.php.command-from-value
exec("ls -la");
// ok: rules.php.command-from-value
execute($command);
