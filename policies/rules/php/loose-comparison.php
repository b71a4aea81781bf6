<?php
// ruleid: rules.php.loose-comparison
if (md5($password) == $row['password']) { ok(); }
// ruleid: rules.php.loose-comparison
if ($signature == $expected) { ok(); }
// ruleid: rules.php.loose-comparison
if ($_POST['token'] != $_SESSION['token']) { no(); }
// ok: rules.php.loose-comparison
if (hash_equals($expected, $given)) { ok(); }
// ok: rules.php.loose-comparison
if ($token == null) { no(); }
