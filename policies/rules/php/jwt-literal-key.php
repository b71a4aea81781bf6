<?php
// ruleid: rules.php.jwt-literal-key
$t = JWT::encode($payload, 'my-secret', 'HS256');
// ruleid: rules.php.jwt-literal-key
$d = JWT::decode($token, new Key("my-secret", 'HS256'));
// ruleid: rules.php.jwt-literal-key
$k = InMemory::plainText('secret');
// ok: rules.php.jwt-literal-key
$t = JWT::encode($payload, getenv('JWT_SECRET'), 'HS256');
// ok: rules.php.jwt-literal-key
$d = JWT::decode($token, new Key($key, 'RS256'));
