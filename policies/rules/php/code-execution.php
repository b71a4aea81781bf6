<?php
// ruleid: rules.php.code-execution
eval($_POST['code']);
// ruleid: rules.php.code-execution
assert($expr);
// ruleid: rules.php.code-execution
$x = preg_replace('/(.*)/e', 'strtoupper("\\1")', $text);
// ruleid: rules.php.code-execution
call_user_func($_GET['f'], 1);
// ok: rules.php.code-execution
$x = preg_replace('/a/i', 'b', $text);
// ok: rules.php.code-execution
assert($a instanceof User);
// ok: rules.php.code-execution
assert($order->count > 0);
// ok: rules.php.code-execution
assert($row['owner'] != null);
// ok: rules.php.code-execution
assert(count($lines) == count($changed));
