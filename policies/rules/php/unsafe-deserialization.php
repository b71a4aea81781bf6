<?php
// ruleid: rules.php.unsafe-deserialization
$o = unserialize($_COOKIE['cart']);
// ruleid: rules.php.unsafe-deserialization
$p = unserialize($data, ['allowed_classes' => true]);
// ruleid: rules.php.unsafe-deserialization
$q = unserialize(base64_decode($text));
// ok: rules.php.unsafe-deserialization
$r = json_decode($data, true);
// ok: rules.php.unsafe-deserialization
$s = unserialize($data, ['allowed_classes' => false]);
