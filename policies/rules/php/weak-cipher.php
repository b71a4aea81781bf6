<?php
// ruleid: rules.php.weak-cipher
$c = openssl_encrypt($text, 'des-ede3-cbc', $key, 0, $iv);
// ruleid: rules.php.weak-cipher
$d = openssl_encrypt($text, "aes-128-ecb", $key);
// ruleid: rules.php.weak-cipher
$e = mcrypt_encrypt(MCRYPT_DES, $key, $text, MCRYPT_MODE_ECB);
// ok: rules.php.weak-cipher
$f = openssl_encrypt($text, 'aes-256-gcm', $key, 0, $iv, $tag);
// ok: rules.php.weak-cipher
$g = sodium_crypto_secretbox($text, $nonce, $key);
