<?php
// ruleid: rules.php.predictable-random
$token = md5(uniqid(rand(), true));
// ruleid: rules.php.predictable-random
$otp = mt_rand(100000, 999999);
function generatePassword($n) {
// ruleid: rules.php.predictable-random
    return substr(str_shuffle("abc"), 0, $n);
}
// ok: rules.php.predictable-random
$token2 = bin2hex(random_bytes(32));
// ok: rules.php.predictable-random
$n = rand(1, 6);
